import type { ChecksWords } from './checks-th';
import type { IdentityWords } from './identity-th';
import type { SigningWords } from './signing-th';
import type { TalkWords } from './th';
import type { PageWords } from './th-pages';

export type { PageWords, TalkWords };
export type Words = TalkWords & PageWords & IdentityWords & SigningWords & { checks: ChecksWords };

/** Language of a page; also the language of its address (`/…` is Thai, `/en/…` English). */
export type Lang = 'th' | 'en';

/** Words of the part of a page that carries script. One language only travels to a browser. */
export async function loadTalkWords(lang: Lang): Promise<TalkWords> {
  return lang === 'en' ? (await import('./en')).en : (await import('./th')).th;
}

/** All words of a page. */
export async function loadWords(lang: Lang): Promise<Words> {
  const [talk, pages, identity, signing, checks] = await Promise.all([
    loadTalkWords(lang),
    lang === 'en'
      ? import('./en-pages').then(({ enPages }) => enPages)
      : import('./th-pages').then(({ thPages }) => thPages),
    lang === 'en'
      ? import('./identity-en').then(({ identityEn }) => identityEn)
      : import('./identity-th').then(({ identityTh }) => identityTh),
    lang === 'en'
      ? import('./signing-en').then(({ signingEn }) => signingEn)
      : import('./signing-th').then(({ signingTh }) => signingTh),
    lang === 'en'
      ? import('./checks-en').then(({ checksEn }) => checksEn)
      : import('./checks-th').then(({ checksTh }) => checksTh),
  ]);
  return { ...talk, ...pages, ...identity, ...signing, checks };
}
