import { Entity, ForeignKey, Index } from 'typeorm';
import {
  Flag,
  IdColumn,
  IdPrimary,
  LongText,
  TimeColumn,
  Whole,
  Words,
  type Instant,
} from '@rapfang/platform';
import { CommentEntity } from './comment.entity.js';
import type { Stance } from './comment.kinds.js';

/** What a comment said before it was edited. The present text is on the comment itself. */
@Entity('comment_revision')
@Index('ux_comment_revision', ['commentId', 'revision'], { unique: true })
export class CommentRevisionEntity {
  @IdPrimary() id!: string;
  @ForeignKey(() => CommentEntity, { name: 'fk_comment_revision_comment' })
  @IdColumn()
  commentId!: string;
  /** 1 for what was first sent. */
  @Whole() revision!: number;
  @LongText() body!: string;
  @Words(16, { nullable: true }) stance!: Stance | null;
  /** When it was said. */
  @TimeColumn() at!: Instant;
  /** 1 when the public could read it: what was edited before publication stays with author and staff. */
  @Flag() wasPublic!: number;
}
