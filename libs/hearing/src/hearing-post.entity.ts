import { Entity, ForeignKey, Index } from 'typeorm';
import { CommentEntity, type CommentState, type ReasonCode, type Stance } from '@rapfang/comment';
import { IdColumn, IdPrimary, JsonColumn, TimeColumn, type Instant, type Language } from '@rapfang/platform';
import { AgendaItemEntity, HearingEntity } from './hearing.entity.js';

/** What was said while rehearsing. It is no comment: it never reaches the record, and goes with the rehearsal. */
export interface RehearsedComment {
  body: string;
  stance: Stance | null;
  language: Language;
  authorName: string | null;
  state: Extract<CommentState, 'PENDING' | 'PUBLISHED' | 'HELD' | 'REFUSED' | 'HIDDEN'>;
  reasonCode: ReasonCode | null;
}

/** What the room knows of a comment sent in it: under which item, whether on stage, whether answered there. */
@Entity('hearing_post')
@Index('ux_hearing_post_comment', ['commentId'], { unique: true })
@Index('ix_hearing_post_hearing', ['hearingId', 'id'])
@Index('ix_hearing_post_item', ['itemId', 'id'])
export class HearingPostEntity {
  @IdPrimary() id!: string;
  @ForeignKey(() => HearingEntity, { name: 'fk_hearing_post_hearing' })
  @IdColumn()
  hearingId!: string;
  @ForeignKey(() => AgendaItemEntity, { name: 'fk_hearing_post_item' })
  @IdColumn()
  itemId!: string;
  /** Null for what was said while rehearsing. */
  @ForeignKey(() => CommentEntity, { name: 'fk_hearing_post_comment' })
  @IdColumn({ nullable: true })
  commentId!: string | null;
  @JsonColumn({ nullable: true }) rehearsed!: RehearsedComment | null;
  /** Stands on the stage since; null when it does not. */
  @TimeColumn({ nullable: true }) onStageAt!: Instant | null;
  /** Answered in the room, by word of mouth. */
  @TimeColumn({ nullable: true }) answeredAt!: Instant | null;
  @TimeColumn() createdAt!: Instant;
}
