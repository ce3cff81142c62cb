import { Entity, PrimaryColumn } from 'typeorm';
import { Flag, TimeColumn, type Instant } from '@rapfang/platform';

/**
 * One voice of support. Without a foreign key: it would make each supporter of a hot comment lock the
 * comment's row, which the recount needs.
 */
@Entity('comment_support')
export class CommentSupportEntity {
  @PrimaryColumn({ type: 'varchar', length: 26 }) commentId!: string;
  /** `person:ID` or `guest:ID`. */
  @PrimaryColumn({ type: 'varchar', length: 40 }) supporterKey!: string;
  /** Guests are counted apart: a cookie is no person. */
  @Flag() guest!: number;
  @TimeColumn() at!: Instant;
}
