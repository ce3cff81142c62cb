import type { DeskCommentPartsFragment, Decision, ReasonCode } from '../graphql/generated';

/** What became of a gesture at the moderation desk. */
export type QueueOutcome =
  | { kind: 'decided'; commentId: string; decision: Decision; comment: DeskCommentPartsFragment }
  | {
      kind: 'tagged';
      commentId: string;
      comment: DeskCommentPartsFragment;
      added: string | null;
      removed: string | null;
    }
  | {
      kind: 'conflict';
      commentId: string;
      decision: Decision;
      reason: { code: ReasonCode | null; text: string | null };
      byName: string | null;
      /** `claimed`: somebody looks at it; `revision`: its text changed; otherwise its state did. */
      rule: string | null;
      comment: DeskCommentPartsFragment | null;
    }
  | {
      kind: 'undone';
      commentId: string;
      done: number;
      failed: number;
      comment: DeskCommentPartsFragment | null;
    }
  | { kind: 'bulk'; commentId: string; actId: string; done: number; failed: BulkFailure[] }
  | { kind: 'returned'; commentId: string; comment: DeskCommentPartsFragment }
  | { kind: 'dismissed'; commentId: string; comment: DeskCommentPartsFragment }
  | { kind: 'problem'; commentId: string; text: string; code: string; requestId: string };

/** One comment of many that was not decided, and why. */
export interface BulkFailure {
  commentId: string;
  rule: string;
  byName: string | null;
}
