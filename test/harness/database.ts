import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '@rapfang/platform';
import { entities, migrations } from '../../prisma-free-db/data-source.js';

export interface TestDatabase {
  database: Database;
  /** Statements seen since the last `reset()`. */
  statements: { list: string[]; reset(): void };
  folder: string;
  close(): Promise<void>;
}

/** A fresh SQLite database with every migration applied, in a folder of its own. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'rapfang-test-'));
  const list: string[] = [];
  const database = new Database({
    settings: { kind: 'sqlite', file: join(folder, 'test.sqlite') },
    entities,
    migrations,
    onQuery: (sql) => list.push(sql),
  });
  await database.open();
  await database.migrate();
  return {
    database,
    statements: { list, reset: () => list.splice(0) },
    folder,
    async close() {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
