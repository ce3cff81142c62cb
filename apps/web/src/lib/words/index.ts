import type { Words } from './th';

export type { Words };

/** Language of a page; also the language of its address (`/…` is Thai, `/en/…` English). */
export type Lang = 'th' | 'en';

/** One language only travels to a browser. */
export async function loadWords(lang: Lang): Promise<Words> {
  return lang === 'en' ? (await import('./en')).en : (await import('./th')).th;
}
