import { type DataSource, QueryFailedError } from 'typeorm';
import type { Ctx } from './context.js';
import type { Database } from './database.js';

type Value = string | number | null;
/** As far as it is used of mysql2's pool. */
interface Pool {
  query(sql: string, values: readonly Value[], done: (error: Error | null, rows: unknown) => void): void;
}

/**
 * Rows of a SELECT on a hot path, by the driver's pool itself: on MariaDB a query runner of TypeORM,
 * which takes and gives back a connection through several promises, costs more than many a query.
 * Inside a transaction it reads through the transaction, as everything does.
 */
export function selectRows<Row>(
  database: Database,
  ctx: Pick<Ctx, 'tx'>,
  sql: string,
  values: readonly Value[],
): Promise<Row[]> {
  const pool = ctx.tx || database.kind === 'sqlite' ? null : poolOf(database.reader);
  if (!pool) return database.manager(ctx).query<Row[]>(sql, [...values]);
  database.reader.logger.logQuery(sql, [...values]);
  return new Promise((resolve, reject) => {
    pool.query(sql, values, (error, rows) => {
      if (error) reject(new QueryFailedError(sql, [...values], error));
      else resolve(rows as Row[]);
    });
  });
}

function poolOf(source: DataSource): Pool | null {
  return (source.driver as { pool?: Pool }).pool ?? null;
}
