import { Entity, ForeignKey, Index } from 'typeorm';
import { CommentEntity, type CommentState, type ReasonCode, type Replaced } from '@rapfang/comment';
import { IdColumn, IdPrimary, JsonColumn, TimeColumn, Whole, Words, type Instant } from '@rapfang/platform';
import type { DecisionAct } from './judge.rules.js';
import type { Decision } from './moderation.rules.js';

/** One decision of a moderator. Never updated, never deleted: reversing one is another decision. */
@Entity('moderation_decision')
@Index('ix_moderation_decision_comment', ['commentId', 'at'])
@Index('ix_moderation_decision_plan', ['planId', 'at'])
@Index('ix_moderation_decision_batch', ['batchId'])
@Index('ix_moderation_decision_actor', ['actorId', 'commentId'])
export class ModerationDecisionEntity {
  @IdPrimary() id!: string;
  @IdColumn() planId!: string;
  @ForeignKey(() => CommentEntity, { name: 'fk_moderation_decision_comment' })
  @IdColumn()
  commentId!: string;
  @Words(16) fromState!: CommentState;
  @Words(16) toState!: CommentState;
  @Words(16) decision!: Decision;
  @Words(16, { default: 'DECIDE' }) act!: DecisionAct;
  /** The entry that this one takes back. */
  @IdColumn({ nullable: true }) undoesId!: string | null;
  /** Shared by what was decided in one go; null where one comment was decided alone. */
  @IdColumn({ nullable: true }) batchId!: string | null;
  /** The text that was judged; null in entries older than this column. */
  @Whole({ nullable: true }) revision!: number | null;
  /** What the decision replaced, so that it can be put back. */
  @JsonColumn({ nullable: true }) replaced!: Replaced | null;
  @Words(24, { nullable: true }) reasonCode!: ReasonCode | null;
  @Words(1000, { nullable: true }) reasonText!: string | null;
  @IdColumn() actorId!: string;
  /** As it was then: the log must stay readable when people change their names or leave. */
  @Words(120, { nullable: true }) actorName!: string | null;
  @TimeColumn() at!: Instant;
}
