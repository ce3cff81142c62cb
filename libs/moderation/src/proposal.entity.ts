import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { CommentEntity, type ReasonCode } from '@rapfang/comment';
import { IdColumn, TimeColumn, Whole, Words, type Instant } from '@rapfang/platform';

/** A refusal that waits for a second moderator: at most one a comment. What became of it stands in the log. */
@Entity('moderation_proposal')
@Index('ix_moderation_proposal_plan', ['planId', 'at'])
export class ModerationProposalEntity {
  @ForeignKey(() => CommentEntity, { name: 'fk_moderation_proposal_comment' })
  @PrimaryColumn({ type: 'varchar', length: 26 })
  commentId!: string;
  @IdColumn() planId!: string;
  /** Its entry in the log. */
  @IdColumn() decisionId!: string;
  @IdColumn() actorId!: string;
  @Words(120, { nullable: true }) actorName!: string | null;
  @Words(24) reasonCode!: ReasonCode;
  @Words(1000, { nullable: true }) reasonText!: string | null;
  /** The text that is to be refused. */
  @Whole() revision!: number;
  @TimeColumn() at!: Instant;
}
