import type { Instant } from '@rapfang/platform';
import type { FoldedLetter } from './fold.rules.js';
import type { TermMatcher } from './term-matcher.rules.js';

/** The checks of an incoming comment, in the order in which they speak. */
export const CheckName = {
  PERSONAL_DATA: 'PERSONAL_DATA',
  TERMS: 'TERMS',
  LINKS: 'LINKS',
  LENGTH: 'LENGTH',
  FLOOD: 'FLOOD',
  NEAR_DUPLICATE: 'NEAR_DUPLICATE',
} as const;
export type CheckName = keyof typeof CheckName;

/** FLAG marks a comment for the desk; HOLD keeps it from the public until a person has read it. */
export const CheckOutcome = { PASS: 'PASS', FLAG: 'FLAG', HOLD: 'HOLD' } as const;
export type CheckOutcome = keyof typeof CheckOutcome;

/** What one thing found in the text is. */
export const MarkKind = {
  NATIONAL_ID: 'NATIONAL_ID',
  PHONE: 'PHONE',
  EMAIL: 'EMAIL',
  LINK: 'LINK',
  TERM: 'TERM',
} as const;
export type MarkKind = keyof typeof MarkKind;

/** A place in the body, in UTF-16 units as JavaScript slices them; `end` is the first one after it. */
export interface Mark {
  start: number;
  end: number;
  kind: MarkKind;
  /** The banned term that was met. */
  termId?: string;
}

/** Why a check spoke, in a word that the web puts into both languages. */
export type CheckRule =
  | 'FOUND'
  | 'TOO_SHORT'
  | 'ONE_LETTER'
  | 'CAPITALS'
  | 'ONLY_LINK'
  | 'MANY_LINKS'
  | 'MANY_FROM_AUTHOR'
  | 'MANY_FROM_ADDRESS'
  | 'OWN_REPEAT'
  | 'SAID_BY_OTHERS'
  | 'NOT_RUN';

export interface Evidence {
  rule: CheckRule;
  marks?: Mark[];
  /** Comments that say nearly the same. */
  similarIds?: string[];
  /** How many, within how long. */
  count?: number;
  seconds?: number;
}

export interface CheckVerdict {
  check: CheckName;
  outcome: CheckOutcome;
  evidence: Evidence | null;
}

/** A comment said shortly before: by the same author, or on the same section. */
export interface Earlier {
  id: string;
  own: boolean;
  sectionId: string;
  createdAt: Instant;
  fingerprint: string | null;
}

/** All that the checks look at. They ask nobody. */
export interface Material {
  body: string;
  /** The body's letters as terms are compared: folded once for all checks. */
  letters: readonly FoldedLetter[];
  at: Instant;
  sectionId: string;
  fingerprint: string | null;
  terms: TermMatcher;
  earlier: readonly Earlier[];
  /** An edit is no new comment: it adds to no flood. */
  isEdit: boolean;
  /** Guests behind one address wrote more than a hall full of people would. */
  addressIsBusy: boolean;
  /** Limits are off in load trials, and the count of an author's comments with them. */
  countsFlood: boolean;
}

export type Check = (material: Material) => Omit<CheckVerdict, 'check'>;

export const PASS: Omit<CheckVerdict, 'check'> = { outcome: CheckOutcome.PASS, evidence: null };
