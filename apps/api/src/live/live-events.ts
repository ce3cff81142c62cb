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
    verified: boolean;
    /** The author has had their data erased. */
    erased: boolean;
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

/** A comment of a hearing, as the room shows it. */
export interface LivePost {
  itemId: string;
  onStage: boolean;
  /** Answered in the room. */
  answeredAt: string | null;
  comment: LiveComment;
}

/** The room of a hearing, as everybody in it may see it now. */
export interface LiveRoom {
  hearingId: string;
  state: 'PREPARED' | 'REHEARSAL' | 'LIVE' | 'PAUSED' | 'CLOSED';
  currentItemId: string | null;
  items: { id: string; startedAt: string | null; endedAt: string | null }[];
  slowSeconds: number;
  guestsMay: boolean;
  /** Comments on the stage, the newest first. */
  onStage: string[];
  /** Counts changes of the agenda: who holds another one asks for it anew. */
  revision: number;
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
  | { seq: number; type: 'hearing.post'; post: LivePost }
  | { seq: number; type: 'hearing.room'; room: LiveRoom }
  /** On a desk's stream: the comment came in, or something about it changed. Ids only; the desk asks for it. */
  | { seq: number; type: 'hearing.desk'; commentId: string | null }
  /** It was public for a moment, and is not any more: nothing is left in its place. */
  | { seq: number; type: 'comment.removed'; commentId: string }
  /** Something on this stream that the audience may not see; it keeps the numbers whole. */
  | { seq: number; type: 'void' };

export interface LiveFrame {
  stream: string;
  from: number;
  to: number;
  events: LiveEvent[];
}

/** A frame whose events are deflated (raw) and in base64, for clients that asked for it. */
export interface PackedFrame {
  stream: string;
  from: number;
  to: number;
  packed: string;
}

export interface LiveSupports {
  stream: string;
  /** Comment id → [counts of signed-in people and organisations, of guests]. */
  counts: Record<string, [number, number]>;
}

/** What a late comer to a hearing begins with: the room, and what was shown last, the newest first. */
export interface LiveStart {
  room: LiveRoom;
  posts: LivePost[];
}

export type FollowReply =
  | { ok: true; frames: LiveFrame[]; last: number; more: boolean; start?: LiveStart }
  | { ok: false; code: string };

export interface ServerToClient {
  frame: (frame: LiveFrame) => void;
  packed: (frame: PackedFrame) => void;
  supports: (supports: LiveSupports) => void;
  /** The line was too slow to keep up and has room again: follow anew from the last number held. */
  behind: (place: { stream: string }) => void;
  /** The right to hear this stream has ended. */
  left: (place: { stream: string }) => void;
  /** The server is about to stop: reconnect after a pause of this many milliseconds, spread at random. */
  drain: (pauseMs: number) => void;
}

export interface ClientToServer {
  /**
   * `after`: the last number held; null for a late comer to a hearing, who is told how it stands.
   * `packed`: frames may come deflated.
   */
  follow: (
    request: { stream: string; after: number | null; packed?: boolean },
    reply: (answer: FollowReply) => void,
  ) => void;
  leave: (request: { stream: string }) => void;
}
