import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from './database.js';
import { parseEnvironment } from './environment.js';
import { StreamEntity } from './outbox.entity.js';

class CreateStream1 {
  name = 'CreateStream1700000000000';
  async up(runner: { query(sql: string): Promise<unknown> }) {
    await runner.query('CREATE TABLE stream (name varchar(160) PRIMARY KEY NOT NULL, last int NOT NULL)');
  }
  async down() {
    throw new Error('forward only');
  }
}

describe('Database on SQLite', () => {
  let folder: string;
  let database: Database;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rapfang-db-'));
    database = new Database({
      settings: { kind: 'sqlite', file: join(folder, 'a.sqlite') },
      entities: [StreamEntity],
      migrations: [CreateStream1],
    });
    await database.open();
    await database.migrate();
  });

  afterEach(async () => {
    await database.close();
    rmSync(folder, { recursive: true });
  });

  it('keeps exactly the writes of the transactions that did not fail, of 50 that overlap', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, (_, n) =>
        database.transaction({}, async (ctx) => {
          await database.writing(ctx).insert(StreamEntity, { name: `s${n}`, last: n });
          await new Promise((resume) => setTimeout(resume, n % 7));
          if (n % 2) throw new Error('meant to fail');
        }),
      ),
    );
    expect(results.filter((result) => result.status === 'rejected')).toHaveLength(25);
    const rows = await database.reader.getRepository(StreamEntity).find({ order: { last: 'ASC' } });
    expect(rows.map((row) => row.last)).toEqual(Array.from({ length: 25 }, (_, n) => n * 2));
  });

  it('refuses a write outside a transaction, and any write through the reader', async () => {
    expect(() => database.writing({})).toThrow(/outside a transaction/);
    await expect(database.reader.query("INSERT INTO stream VALUES ('x', 1)")).rejects.toThrow(/readonly/);
  });

  it.each([
    ['sqlite:/dev/null/a.sqlite', 'EEXIST'],
    [`sqlite:${tmpdir()}`, 'SQLITE_CANTOPEN'],
    ['mariadb://root:hush@127.0.0.1:1/x', 'does not answer'],
  ])('says in one sentence why %s cannot be opened', async (url, why) => {
    const { database: settings } = parseEnvironment({ DATABASE_URL: url, SESSION_SECRET: 'x'.repeat(32) });
    const refused = new Database({ settings, entities: [], migrations: [] }).open();
    await expect(refused).rejects.toThrow(new RegExp(`^DATABASE_URL names .*${why}.*\\.$`));
    await expect(refused).rejects.not.toThrow('hush');
  });

  it('runs what is due after the commit, and not after a rollback', async () => {
    const seen: string[] = [];
    await database.transaction({}, async (ctx) => {
      ctx.tx.afterCommit.push(() => seen.push('kept'));
    });
    await database
      .transaction({}, async (ctx) => {
        ctx.tx.afterCommit.push(() => seen.push('lost'));
        throw new Error('meant to fail');
      })
      .catch(() => undefined);
    expect(seen).toEqual(['kept']);
  });
});
