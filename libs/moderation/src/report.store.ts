import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import type { Sql } from '@rapfang/comment';
import { Database, type Ctx, type Instant, type Transaction } from '@rapfang/platform';
import { CommentReportEntity } from './comment-report.entity.js';
import type { OpenReports, ReportResolution } from './report.rules.js';

type Reading = Pick<Ctx, 'tx'>;
type Writing = Ctx & { tx: Transaction };

/** Comments that readers' reports brought back to the desk; a condition over `comment c`. */
export const raisedByReports: Sql = {
  text: `EXISTS (SELECT 1 FROM comment_report r
    WHERE r.comment_id = c.id AND r.raised_at IS NOT NULL AND r.resolved_at IS NULL)`,
  values: [],
};

/** Comments with any report that nobody has looked at. */
export const withOpenReports: Sql = {
  text: 'EXISTS (SELECT 1 FROM comment_report r WHERE r.comment_id = c.id AND r.resolved_at IS NULL)',
  values: [],
};

@Injectable()
export class ReportStore {
  constructor(private readonly database: Database) {}

  async insert(ctx: Writing, report: CommentReportEntity): Promise<void> {
    await this.database.insertRows(ctx, CommentReportEntity, [report]);
  }

  hasReported(ctx: Reading, commentId: string, reporterKey: string): Promise<boolean> {
    return this.database.manager(ctx).existsBy(CommentReportEntity, { commentId, reporterKey });
  }

  /** How a reporter's earlier reports ended, since that time. */
  async pastOf(
    ctx: Reading,
    reporterKey: string,
    since: Instant,
  ): Promise<{ dismissed: number; acted: number }> {
    const rows: { resolution: ReportResolution; total: number }[] = await this.database.manager(ctx).query(
      `SELECT resolution AS resolution, COUNT(*) AS total FROM comment_report
       WHERE reporter_key = ? AND at >= ? AND resolution IS NOT NULL GROUP BY resolution`,
      [reporterKey, since],
    );
    const of = (resolution: ReportResolution) =>
      Number(rows.find((row) => row.resolution === resolution)?.total ?? 0);
    return { dismissed: of('DISMISSED'), acted: of('ACTED') };
  }

  async open(ctx: Reading, commentId: string): Promise<OpenReports> {
    const [row]: { counted: number | null; raised: number }[] = await this.database.manager(ctx).query(
      `SELECT SUM(counted) AS counted, COUNT(raised_at) AS raised FROM comment_report
       WHERE comment_id = ? AND resolved_at IS NULL`,
      [commentId],
    );
    return { counted: Number(row?.counted ?? 0), isRaised: Number(row?.raised ?? 0) > 0 };
  }

  async raise(ctx: Writing, commentId: string, raisedAt: Instant): Promise<void> {
    await this.database
      .writing(ctx)
      .update(CommentReportEntity, { commentId, resolvedAt: IsNull() }, { raisedAt });
  }

  /** @returns how many were open */
  async resolve(
    ctx: Writing,
    commentId: string,
    by: { resolution: ReportResolution; resolvedAt: Instant; resolvedBy: string },
  ): Promise<number> {
    const done = await this.database
      .writing(ctx)
      .update(CommentReportEntity, { commentId, resolvedAt: IsNull() }, by);
    return done.affected ?? 0;
  }

  /** Open reports of several comments, oldest first. */
  listOpen(ctx: Reading, commentIds: readonly string[]): Promise<CommentReportEntity[]> {
    return this.database.manager(ctx).find(CommentReportEntity, {
      where: { commentId: In([...commentIds]), resolvedAt: IsNull() },
      order: { at: 'ASC', id: 'ASC' },
    });
  }
}
