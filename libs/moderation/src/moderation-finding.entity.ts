import { Entity, ForeignKey, Index } from 'typeorm';
import { CommentEntity } from '@rapfang/comment';
import { IdColumn, IdPrimary, JsonColumn, TimeColumn, Whole, Words, type Instant } from '@rapfang/platform';
import type { CheckName, CheckOutcome, Evidence } from './check.kinds.js';

/** What one check found in one revision of a comment; those that passed leave nothing. Never updated. */
@Entity('moderation_finding')
@Index('ix_moderation_finding_comment', ['commentId', 'revision', 'position'])
@Index('ix_moderation_finding_check', ['planId', 'checkName', 'commentId'])
export class ModerationFindingEntity {
  @IdPrimary() id!: string;
  @IdColumn() planId!: string;
  @ForeignKey(() => CommentEntity, { name: 'fk_moderation_finding_comment' })
  @IdColumn()
  commentId!: string;
  @Whole() revision!: number;
  /** Order in which the checks spoke. */
  @Whole() position!: number;
  @Words(24) checkName!: CheckName;
  @Words(8) outcome!: Exclude<CheckOutcome, 'PASS'>;
  /** Places and counts, never the text itself. */
  @JsonColumn() evidence!: Evidence;
  @TimeColumn() at!: Instant;
}
