/**
 * The one typed map of socket events, shared by server and browser (types only).
 *
 * A stream is a numbered, gapless sequence of what happened in one place (`section:<plan>/<section>`).
 * A frame carries the numbers `from`…`to` of a stream; a client that has seen n asks `follow` with
 * `after: n` and gets exactly what follows. Supports are latest state, not numbered.
 */
export interface LiveComment {
  id: string;
  rootId: string;
  parentId: string | null;
  stance: 'SUPPORT' | 'CONCERN' | 'OPPOSE' | 'SUGGESTION' | 'QUESTION' | null;
  language: 'TH' | 'EN';
  /** Null when the state hides it. */
  body: string | null;
  state: 'PENDING' | 'PUBLISHED' | 'HELD' | 'REFUSED' | 'HIDDEN' | 'WITHDRAWN';
  stateReason: { code: string | null; text: string | null } | null;
  stateChangedAt: string | null;
  author: {
    kind: 'GUEST' | 'PERSON' | 'ORGANISATION' | 'STAFF';
    displayName: string | null;
    organisation: { th: string | null; en: string | null } | null;
  };
  channel: string;
  demonstration: boolean;
  createdAt: string;
  editedAt: string | null;
  revision: number;
  supportCount: number;
  guestSupportCount: number;
  replyCount: number;
}

export interface LiveResponse {
  id: string;
  code: string;
  disposition: string;
  body: { th: string | null; en: string | null };
  reason: { th: string | null; en: string | null };
  publishedAt: string | null;
  changedSectionKey: string | null;
}

/** What happened. The comment is its public view now, not then: a hidden text never travels. */
export type LiveEvent =
  | {
      seq: number;
      type:
        'comment.published' | 'comment.edited' | 'comment.hidden' | 'comment.withdrawn' | 'comment.tagged';
      comment: LiveComment;
    }
  | { seq: number; type: 'response.published'; commentIds: string[]; response: LiveResponse }
  /** Something on this stream that the audience may not see; it keeps the numbers whole. */
  | { seq: number; type: 'void' };

export interface LiveFrame {
  stream: string;
  from: number;
  to: number;
  events: LiveEvent[];
}

export interface LiveSupports {
  stream: string;
  /** Comment id → [counts of signed-in people and organisations, of guests]. */
  counts: Record<string, [number, number]>;
}

export type FollowReply =
  { ok: true; frames: LiveFrame[]; last: number; more: boolean } | { ok: false; code: string };

export interface ServerToClient {
  frame: (frame: LiveFrame) => void;
  supports: (supports: LiveSupports) => void;
  /** The server is about to stop: reconnect after a pause of this many milliseconds, spread at random. */
  drain: (pauseMs: number) => void;
}

export interface ClientToServer {
  follow: (request: { stream: string; after: number }, reply: (answer: FollowReply) => void) => void;
  leave: (request: { stream: string }) => void;
}
