import { dirname } from 'node:path';
import { Logger } from '@nestjs/common';
import { DataSource, type DataSourceOptions, type EntityManager, type MixedList } from 'typeorm';
import type { Ctx, Transaction } from './context.js';
import { EnvironmentError, reasonOf, type DatabaseSettings } from './environment.js';
import { makeFolder } from './folders.js';
import { SnakeNames } from './snake-names.js';

type Classes = MixedList<new () => object>;

export interface DatabaseParts {
  settings: DatabaseSettings;
  entities: (new () => object)[];
  migrations: (new () => object)[];
  /** Sees every statement; tests count with it. */
  onQuery?: (sql: string) => void;
}

/**
 * Somebody else was first, and running again is the cure. On SQLite that is another process on the same
 * file (an import beside a running server): a transaction that has read cannot turn into a writer then.
 */
const COLLISIONS = new Set([
  'ER_LOCK_DEADLOCK',
  'ER_LOCK_WAIT_TIMEOUT',
  'ER_CHECKREAD',
  'SQLITE_BUSY',
  'SQLITE_BUSY_SNAPSHOT',
]);
const ATTEMPTS = 8;
/** Longest wait for another process's migration or demonstration. */
const LOCK_SECONDS = 300;
/** Locks are the whole server's, so another installation's database on it has others; 64 letters at most. */
const LOCK_NAME = "CONCAT('rapfang:', ?, ':', LEFT(MD5(DATABASE()), 16))";
/** Values of one statement; SQLite takes 32,766. */
const VALUES_MOST = 10_000;

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
    this.writer = new DataSource(dataSourceOptions(parts, false));
    this.reader = this.kind === 'sqlite' ? new DataSource(dataSourceOptions(parts, true)) : this.writer;
  }

  /** @throws EnvironmentError when there is no such database, it does not answer or does not let us in */
  async open(): Promise<void> {
    const { settings } = this.parts;
    try {
      if (settings.kind === 'sqlite') makeFolder(dirname(settings.file));
      await this.writer.initialize();
      if (this.reader !== this.writer) await this.reader.initialize();
    } catch (error) {
      // The address may hold a password, so it is not repeated here.
      const what = settings.kind === 'sqlite' ? `a file that cannot be used, ${settings.file}` : 'a database';
      throw new EnvironmentError('DATABASE_URL', `names ${what} ${whyNot(error)}.`);
    }
  }

  /**
   * Applies what is missing, forward only. Gives the names of the migrations run. Several processes may
   * start at once: one applies, the others wait and find nothing left.
   */
  async migrate(): Promise<string[]> {
    // Each migration stands alone: MariaDB commits DDL at once, so one transaction for all would promise too much.
    const done = await this.alone('migrate', () =>
      this.exclusive(() => this.writer.runMigrations({ transaction: 'each' })),
    );
    return done.map((migration) => migration.name);
  }

  /**
   * Runs `work` in one process at a time, of all that share the database (SQLite: its writers' queue and
   * idempotent steps must do, as a second process on the same file is the exception).
   */
  async alone<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    const result = await this.ifAlone(name, async () => ({ result: await work() }), LOCK_SECONDS);
    if (!result) throw new Error(`Another process holds "${name}" for over ${LOCK_SECONDS} s.`);
    return result.result;
  }

  /** As `alone`, but gives null without doing anything when another process is at it for `waitSeconds`. */
  async ifAlone<Result>(name: string, work: () => Promise<Result>, waitSeconds = 0): Promise<Result | null> {
    if (this.kind === 'sqlite') return work();
    const runner = this.writer.createQueryRunner();
    try {
      const [row] = (await runner.query(`SELECT GET_LOCK(${LOCK_NAME}, ?) AS got`, [name, waitSeconds])) as {
        got: unknown;
      }[];
      return Number(row?.got) === 1 ? await work() : null;
    } finally {
      await runner.query(`SELECT RELEASE_LOCK(${LOCK_NAME})`, [name]).catch(() => undefined);
      await runner.release();
    }
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
      const waiting: Transaction['waiting'] = new Map();
      try {
        const result = await this.exclusive(() =>
          this.writer.transaction(async (manager) => {
            const inside = { ...ctx, tx: { manager, afterCommit, waiting } };
            const result = await work(inside);
            for (const [entity, rows] of waiting) await this.insertRows(inside, entity, rows);
            return result;
          }),
        );
        for (const effect of afterCommit) effect();
        return result;
      } catch (error) {
        if (attempt >= ATTEMPTS || !isCollision(error)) throw error;
        this.#log.debug(`Collision, attempt ${attempt}; running the transaction again.`);
        await new Promise((resume) => setTimeout(resume, 10 * attempt + Math.random() * 20));
      }
    }
  }

  /**
   * Inserts whole rows with as few statements as can be, without reading them back: every column must
   * be given (a missing one is null). What hot writes use instead of the entity manager.
   */
  async insertRows<Row extends object>(
    ctx: Pick<Ctx, 'tx'>,
    entity: new () => Row,
    rows: readonly Row[],
  ): Promise<void> {
    const manager = this.writing(ctx);
    const { columns, tableName } = this.writer.getMetadata(entity);
    const { driver } = this.writer;
    const names = columns.map(({ databaseName }) => driver.escape(databaseName)).join(', ');
    const places = `(${columns.map(() => '?').join(', ')})`;
    const most = Math.max(1, Math.floor(VALUES_MOST / columns.length));
    for (let from = 0; from < rows.length; from += most) {
      const some = rows.slice(from, from + most);
      const values = some.flatMap((row) =>
        columns.map(
          (column) => driver.preparePersistentValue(column.getEntityValue(row) ?? null, column) as unknown,
        ),
      );
      const sql = `INSERT INTO ${driver.escape(tableName)} (${names}) VALUES ${some.map(() => places).join(', ')}`;
      await manager.query(sql, values);
    }
  }

  /** Inserts the row just before the commit, together with the transaction's others of its kind. */
  insertAtCommit<Row extends object>(ctx: { tx: Transaction }, entity: new () => Row, row: Row): void {
    const rows = ctx.tx.waiting.get(entity) ?? [];
    ctx.tx.waiting.set(entity, rows);
    rows.push(row);
  }

  /** On SQLite, waits for its turn; elsewhere runs at once. */
  private exclusive<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.kind !== 'sqlite') return work();
    const turn = this.#queue.then(work, work);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }
}

function isCollision(error: unknown): boolean {
  const { code, driverError } = error as { code?: string; driverError?: { code?: string } };
  return COLLISIONS.has(driverError?.code ?? code ?? '');
}

const REFUSALS: Record<string, string> = {
  ER_BAD_DB_ERROR: 'that does not exist on that server; create it first',
  ER_ACCESS_DENIED_ERROR: 'that refuses this user or password',
  ER_ACCESS_DENIED_NO_PASSWORD_ERROR: 'that refuses this user or password',
  ER_DBACCESS_DENIED_ERROR: 'that this user may not use',
};

function whyNot(error: unknown): string {
  const code = reasonOf(error);
  if (/^E(CONN|NOTFOUND|AI|TIMEDOUT|HOST|NET)/.test(code)) return `that does not answer (${code})`;
  return REFUSALS[code] ?? `(${code})`;
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
