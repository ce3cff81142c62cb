import type { Lang } from '../index';

export interface EssayPart {
  heading: string;
  paragraphs?: string[];
  points?: string[];
}

/** A page of plain text. */
export interface Essay {
  title: string;
  lead: string;
  parts: EssayPart[];
}

/** Both languages, or it does not compile. */
export type EssayInBoth = Record<Lang, Essay>;
