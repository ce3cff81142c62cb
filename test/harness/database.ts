import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { Database, newId, type DatabaseSettings } from '@rapfang/platform';
import { entities, migrations } from '../../prisma-free-db/data-source.js';

/** Entries, seals and anchors are inserted and read, never anything else. */
const CHANGES_THE_RECORD =
  /\b(UPDATE|DELETE FROM|TRUNCATE( TABLE)?|REPLACE INTO)\s+[`"]?audit_(entry|seal|anchor)\b/i;

declare const TEST_DATABASE: 'sqlite' | 'mariadb' | undefined;

export interface TestDatabase {
  database: Database;
  settings: DatabaseSettings;
  /** The same as a DATABASE_URL, for processes. */
  url: string;
  /** Statements seen since the last `reset()`. */
  statements: { list: string[]; reset(): void };
  /** True while a test changes the record by hand, which nothing of the product may ever do. */
  byHand: boolean;
  folder: string;
  close(): Promise<void>;
}

/**
 * A fresh database with every migration applied: SQLite in a folder of its own, or, in the MariaDB
 * projects, a new schema on the private server that test/run.mjs started.
 * @param applied the migrations it has, for tests of those that follow
 */
export async function openTestDatabase(
  kind = TEST_DATABASE ?? 'sqlite',
  applied = migrations,
): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'rapfang-test-'));
  const { settings, url, drop } = kind === 'mariadb' ? await mariaDb() : sqlite(folder);
  const list: string[] = [];
  const forbidden: string[] = [];
  let opened: TestDatabase | null = null;
  const database = new Database({
    settings,
    entities,
    migrations: applied,
    onQuery: (sql) => {
      list.push(sql);
      if (!opened?.byHand && CHANGES_THE_RECORD.test(sql)) forbidden.push(sql);
    },
  });
  await database.open();
  await database.migrate();
  opened = {
    byHand: false,
    database,
    settings,
    url,
    statements: { list, reset: () => void list.splice(0) },
    folder,
    async close() {
      await database.close();
      await drop();
      rmSync(folder, { recursive: true, force: true });
      // Watched in every suite: whatever else it is about, the record is only added to.
      if (forbidden.length > 0) throw new Error(`The record was changed by: ${forbidden.join('; ')}`);
    },
  };
  return opened;
}

function sqlite(folder: string) {
  const file = join(folder, 'test.sqlite');
  return { settings: { kind: 'sqlite' as const, file }, url: `sqlite:${file}`, drop: async () => undefined };
}

async function mariaDb() {
  const server = process.env['TEST_MARIADB'];
  if (!server) throw new Error('TEST_MARIADB is not set: run the MariaDB suites through npm test.');
  const name = `t_${newId().toLowerCase()}`;
  const run = async (sql: string) => {
    const connection = await createConnection(server.replace(/^mariadb:/, 'mysql:'));
    await connection.query(sql);
    await connection.end();
  };
  await run(`CREATE DATABASE ${name}`);
  const url = `${server}/${name}`;
  return { settings: { kind: 'mariadb' as const, url }, url, drop: () => run(`DROP DATABASE ${name}`) };
}
