import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { CommentEntity } from '@rapfang/comment';
import { IdColumn, TimeColumn, Words, type Instant } from '@rapfang/platform';

/** Who looks at a comment now. One row a comment, so that of many who claim it one has it. */
@Entity('moderation_claim')
@Index('ix_moderation_claim_plan', ['planId', 'expiresAt'])
export class ModerationClaimEntity {
  @ForeignKey(() => CommentEntity, { name: 'fk_moderation_claim_comment' })
  @PrimaryColumn({ type: 'varchar', length: 26 })
  commentId!: string;
  @IdColumn() planId!: string;
  @IdColumn() actorId!: string;
  @Words(120, { nullable: true }) actorName!: string | null;
  @TimeColumn() claimedAt!: Instant;
  @TimeColumn() expiresAt!: Instant;
}
