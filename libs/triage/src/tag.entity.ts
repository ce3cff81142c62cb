import { Entity, ForeignKey, Index } from 'typeorm';
import { CommentEntity } from '@rapfang/comment';
import { Flag, IdColumn, IdPrimary, TimeColumn, Whole, Words, type Instant } from '@rapfang/platform';
import type { TagKind, TagSource } from './tag.rules.js';

/** A heading under which comments are gathered, made from the plan itself. */
@Entity('tag')
@Index('ux_tag_key', ['planId', 'kind', 'key'], { unique: true })
export class TagEntity {
  @IdPrimary() id!: string;
  @IdColumn() planId!: string;
  @Words(16) kind!: TagKind;
  /** Key of the section, or code of the focus area. */
  @Words(64) key!: string;
  @Words(64) code!: string;
  @Words(1000, { nullable: true }) labelTh!: string | null;
  @Words(1000, { nullable: true }) labelEn!: string | null;
  @Whole({ nullable: true }) strategyNumber!: number | null;
  @IdColumn({ nullable: true }) sectionId!: string | null;
  /** Place in the list, from 0. */
  @Whole() position!: number;
  /** Set while the published plan has no such heading; comments keep the tag. */
  @TimeColumn({ nullable: true }) retiredAt!: Instant | null;
}

/** A tag on a comment. Taking it off keeps the row: who put it there and who removed it stay known. */
@Entity('comment_tag')
@Index('ux_comment_tag', ['commentId', 'tagId', 'active'], { unique: true })
@Index('ix_comment_tag_tag', ['tagId', 'active', 'commentId'])
export class CommentTagEntity {
  @IdPrimary() id!: string;
  @ForeignKey(() => CommentEntity, { name: 'fk_comment_tag_comment' })
  @IdColumn()
  commentId!: string;
  @ForeignKey(() => TagEntity, { name: 'fk_comment_tag_tag' })
  @IdColumn()
  tagId!: string;
  /** 1 while it stands, null once removed (nulls are distinct in the unique key). */
  @Flag({ nullable: true }) active!: number | null;
  @Words(8) source!: TagSource;
  @IdColumn() actorId!: string;
  @Words(120, { nullable: true }) byName!: string | null;
  @TimeColumn() at!: Instant;
  @TimeColumn({ nullable: true }) removedAt!: Instant | null;
  @IdColumn({ nullable: true }) removedBy!: string | null;
}
