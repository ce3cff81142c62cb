import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Flag, TimeColumn, Words, type Instant } from '@rapfang/platform';
import { CommentEntity } from './comment.entity.js';
import type { AgeBand, ParticipantKind } from './comment.kinds.js';

/** What is never shown of a comment. Apart from it, so that no list can take it along by mistake. */
@Entity('comment_private')
@Index('ux_comment_private_receipt', ['receiptCode'], { unique: true })
export class CommentPrivateEntity {
  @ForeignKey(() => CommentEntity, { name: 'fk_comment_private_comment' })
  @PrimaryColumn({ type: 'varchar', length: 26 })
  commentId!: string;
  /** `RF-69-7KQP-X2MD`. */
  @Words(16) receiptCode!: string;
  @Words(254, { nullable: true }) email!: string | null;
  /** Thai name of one of the 77 provinces. */
  @Words(64, { nullable: true }) province!: string | null;
  @Words(16, { nullable: true }) ageBand!: AgeBand | null;
  @Words(16, { nullable: true }) participantKind!: ParticipantKind | null;
  @Flag({ nullable: true }) disability!: number | null;
  @Words(32, { nullable: true }) consentVersion!: string | null;
  @TimeColumn({ nullable: true }) consentAt!: Instant | null;
}
