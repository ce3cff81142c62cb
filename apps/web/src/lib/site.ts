import { getContext, setContext } from 'svelte';
import { read, type Bilingual } from './bilingual';
import type { Lang, Words } from './words';

/** What every component needs to speak: the language, its words, and addresses in that language. */
export interface Site {
  lang: Lang;
  t: Words;
  /** Address in the reader's language: `/plans` becomes `/en/plans` for English. */
  to: (path: string) => string;
  /** The text in the reader's language, or in the other one. */
  say: (text: Bilingual | null | undefined) => string;
}

const key = Symbol('site');

export function makeSite(lang: Lang, t: Words): Site {
  return { lang, t, to: (path) => localPath(path, lang), say: (text) => read(text, lang).text };
}

export const provideSite = (site: Site): Site => setContext(key, site);
export const useSite = (): Site => getContext<Site>(key);

export function localPath(path: string, lang: Lang): string {
  if (lang === 'th') return path;
  return path === '/' ? '/en' : `/en${path}`;
}

/** Language of an address, and the address without it. */
export function splitLang(pathname: string): { lang: Lang; path: string } {
  const match = /^\/en(?=\/|$)/.exec(pathname);
  return match ? { lang: 'en', path: pathname.slice(3) || '/' } : { lang: 'th', path: pathname };
}
