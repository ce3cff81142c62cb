import { Entity, ForeignKey, Index } from 'typeorm';
import { CommentEntity, type CommentState } from '@rapfang/comment';
import { IdColumn, IdPrimary, LongText, TimeColumn, Words, type Instant } from '@rapfang/platform';
import type { AppealState } from './appeal.rules.js';

/** An author's one appeal against a refusal or a hiding. */
@Entity('moderation_appeal')
@Index('ux_moderation_appeal_comment', ['commentId'], { unique: true })
@Index('ix_moderation_appeal_plan', ['planId', 'state', 'id'])
export class ModerationAppealEntity {
  @IdPrimary() id!: string;
  @IdColumn() planId!: string;
  @ForeignKey(() => CommentEntity, { name: 'fk_moderation_appeal_comment' })
  @IdColumn()
  commentId!: string;
  /** The state appealed against. */
  @Words(16) against!: CommentState;
  @LongText() text!: string;
  @TimeColumn() at!: Instant;
  @Words(16) state!: AppealState;
  /** Who decided about it, as they were called then. */
  @IdColumn({ nullable: true }) deciderId!: string | null;
  @Words(120, { nullable: true }) deciderName!: string | null;
  @Words(1000, { nullable: true }) reasonText!: string | null;
  @TimeColumn({ nullable: true }) decidedAt!: Instant | null;
}
