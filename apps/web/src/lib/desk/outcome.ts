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
      comment: DeskCommentPartsFragment | null;
    }
  | { kind: 'problem'; commentId: string; text: string; code: string; requestId: string };
