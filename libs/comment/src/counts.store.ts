import { Injectable } from '@nestjs/common';
import { Database, selectRows, type Ctx, type Transaction } from '@rapfang/platform';
import { every, isIn } from './comment-sql.js';
import { CommentEntity } from './comment.entity.js';
import type { Stance } from './comment.kinds.js';
import { PUBLIC_VIEWER } from './comment.rules.js';
import { ThreadStore } from './thread.store.js';

type Reading = Pick<Ctx, 'tx'>;

/** Published comments; answered ones among them. */
export interface Counts {
  comments: number;
  answered: number;
  awaiting: number;
}

export function countsOf(comments: number, answered: number): Counts {
  return { comments, answered, awaiting: comments - answered };
}

/** Numbers that everybody sees: published comments only. */
@Injectable()
export class CountsStore {
  constructor(
    private readonly database: Database,
    private readonly threads: ThreadStore,
  ) {}

  /** @param sectionIds those wanted; null for all of these plans, when most of them are */
  bySection(
    ctx: Reading,
    planIds: readonly string[],
    sectionIds: readonly string[] | null,
  ): Promise<Map<string, Counts>> {
    return this.group(ctx, 'plan_id', 'section_id', planIds, sectionIds);
  }

  byRound(ctx: Reading, roundIds: readonly string[]): Promise<Map<string, Counts>> {
    return this.group(ctx, 'round_id', 'round_id', roundIds);
  }

  byPlan(ctx: Reading, planIds: readonly string[]): Promise<Map<string, Counts>> {
    return this.group(ctx, 'plan_id', 'plan_id', planIds);
  }

  /** Whether a comment of the round still waits for a moderator. */
  async hasUndecided(ctx: Reading, roundId: string): Promise<boolean> {
    const rows: unknown[] = await this.database
      .manager(ctx)
      .query("SELECT 1 FROM comment WHERE round_id = ? AND state IN ('PENDING', 'HELD') LIMIT 1", [roundId]);
    return rows.length > 0;
  }

  /** Comments of each stance, replies included, by section id. */
  async stances(
    ctx: Reading,
    planId: string,
    sectionIds: readonly string[],
  ): Promise<{ sectionId: string; stance: Stance | null; total: number }[]> {
    const among = isIn('section_id', sectionIds);
    // Of one section MariaDB groups by the stance alone in the order of the index, by both in a temporary table.
    const [only] = sectionIds.length === 1 ? sectionIds : [];
    const rows = await selectRows<{ sectionId?: string; stance: Stance | null; total: number }>(
      this.database,
      ctx,
      `SELECT ${only ? '' : 'section_id AS sectionId,'} stance, COUNT(*) AS total FROM comment
       WHERE plan_id = ? AND state = 'PUBLISHED' AND ${among.text} GROUP BY ${only ? '' : 'section_id,'} stance`,
      [planId, ...among.values],
    );
    return rows.map(({ sectionId, stance, total }) => ({
      sectionId: (sectionId ?? only) as string,
      stance,
      total: Number(total),
    }));
  }

  /** Counts anew, for each comment above this one, what hangs below and has a place in the public thread. */
  async recountAbove(ctx: Ctx & { tx: Transaction }, commentId: string): Promise<void> {
    const above: string[] = [];
    for (let id = await this.parentOf(ctx, commentId); id; id = await this.parentOf(ctx, id)) above.push(id);
    const counted = await this.threads.countBelow(ctx, above, PUBLIC_VIEWER);
    for (const id of above) {
      await this.database.writing(ctx).update(CommentEntity, { id }, { replyCount: counted.get(id) ?? 0 });
    }
  }

  private async parentOf(ctx: Reading, id: string): Promise<string | null> {
    const rows: { parentId: string | null }[] = await this.database
      .manager(ctx)
      .query('SELECT parent_id AS parentId FROM comment WHERE id = ?', [id]);
    return rows[0]?.parentId ?? null;
  }

  private async group(
    ctx: Reading,
    filter: string,
    by: string,
    ids: readonly string[],
    only: readonly string[] | null = null,
  ): Promise<Map<string, Counts>> {
    if (ids.length === 0) return new Map();
    const among = every([isIn(filter, ids), only && isIn(by, only)]);
    // Nothing to group where one is asked for; see `stances`.
    const asked = only ?? (filter === by ? ids : []);
    const [single] = asked.length === 1 ? asked : [];
    const rows = await selectRows<{ id?: string; total: number; answered: number }>(
      this.database,
      ctx,
      `SELECT ${single ? '' : `${by} AS id,`} COUNT(*) AS total, SUM(answered) AS answered FROM comment
       WHERE ${among.text} AND state = 'PUBLISHED' ${single ? '' : `GROUP BY ${by}`}`,
      among.values,
    );
    return new Map(
      rows.map((row) => [(row.id ?? single) as string, countsOf(Number(row.total), Number(row.answered))]),
    );
  }
}
