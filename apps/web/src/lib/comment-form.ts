import type { CommentPartsFragment } from './graphql/generated';

/** What was typed, as it goes back into the form when something has to be put right. */
export interface CommentValues {
  body: string;
  stance: string;
  displayName: string;
  email: string;
  organisationId: string;
  province: string;
  ageBand: string;
  kind: string;
  disability: string;
  consent: boolean;
}

export interface Problem {
  /** Input field, or null when the whole is meant. */
  field: string | null;
  text: string;
}

/** What a comment form gets back from its action. */
export interface CommentOutcome {
  formId: string;
  problems?: Problem[];
  values?: CommentValues;
  /** Files were chosen, and browsers do not give them back. */
  filesLost?: boolean;
  sent?: { receiptCode: string; comment: CommentPartsFragment };
}

export const bodyMost = 4000;
export const filesMost = 3;
/** Megabytes a file. */
export const fileMost = 5;
export const fileKinds = '.pdf,.png,.jpg,.jpeg,.docx';
/** Names the consent text shown beside the tick box; change it with the text. */
export const consentVersion = 'web-2026-11';

export const noValues: CommentValues = {
  body: '',
  stance: '',
  displayName: '',
  email: '',
  organisationId: '',
  province: '',
  ageBand: '',
  kind: '',
  disability: '',
  consent: false,
};

/** Counts as people do: a Thai vowel mark is one character, and so is an emoji. */
export const lengthOf = (text: string): number => [...text.normalize('NFC')].length;

/** Form of a section, or of a reply; also the prefix of its fields' ids. */
export const formIdOf = (parentId: string | null): string => (parentId ? `reply-${parentId}` : 'say');
