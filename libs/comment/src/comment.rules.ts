import type { CommentAct, CommentState } from './comment.kinds.js';

/** Levels of a thread: the root and three below it. Deeper nesting cannot be read on a phone. */
export const THREAD_LEVELS = 4;

/**
 * What a moderator may make of each state. A refusal and a hiding can be reversed; what its author
 * withdrew nobody brings back.
 */
const NEXT: Record<CommentState, readonly CommentState[]> = {
  PENDING: ['PUBLISHED', 'HELD', 'REFUSED'],
  HELD: ['PUBLISHED', 'REFUSED'],
  REFUSED: ['PUBLISHED'],
  PUBLISHED: ['HIDDEN'],
  HIDDEN: ['PUBLISHED'],
  WITHDRAWN: [],
};

export function mayBecome(from: CommentState, to: CommentState): boolean {
  return NEXT[from].includes(to);
}

/**
 * Whether the public thread keeps a place for the comment. What once stood there leaves a dated
 * placeholder, so that replies keep their sense; what never stood there leaves nothing.
 */
export function isShown(state: CommentState, publishedAt: string | null): boolean {
  return state === 'PUBLISHED' || publishedAt !== null;
}

/** Who looks. */
export interface Viewer {
  /** `person:ID` or `guest:ID`. */
  readonly key: string;
  /** Holds a role on the plan that reads what is not public. */
  readonly staff: boolean;
  /** Named the receipt code of this comment. */
  readonly receipt: boolean;
}

/** What everybody sees, and what travels to everybody. */
export const PUBLIC_VIEWER: Viewer = { key: '', staff: false, receipt: false };

export interface Seen {
  readonly state: CommentState;
  readonly shown: number;
  readonly authorKey: string;
}

export type Sight = 'WHOLE' | 'PLACEHOLDER' | 'NOTHING';

/**
 * How much of a comment a viewer sees. What was withdrawn is shown to nobody but staff, who keep the
 * record; its author has taken it back. The private part is no part of this: nobody sees it.
 */
export function sightOf(comment: Seen, viewer: Viewer): Sight {
  if (comment.state === 'PUBLISHED' || viewer.staff) return 'WHOLE';
  if (isOwn(comment, viewer)) return comment.state === 'WITHDRAWN' ? 'PLACEHOLDER' : 'WHOLE';
  return comment.shown ? 'PLACEHOLDER' : 'NOTHING';
}

/** The one rule behind every list: a list is what `canSee` leaves of all. */
export function canSee(comment: Seen, viewer: Viewer): boolean {
  return sightOf(comment, viewer) !== 'NOTHING';
}

/** Author of a comment whose data was erased: nobody's any more, and not linked to their other comments. */
export function erasedAuthorKey(commentId: string): string {
  return `erased:${commentId}`;
}

export function isErased({ authorKey }: Pick<Seen, 'authorKey'>): boolean {
  return authorKey.startsWith('erased:');
}

/** Author, or holder of the receipt, which stands for the author who has no account. */
export function isOwn(comment: Pick<Seen, 'authorKey'>, viewer: Viewer): boolean {
  return viewer.receipt || comment.authorKey === viewer.key;
}

/** What decides about the acts: the round the comment came in, and the one a reply would come in. */
export interface RoundFacts {
  /** The comment's own round is open now. */
  open: boolean;
  /** The comment's own round shows nothing that no moderator has read. */
  judgedFirst: boolean;
  /** A round takes comments on this section, from this viewer, now. */
  takesReplies: boolean;
}

/**
 * Editing ends with the round, as answers are written on what was said. In a round that publishes
 * only what a moderator has read, a published text stands as it was read: it can only be withdrawn.
 */
export function mayEdit(state: CommentState, round: Pick<RoundFacts, 'open' | 'judgedFirst'>): boolean {
  return (
    round.open && (state === 'PENDING' || state === 'HELD' || (state === 'PUBLISHED' && !round.judgedFirst))
  );
}

/** @param own whether the comment is the viewer's own, as author or by its receipt */
export function actsFor(state: CommentState, own: boolean, round: RoundFacts): CommentAct[] {
  const published = state === 'PUBLISHED';
  const acts: CommentAct[] = [];
  if (own && mayEdit(state, round)) acts.push('EDIT');
  if (own && state !== 'WITHDRAWN') acts.push('WITHDRAW');
  if (published && round.takesReplies) acts.push('REPLY');
  if (published && !own) acts.push('SUPPORT');
  return acts;
}

export interface Place {
  parentId: string | null;
  rootId: string;
  depth: number;
}

/** Where a reply hangs: on its parent, or beside it where the thread is at its deepest. */
export function placeBelow(parent: {
  id: string;
  parentId: string | null;
  rootId: string;
  depth: number;
}): Place {
  if (parent.depth < THREAD_LEVELS - 1) {
    return { parentId: parent.id, rootId: parent.rootId, depth: parent.depth + 1 };
  }
  return { parentId: parent.parentId, rootId: parent.rootId, depth: parent.depth };
}
