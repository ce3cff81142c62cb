import { Entity, ForeignKey, Index } from 'typeorm';
import { IdColumn, IdPrimary, TimeColumn, Whole, Words, type Instant } from '@rapfang/platform';
import { CommentEntity } from './comment.entity.js';

/** A file sent up by an author; it waits without a comment until one claims it. */
@Entity('attachment')
@Index('ix_attachment_comment', ['commentId', 'id'])
export class AttachmentEntity {
  @IdPrimary() id!: string;
  @Words(40) authorKey!: string;
  @ForeignKey(() => CommentEntity, { name: 'fk_attachment_comment' })
  @IdColumn({ nullable: true })
  commentId!: string | null;
  /** As shown; never part of a path. */
  @Words(240) name!: string;
  @Words(100) mediaType!: string;
  /** Bytes. */
  @Whole() size!: number;
  @Words(64) sha256!: string;
  @TimeColumn() createdAt!: Instant;
}
