import { Injectable } from '@nestjs/common';
import type { RetentionPart } from '@rapfang/access';
import { Database, type Ctx, type Instant, type Transaction } from '@rapfang/platform';
import { RetentionRunEntity } from './retention-run.entity.js';

/**
 * Rows in one transaction. Small, as SQLite lets one writer in at a time; and the hashes of as many files
 * must fit into one event.
 */
export const BATCH = 500;

/** Reads and clears what is past its period, as the rooms have described it. */
@Injectable()
export class RetentionStore {
  constructor(private readonly database: Database) {}

  /** How many rows are past their period at `until`. */
  async countDue({ table, where, since }: RetentionPart, until: Instant): Promise<number> {
    const [row] = await this.database.reader.query<{ due: number | string }[]>(
      `SELECT COUNT(*) AS due FROM ${table} WHERE ${where} AND ${since} < ?`,
      [until],
    );
    return Number(row?.due ?? 0);
  }

  /** From when the period of the oldest row counts. */
  async findOldest(ctx: Pick<Ctx, 'tx'>, { table, where, since }: RetentionPart): Promise<Instant | null> {
    const rows: { oldest: Instant | null }[] = await this.database
      .manager(ctx)
      .query(`SELECT MIN(${since}) AS oldest FROM ${table} WHERE ${where}`);
    return rows[0]?.oldest ?? null;
  }

  /** The next keys past their period after `last`, in order: one walk over the table for a whole run. */
  async listDue(
    { table, key, where, since }: RetentionPart,
    until: Instant,
    last: string,
  ): Promise<string[]> {
    const rows = await this.database.reader.query<{ id: string }[]>(
      `SELECT ${key} AS id FROM ${table} WHERE ${where} AND ${since} < ? AND ${key} > ?
        ORDER BY ${key} LIMIT ${BATCH}`,
      [until, last],
    );
    return rows.map(({ id }) => id);
  }

  /** Clears those of `keys` that are still past their period: one may have been claimed meanwhile. @returns how many */
  async clear(
    ctx: Ctx & { tx: Transaction },
    part: RetentionPart,
    until: Instant,
    keys: readonly string[],
  ): Promise<number> {
    const { table, key, where, since } = part;
    const manager = this.database.writing(ctx);
    const lock = this.database.kind === 'sqlite' ? '' : 'FOR UPDATE';
    const rows: { id: string }[] = await manager.query(
      `SELECT ${key} AS id FROM ${table}
        WHERE ${key} IN (${places(keys)}) AND ${where} AND ${since} < ? ORDER BY ${key} ${lock}`,
      [...keys, until],
    );
    if (rows.length === 0) return 0;
    const still = rows.map(({ id }) => id);
    await part.before?.(ctx, still);
    const verb = part.clear === null ? `DELETE FROM ${table}` : `UPDATE ${table} SET ${part.clear}`;
    await manager.query(`${verb} WHERE ${key} IN (${places(still)})`, still);
    return still.length;
  }

  async insertRun(ctx: Ctx & { tx: Transaction }, run: RetentionRunEntity): Promise<void> {
    await this.database.insertRows(ctx, RetentionRunEntity, [run]);
  }

  async updateRun(
    ctx: Ctx & { tx: Transaction },
    { id, results, finishedAt }: RetentionRunEntity,
  ): Promise<void> {
    await this.database.writing(ctx).update(RetentionRunEntity, { id }, { results, finishedAt });
  }

  /** The newest first. */
  listRuns(limit: number): Promise<RetentionRunEntity[]> {
    return this.database.reader.manager.find(RetentionRunEntity, { order: { id: 'DESC' }, take: limit });
  }
}

function places(keys: readonly string[]): string {
  return keys.map(() => '?').join(', ');
}
