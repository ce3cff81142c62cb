import { invalid } from '@rapfang/platform';
import { mayBecome, type CommentState, type ReasonCode } from '@rapfang/comment';

export const Decision = { PUBLISH: 'PUBLISH', HOLD: 'HOLD', REFUSE: 'REFUSE', HIDE: 'HIDE' } as const;
export type Decision = keyof typeof Decision;

export const REASON_TEXT_MOST = 1000;

const MEANT: Record<Decision, CommentState> = {
  PUBLISH: 'PUBLISHED',
  HOLD: 'HELD',
  REFUSE: 'REFUSED',
  HIDE: 'HIDDEN',
};

/** The state that follows, or null when the decision cannot be taken on a comment in that state. */
export function nextState(from: CommentState, decision: Decision): CommentState | null {
  const to = MEANT[decision];
  return mayBecome(from, to) ? to : null;
}

export interface Reason {
  code: ReasonCode | null;
  text: string | null;
}

/**
 * The reason as it is kept: the author is owed one for everything but a publication, and OTHER says
 * nothing by itself.
 * @param reversal publishes what was refused or hidden: the record is owed words
 * @throws DomainError VALIDATION naming `reasonCode` or `reasonText`
 */
export function checkedReason(
  decision: Decision,
  code: ReasonCode | null | undefined,
  text: string | null | undefined,
  reversal = false,
): Reason {
  const words = cleanReason(text);
  if (decision !== 'PUBLISH') {
    if (!code) throw invalid('reasonCode', 'required');
    if (code === 'OTHER' && !words) throw invalid('reasonText', 'required');
  }
  if (reversal && !words) throw invalid('reasonText', 'required');
  return { code: code ?? null, text: words };
}

/**
 * A reason in words, trimmed; blanks are none.
 * @throws DomainError VALIDATION on `reasonText`
 */
export function cleanReason(text: string | null | undefined): string | null {
  const words = text?.trim() || null;
  if (words && words.length > REASON_TEXT_MOST)
    throw invalid('reasonText', 'maxLength', { limit: REASON_TEXT_MOST });
  return words;
}
