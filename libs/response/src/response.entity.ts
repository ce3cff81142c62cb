import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { CommentEntity } from '@rapfang/comment';
import type { Disposition } from '@rapfang/consultation';
import { IdColumn, IdPrimary, LongText, TimeColumn, Whole, Words, type Instant } from '@rapfang/platform';
import type { ResponseState } from './response.rules.js';

/** What the state makes of comments and why: one answer for one comment or for many. */
@Entity('response')
@Index('ux_response_number', ['planId', 'number'], { unique: true })
@Index('ix_response_state', ['planId', 'state', 'number'])
export class ResponseEntity {
  @IdPrimary() id!: string;
  @IdColumn() planId!: string;
  @Words(64) planKey!: string;
  /** 1, 2, 3 … in the plan, without gaps. */
  @Whole() number!: number;
  /** `R-001`: the number as people cite it. */
  @Words(16) code!: string;
  @Words(24) disposition!: Disposition;
  @LongText({ nullable: true }) bodyTh!: string | null;
  @LongText({ nullable: true }) bodyEn!: string | null;
  @LongText({ nullable: true }) reasonTh!: string | null;
  @LongText({ nullable: true }) reasonEn!: string | null;
  /** The section that changes because of it, and the plan version in which it was found when said. */
  @Words(64, { nullable: true }) changedSectionKey!: string | null;
  @Whole({ nullable: true }) changedVersion!: number | null;
  @Words(16) state!: ResponseState;
  @Whole() revision!: number;
  @IdColumn() authorId!: string;
  @Words(120, { nullable: true }) authorName!: string | null;
  @IdColumn({ nullable: true }) publishedBy!: string | null;
  @Words(120, { nullable: true }) publishedByName!: string | null;
  @TimeColumn() createdAt!: Instant;
  @TimeColumn({ nullable: true }) publishedAt!: Instant | null;
}

/** A published text that a later one replaced. Never updated, never deleted. */
@Entity('response_revision')
@Index('ux_response_revision', ['responseId', 'revision'], { unique: true })
export class ResponseRevisionEntity {
  @IdPrimary() id!: string;
  @ForeignKey(() => ResponseEntity, { name: 'fk_response_revision_response' })
  @IdColumn()
  responseId!: string;
  @Whole() revision!: number;
  @Words(24) disposition!: Disposition;
  @LongText({ nullable: true }) bodyTh!: string | null;
  @LongText({ nullable: true }) bodyEn!: string | null;
  @LongText({ nullable: true }) reasonTh!: string | null;
  @LongText({ nullable: true }) reasonEn!: string | null;
  @Words(64, { nullable: true }) changedSectionKey!: string | null;
  @Whole({ nullable: true }) changedVersion!: number | null;
  @IdColumn({ nullable: true }) publishedBy!: string | null;
  @Words(120, { nullable: true }) publishedByName!: string | null;
  @TimeColumn() publishedAt!: Instant;
}

/** Which comments an answer is for. */
@Entity('response_comment')
@Index('ix_response_comment_comment', ['commentId'])
@Index('ix_response_comment_strategy', ['strategyNumber', 'responseId'])
export class ResponseCommentEntity {
  @ForeignKey(() => ResponseEntity, { name: 'fk_response_comment_response' })
  @PrimaryColumn({ type: 'varchar', length: 26 })
  responseId!: string;
  @ForeignKey(() => CommentEntity, { name: 'fk_response_comment_comment' })
  @PrimaryColumn({ type: 'varchar', length: 26 })
  commentId!: string;
  /** Strategy of the comment's section, kept here so that answers can be listed by strategy. */
  @Whole({ nullable: true }) strategyNumber!: number | null;
  @TimeColumn() at!: Instant;
}

/** The last number given in a plan: its row is the lock that keeps the numbers whole. */
@Entity('response_counter')
export class ResponseCounterEntity {
  @PrimaryColumn({ type: 'varchar', length: 26 }) planId!: string;
  @Whole() last!: number;
}
