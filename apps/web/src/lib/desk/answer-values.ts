import type { Disposition } from '../graphql/generated';

/** Dispositions in the order of their keys 1–6. */
export const dispositions: readonly Disposition[] = [
  'ACCEPTED',
  'ACCEPTED_IN_PART',
  'ALREADY_COVERED',
  'NOT_ACCEPTED',
  'OUT_OF_SCOPE',
  'REFERRED',
];
export const textMost = 8000;

/** What a response form holds while it is written. */
export interface AnswerValues {
  disposition: Disposition | '';
  bodyTh: string;
  bodyEn: string;
  reasonTh: string;
  reasonEn: string;
  /** Key of the section that changes, or nothing. */
  changed: string;
}

export const emptyAnswer: AnswerValues = {
  disposition: '',
  bodyTh: '',
  bodyEn: '',
  reasonTh: '',
  reasonEn: '',
  changed: '',
};
export const answerTexts = ['bodyTh', 'bodyEn', 'reasonTh', 'reasonEn'] as const;

export const sameAnswer = (a: AnswerValues, b: AnswerValues): boolean =>
  a.disposition === b.disposition &&
  a.changed === b.changed &&
  answerTexts.every((name) => a[name] === b[name]);
export const isBlank = (values: AnswerValues): boolean => sameAnswer(values, emptyAnswer);

export interface SavedAnswer {
  disposition: Disposition;
  body: { th: string | null; en: string | null };
  reason: { th: string | null; en: string | null };
  changedSection: { key: string } | null;
}
export const valuesOf = (answer: SavedAnswer): AnswerValues => ({
  disposition: answer.disposition,
  bodyTh: answer.body.th ?? '',
  bodyEn: answer.body.en ?? '',
  reasonTh: answer.reason.th ?? '',
  reasonEn: answer.reason.en ?? '',
  changed: answer.changedSection?.key ?? '',
});

/** A problem with the field it leads to. */
export interface AnswerProblem {
  field: 'disposition' | 'bodyTh' | 'bodyEn' | 'reasonTh' | 'reasonEn' | 'changed' | 'comments' | null;
  text: string;
}
export interface AnswerOutcome {
  values: AnswerValues;
  chosen: string[];
  problems: AnswerProblem[];
  /** The revision the form was written on: saving again must not slip past a newer one. */
  revision: number;
  code: string;
  requestId: string;
  /** Somebody saved first: the revision to save over, if one insists. */
  conflict: { revision: number; byName: string | null } | null;
}
