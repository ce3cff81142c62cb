import { Entity, ForeignKey, Index } from 'typeorm';
import { CommentEntity } from '@rapfang/comment';
import { Flag, IdColumn, IdPrimary, TimeColumn, Words, type Instant } from '@rapfang/platform';
import type { ReportReason, ReportResolution } from './report.rules.js';

/** A reader says that a published comment should be looked at. One per reader and comment. */
@Entity('comment_report')
@Index('ux_comment_report', ['commentId', 'reporterKey'], { unique: true })
@Index('ix_comment_report_desk', ['planId', 'resolvedAt', 'commentId'])
@Index('ix_comment_report_reporter', ['reporterKey', 'at'])
export class CommentReportEntity {
  @IdPrimary() id!: string;
  @IdColumn() planId!: string;
  @ForeignKey(() => CommentEntity, { name: 'fk_comment_report_comment' })
  @IdColumn()
  commentId!: string;
  /** `person:ID` or `guest:ID`; shown to nobody. */
  @Words(40) reporterKey!: string;
  @Flag() signedIn!: number;
  /** 1 where it counts towards the round's threshold: signed in, and not known for reports that led to nothing. */
  @Flag() counted!: number;
  @Words(24) reason!: ReportReason;
  @Words(1000, { nullable: true }) text!: string | null;
  @TimeColumn() at!: Instant;
  /** When the threshold was reached and the comment came back to the desk. */
  @TimeColumn({ nullable: true }) raisedAt!: Instant | null;
  @TimeColumn({ nullable: true }) resolvedAt!: Instant | null;
  @Words(16, { nullable: true }) resolution!: ReportResolution | null;
  @IdColumn({ nullable: true }) resolvedBy!: string | null;
}
