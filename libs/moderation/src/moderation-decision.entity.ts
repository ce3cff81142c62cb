import { Entity, ForeignKey, Index } from 'typeorm';
import { CommentEntity, type CommentState, type ReasonCode } from '@rapfang/comment';
import { IdColumn, IdPrimary, TimeColumn, Words, type Instant } from '@rapfang/platform';
import type { Decision } from './moderation.rules.js';

/** One decision of a moderator. Never updated, never deleted: reversing one is another decision. */
@Entity('moderation_decision')
@Index('ix_moderation_decision_comment', ['commentId', 'at'])
@Index('ix_moderation_decision_plan', ['planId', 'at'])
export class ModerationDecisionEntity {
  @IdPrimary() id!: string;
  @IdColumn() planId!: string;
  @ForeignKey(() => CommentEntity, { name: 'fk_moderation_decision_comment' })
  @IdColumn()
  commentId!: string;
  @Words(16) fromState!: CommentState;
  @Words(16) toState!: CommentState;
  @Words(16) decision!: Decision;
  @Words(24, { nullable: true }) reasonCode!: ReasonCode | null;
  @Words(1000, { nullable: true }) reasonText!: string | null;
  @IdColumn() actorId!: string;
  /** As it was then: the log must stay readable when people change their names or leave. */
  @Words(120, { nullable: true }) actorName!: string | null;
  @TimeColumn() at!: Instant;
}
