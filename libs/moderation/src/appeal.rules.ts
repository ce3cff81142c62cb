import type { CommentState } from '@rapfang/comment';

export const AppealState = {
  OPEN: 'OPEN',
  UPHELD: 'UPHELD',
  OVERTURNED: 'OVERTURNED',
  /** Its author withdrew the comment. */
  LAPSED: 'LAPSED',
} as const;
export type AppealState = keyof typeof AppealState;

export const AppealOutcome = { UPHELD: 'UPHELD', OVERTURNED: 'OVERTURNED' } as const;
export type AppealOutcome = keyof typeof AppealOutcome;

/** Code points. */
export const APPEAL_MOST = 2000;

/** One appeal a comment, ever, and only against what keeps it from the public. */
export function mayAppeal(state: CommentState, appealed: boolean): boolean {
  return !appealed && (state === 'REFUSED' || state === 'HIDDEN');
}
