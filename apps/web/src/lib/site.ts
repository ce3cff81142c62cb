import { getContext, setContext } from 'svelte';
import { read, type Bilingual } from './bilingual';
import type { Lang, TalkWords, Words } from './words';

/** What every component needs to speak: the language, its words, and addresses in that language. */
export interface Site<Spoken extends TalkWords = Words> {
  lang: Lang;
  t: Spoken;
  /** Address of the page, as the reader sees it. */
  here: () => { pathname: string; search: string };
  /** Address in the reader's language: `/plans` becomes `/en/plans` for English. */
  to: (path: string) => string;
  /** The text in the reader's language, or in the other one. */
  say: (text: Bilingual | null | undefined) => string;
}

/** The site as the scripted part of a page knows it: fewer words, for they travel. */
export type TalkSite = Site<TalkWords>;

const key = 'rapfang.site';

export function makeSite<Spoken extends TalkWords>(lang: Lang, t: Spoken, here: Site['here']): Site<Spoken> {
  return { lang, t, here, to: (path) => localPath(path, lang), say: (text) => read(text, lang).text };
}

export const provideSite = (site: Site): Site => setContext(key, site);
export const useSite = (): Site => getContext<Site>(key);
/** For components that are also drawn by script: only the words that travel. */
export const useTalkSite = (): TalkSite => getContext<TalkSite>(key);
/** The same context for a component drawn on its own. */
export const siteContext = (site: TalkSite): Map<string, unknown> => new Map([[key, site]]);

export function localPath(path: string, lang: Lang): string {
  if (lang === 'th') return path;
  return path === '/' ? '/en' : `/en${path}`;
}

/** Language of an address, and the address without it. */
export function splitLang(pathname: string): { lang: Lang; path: string } {
  const match = /^\/en(?=\/|$)/.exec(pathname);
  return match ? { lang: 'en', path: pathname.slice(3) || '/' } : { lang: 'th', path: pathname };
}
