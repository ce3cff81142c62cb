import type { Channel } from './comment.kinds.js';

/** Events of the room. Payloads hold ids and states, never texts: whoever hears one asks what may be seen now. */
export const CommentEvent = {
  /** Saved and receipted; not yet public. Stream null. */
  SUBMITTED: 'comment.submitted',
  PUBLISHED: 'comment.published',
  EDITED: 'comment.edited',
  HIDDEN: 'comment.hidden',
  /** Stream null, like REFUSED, where it was never public; else its place shows that it is being looked at. */
  HELD: 'comment.held',
  REFUSED: 'comment.refused',
  WITHDRAWN: 'comment.withdrawn',
  /** A decision was taken back within its seconds: the comment is as it was before. */
  UNDONE: 'comment.undone',
  /** The author had their data erased: the name is gone, and the text where the round says so. */
  ERASED: 'comment.erased',
  /** Stream null: support is latest state, not history. */
  SUPPORTED: 'comment.supported',
} as const;

/** What every event of a comment carries. */
export interface CommentEventPayload extends Record<string, unknown> {
  commentId: string;
  rootId: string;
  planId: string;
  planKey: string;
  sectionKey: string;
  /** Where it came from: rooms that take comments of their own listen by it. */
  channel: Channel;
}

/** The live stream of a section, followed by everyone who has its page open. */
export function sectionStream(planKey: string, sectionKey: string): string {
  return `section:${planKey}/${sectionKey}`;
}

export function payloadOf(comment: {
  id: string;
  rootId: string;
  planId: string;
  planKey: string;
  sectionKey: string;
  channel: Channel;
}): CommentEventPayload {
  const { id, rootId, planId, planKey, sectionKey, channel } = comment;
  return { commentId: id, rootId, planId, planKey, sectionKey, channel };
}

export function streamOf(comment: { planKey: string; sectionKey: string }): string {
  return sectionStream(comment.planKey, comment.sectionKey);
}
