import type { Lang } from './words';

export interface Bilingual {
  th: string | null;
  en: string | null;
}

export interface Reading {
  text: string;
  /** Language the text really is in. */
  lang: Lang;
  /** True when the reader's language was missing. */
  fallback: boolean;
}

/** The reader's language, or the other one, said as such. */
export function read(text: Bilingual | null | undefined, lang: Lang): Reading {
  const own = text?.[lang];
  if (own) return { text: own, lang, fallback: false };
  const other: Lang = lang === 'th' ? 'en' : 'th';
  const theirs = text?.[other];
  return theirs ? { text: theirs, lang: other, fallback: true } : { text: '', lang, fallback: false };
}

/** Language of a name, by its letters: screen readers say it wrong otherwise. */
export function langOfName(name: string): Lang | undefined {
  if (/[\u0e00-\u0e7f]/.test(name)) return 'th';
  return /[a-z]/i.test(name) ? 'en' : undefined;
}

export function isWritten(text: Bilingual | null | undefined): boolean {
  return Boolean(text?.th || text?.en);
}
