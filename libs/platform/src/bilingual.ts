/** A text in both languages; null where it was not written (the reader shows the other and says so). */
export interface BilingualText {
  th: string | null;
  en: string | null;
}

/** Language of a text or a reader, as stored. */
export type Language = 'th' | 'en';
