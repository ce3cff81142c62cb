import type { CommentState } from '@rapfang/comment';
import type { Instant } from '@rapfang/platform';
import { nextState, type Decision } from './moderation.rules.js';

/** What kind of act an entry of the log is. */
export const DecisionAct = {
  /** A first decision. */
  DECIDE: 'DECIDE',
  /** An earlier decision turned round: what was refused or hidden is published after all. */
  REVERSE: 'REVERSE',
  /** A refusal that waits for a second moderator; the state stays. */
  PROPOSE: 'PROPOSE',
  CONFIRM: 'CONFIRM',
  /** The second moderator did not agree, or the first thought better of it; the state stays. */
  RETURN: 'RETURN',
  /** The author changed or withdrew what a refusal was proposed for. */
  LAPSE: 'LAPSE',
  /** A decision taken back within its seconds. */
  UNDO: 'UNDO',
  /** An appeal was decided; the state stays, or the comment is published. */
  UPHOLD: 'UPHOLD',
  OVERTURN: 'OVERTURN',
} as const;
export type DecisionAct = keyof typeof DecisionAct;

/** A decision can be taken back for so long by who made it. */
export const UNDO_SECONDS = 5;
/** Letters wait longer than that, as a slow transaction may still be taking a decision back. */
export const LETTER_SECONDS = UNDO_SECONDS + 5;
/** A claim holds for so long after the last sign of life. */
export const CLAIM_SECONDS = 120;

/** What a decision depends on, read under the comment's lock. */
export interface Standing {
  state: CommentState;
  revision: number;
  /** The round asks for a second moderator before anything is refused. */
  fourEyes: boolean;
  /** Who works on it now; claims that ran out are none. */
  claim: { actorId: string; actorName: string | null } | null;
  /** The refusal that waits to be confirmed, for the text as it stands. */
  proposal: { actorId: string } | null;
  appealOpen: boolean;
}

export interface Wanted {
  actorId: string;
  decision: Decision;
  expectedState: CommentState;
  expectedRevision: number;
}

export type Refusal =
  'state' | 'revision' | 'claimed' | 'decision' | 'appealOpen' | 'proposalOpen' | 'ownProposal';
export type Judgement = { act: DecisionAct; to: CommentState } | { refused: Refusal };

/** The refusals that mean: somebody else was first, look again. */
export function isConflict(refusal: string): boolean {
  return refusal === 'state' || refusal === 'revision' || refusal === 'claimed';
}

/**
 * What a decision comes to, or why it is refused. The order is that of usefulness to the moderator:
 * what has changed under their eyes first, then who stands in the way, then what the rules do not allow.
 */
export function judge(standing: Standing, wanted: Wanted): Judgement {
  const { state, claim, proposal } = standing;
  if (state !== wanted.expectedState) return { refused: 'state' };
  if (standing.revision !== wanted.expectedRevision) return { refused: 'revision' };
  if (claim && claim.actorId !== wanted.actorId) return { refused: 'claimed' };
  if (standing.appealOpen) return { refused: 'appealOpen' };
  const to = nextState(state, wanted.decision);
  if (!to) return { refused: 'decision' };
  if (proposal) {
    if (wanted.decision !== 'REFUSE') return { refused: 'proposalOpen' };
    return proposal.actorId === wanted.actorId ? { refused: 'ownProposal' } : { act: 'CONFIRM', to };
  }
  if (wanted.decision === 'REFUSE' && standing.fourEyes) return { act: 'PROPOSE', to: state };
  return { act: reverses(state, wanted.decision) ? 'REVERSE' : 'DECIDE', to };
}

/** Publishing what was refused or hidden turns an earlier decision round, and owes a reason in words. */
export function reverses(from: CommentState, decision: Decision): boolean {
  return decision === 'PUBLISH' && (from === 'REFUSED' || from === 'HIDDEN');
}

/** The last moment at which a decision can be taken back. */
export function undoUntil(at: Instant): Instant {
  return new Date(Date.parse(at) + UNDO_SECONDS * 1000).toISOString();
}

export interface LogEntry {
  id: string;
  act: DecisionAct;
  /** The entry that this one took back. */
  undoesId: string | null;
  actorId: string;
  fromState: CommentState;
  toState: CommentState;
}

/**
 * The people behind the state as it is, who must not judge an appeal against it: who decided, and who
 * proposed what was confirmed.
 * @param log the whole log of one comment, oldest first
 */
export function decidersOf(log: readonly LogEntry[], state: CommentState): string[] {
  const undone = new Set(log.map(({ undoesId }) => undoesId));
  const stands = log.filter(({ id, act }) => act !== 'UNDO' && !undone.has(id));
  const last = stands.findLastIndex(({ fromState, toState }) => toState === state && fromState !== toState);
  const decided = stands[last];
  if (!decided) return [];
  const proposed =
    decided.act === 'CONFIRM' ? stands.slice(0, last).findLast(({ act }) => act === 'PROPOSE') : undefined;
  return [...new Set([decided, ...(proposed ? [proposed] : [])].map(({ actorId }) => actorId))];
}
