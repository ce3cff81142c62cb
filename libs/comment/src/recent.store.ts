import { Injectable } from '@nestjs/common';
import { Database, selectRows, type Ctx, type Instant } from '@rapfang/platform';
import { ulid } from 'ulid';
import type { SqlValue } from './comment-sql.js';

/** A comment said shortly before another, as far as repetition is told from it. */
export interface RecentComment {
  id: string;
  authorKey: string;
  sectionId: string;
  createdAt: Instant;
  fingerprint: string | null;
}

export interface RecentQuery {
  authorKey: string;
  /** Ids stand for time: the author's comments since then. */
  since: Instant;
  sectionId: string;
  depth: number;
  /** Most rows of each kind. */
  limit: number;
  /** Null where the text is too short to be compared: the section is not looked at then. */
  fingerprint: string | null;
}

const COLUMNS =
  'c.id AS id, c.author_key AS authorKey, c.section_id AS sectionId, c.created_at AS createdAt, c.fingerprint AS fingerprint';

/** What was said just before, in one statement along two indexes. */
@Injectable()
export class RecentStore {
  constructor(private readonly database: Database) {}

  /** The author's own latest comments, and the latest on the section at that depth; one may come twice. */
  async listRecent(ctx: Pick<Ctx, 'tx'>, query: RecentQuery): Promise<RecentComment[]> {
    const { authorKey, since, sectionId, depth, limit, fingerprint } = query;
    const least = ulid(Date.parse(since)).slice(0, 10);
    const own = `SELECT * FROM (SELECT ${COLUMNS} FROM comment c
      WHERE c.author_key = ? AND c.id >= ? ORDER BY c.id DESC LIMIT ${limit}) own`;
    const values: SqlValue[] = [authorKey, least];
    if (fingerprint === null) return selectRows(this.database, ctx, own, values);
    return selectRows(
      this.database,
      ctx,
      `${own} UNION ALL SELECT * FROM (SELECT ${COLUMNS} FROM comment c
      WHERE c.section_id = ? AND c.depth = ? ORDER BY c.id DESC LIMIT ${limit}) latest`,
      [...values, sectionId, depth],
    );
  }

  /** The latest texts of a plan, or of all: what a new term would have met. */
  listLatestBodies(
    ctx: Pick<Ctx, 'tx'>,
    planId: string | null,
    limit: number,
  ): Promise<{ id: string; body: string }[]> {
    const where = planId === null ? '' : 'WHERE c.plan_id = ?';
    return this.database
      .manager(ctx)
      .query(
        `SELECT c.id AS id, c.body AS body FROM comment c ${where} ORDER BY c.id DESC LIMIT ${limit}`,
        planId === null ? [] : [planId],
      );
  }
}
