import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Logger } from '@nestjs/common';
import { DataSource, type DataSourceOptions, type EntityManager, type MixedList } from 'typeorm';
import type { Ctx, Transaction } from './context.js';
import type { DatabaseSettings } from './environment.js';
import { SnakeNames } from './snake-names.js';

type Classes = MixedList<new () => object>;

export interface DatabaseParts {
  settings: DatabaseSettings;
  entities: (new () => object)[];
  migrations: (new () => object)[];
  /** Sees every statement; tests count with it. */
  onQuery?: (sql: string) => void;
}

const DEADLOCKS = new Set(['ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT', 'ER_CHECKREAD']);
const ATTEMPTS = 4;

/**
 * The only door to the database. Nothing writes outside `transaction`.
 *
 * SQLite has one writer, and TypeORM gives such a data source a single query runner, so that two
 * overlapping transactions would share it and one's rollback would erase the other's write. Writers
 * therefore queue here, on a data source of their own; reads use a second.
 */
export class Database {
  readonly #log = new Logger('Database');
  readonly kind: DatabaseSettings['kind'];
  readonly writer: DataSource;
  readonly reader: DataSource;
  /** Settles when the last queued writer is done (SQLite only). */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: DatabaseParts) {
    this.kind = parts.settings.kind;
    if (parts.settings.kind === 'sqlite') mkdirSync(dirname(parts.settings.file), { recursive: true });
    this.writer = new DataSource(dataSourceOptions(parts, false));
    this.reader = this.kind === 'sqlite' ? new DataSource(dataSourceOptions(parts, true)) : this.writer;
  }

  async open(): Promise<void> {
    await this.writer.initialize();
    if (this.reader !== this.writer) await this.reader.initialize();
  }

  /** Applies what is missing, forward only. Gives the names of the migrations run. */
  async migrate(): Promise<string[]> {
    // Each migration stands alone: MariaDB commits DDL at once, so one transaction for all would promise too much.
    const done = await this.exclusive(() => this.writer.runMigrations({ transaction: 'each' }));
    return done.map((migration) => migration.name);
  }

  async close(): Promise<void> {
    await this.#queue.catch(() => undefined);
    if (this.reader !== this.writer && this.reader.isInitialized) await this.reader.destroy();
    if (this.writer.isInitialized) await this.writer.destroy();
  }

  /** True when the database answers. */
  async answers(): Promise<boolean> {
    try {
      await this.reader.query('SELECT 1');
      return true;
    } catch {
      return false;
    }
  }

  /** Where to read: inside the transaction when there is one, so that it sees its own writes. */
  manager(ctx: Pick<Ctx, 'tx'>): EntityManager {
    return ctx.tx?.manager ?? this.reader.manager;
  }

  /** Where to write: only inside a transaction. */
  writing(ctx: Pick<Ctx, 'tx'>): EntityManager {
    if (!ctx.tx) throw new Error('A write outside a transaction.');
    return ctx.tx.manager;
  }

  /**
   * Runs `work` in one transaction; joins the caller's when there is one. On a deadlock it is run
   * again, so it must keep its effects inside the database and `afterCommit`.
   */
  async transaction<C extends Pick<Ctx, 'tx'>, Result>(
    ctx: C,
    work: (ctx: C & { tx: Transaction }) => Promise<Result>,
  ): Promise<Result> {
    if (ctx.tx) return work(ctx as C & { tx: Transaction });
    for (let attempt = 1; ; attempt += 1) {
      const afterCommit: (() => void)[] = [];
      try {
        const result = await this.exclusive(() =>
          this.writer.transaction((manager) => work({ ...ctx, tx: { manager, afterCommit } })),
        );
        for (const effect of afterCommit) effect();
        return result;
      } catch (error) {
        if (attempt >= ATTEMPTS || !isDeadlock(error)) throw error;
        this.#log.warn(`Deadlock, attempt ${attempt}; running the transaction again.`);
        await new Promise((resume) => setTimeout(resume, 10 * attempt + Math.random() * 20));
      }
    }
  }

  /** On SQLite, waits for its turn; elsewhere runs at once. */
  private exclusive<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.kind !== 'sqlite') return work();
    const turn = this.#queue.then(work, work);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }
}

function isDeadlock(error: unknown): boolean {
  const code = (error as { driverError?: { code?: string } }).driverError?.code;
  return code !== undefined && DEADLOCKS.has(code);
}

/** Options for TypeORM; `synchronize` is never set: the schema is what the migrations say. */
export function dataSourceOptions(parts: DatabaseParts, readOnly: boolean): DataSourceOptions {
  const { onQuery } = parts;
  const shared = {
    entities: parts.entities as Classes,
    migrations: readOnly ? [] : parts.migrations,
    migrationsTableName: 'migration',
    namingStrategy: new SnakeNames(),
    ...(onQuery && { logging: ['query' as const], logger: countingLogger(onQuery) }),
  };
  if (parts.settings.kind === 'sqlite') {
    return {
      ...shared,
      type: 'better-sqlite3',
      database: parts.settings.file,
      enableWAL: true,
      timeout: 10_000,
      prepareDatabase: (connection: { pragma(text: string): unknown }) => {
        // FULL: an acknowledged comment survives a power cut, not only a killed process.
        connection.pragma('synchronous = FULL');
        connection.pragma('cache_size = -65536');
        if (readOnly) connection.pragma('query_only = ON');
      },
    };
  }
  return {
    ...shared,
    type: parts.settings.kind,
    url: parts.settings.url,
    charset: 'utf8mb4',
    timezone: 'Z',
    poolSize: 16,
    connectTimeout: 10_000,
    extra: { enableKeepAlive: true },
  };
}

function countingLogger(onQuery: (sql: string) => void) {
  return {
    logQuery: (sql: string) => onQuery(sql),
    logQueryError: () => undefined,
    logQuerySlow: () => undefined,
    logSchemaBuild: () => undefined,
    logMigration: () => undefined,
    log: () => undefined,
  };
}
