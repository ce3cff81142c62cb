import { Anchors, Audit, SealStore, Sealer } from '@rapfang/audit';
import { Database, systemContext, type Actor, type Ctx } from '@rapfang/platform';
import { entities, migrations } from '../../prisma-free-db/data-source.js';
import { openTestDatabase, type TestDatabase } from './database.js';
import { TestClock } from './server.js';

/** The record by itself on a fresh database, with a clock of its own and no ticker. */
export interface TestRecord {
  test: TestDatabase;
  clock: TestClock;
  audit: Audit;
  sealer: Sealer;
  anchors: Anchors;
  seals: SealStore;
  /** Appends entries about a comment, each in a transaction of its own. */
  add(count: number, actorId?: string, reason?: string): Promise<void>;
  sealAll(): Promise<void>;
  /** Entries of yesterday and of the day before, anchored, and some of today. */
  threeDays(): Promise<void>;
  /** One row of a table, by what a WHERE clause says. */
  row<Row = Record<string, unknown>>(sql: string): Promise<Row>;
  /** A change behind the back of the program, as whoever holds the database could make it. */
  byHand(...sql: string[]): Promise<void>;
  /** An empty record again: quicker than a new database. */
  empty(): Promise<void>;
  close(): Promise<void>;
}

const DAY_MS = 86_400_000;

export async function openRecord(): Promise<TestRecord> {
  const test = await openTestDatabase();
  const { database } = test;
  const clock = new TestClock();
  const audit = new Audit(database, clock);
  const sealer = new Sealer(database, clock);
  const seals = new SealStore(database);
  const anchors = new Anchors(database, clock, seals);
  const record: TestRecord = {
    test,
    clock,
    audit,
    sealer,
    anchors,
    seals,
    async add(count, actorId = 'PERSON1', reason) {
      for (let n = 0; n < count; n += 1) {
        await database.transaction(actorContext(actorId), (ctx) =>
          audit.append(ctx, {
            action: 'comment.published',
            subject: { type: 'comment', id: 'COMMENT1' },
            before: { state: 'PENDING' },
            after: { state: 'PUBLISHED' },
            reason: reason ?? null,
          }),
        );
      }
    },
    async sealAll() {
      while (await sealer.seal());
    },
    async threeDays() {
      for (const count of [5, 3, 2]) {
        await record.add(count, 'PERSON1', 'เหตุผล');
        await record.sealAll();
        clock.advance(DAY_MS);
      }
      clock.advance(-DAY_MS);
      while (await anchors.publishDue());
    },
    async row<Row>(sql: string) {
      const [row] = (await database.writer.query(sql)) as Row[];
      return row as Row;
    },
    async byHand(...statements) {
      test.byHand = true;
      const triggers = database.kind === 'sqlite' ? await triggersOf(database) : [];
      for (const { name } of triggers) await database.writer.query(`DROP TRIGGER ${name}`);
      for (const sql of statements) await database.writer.query(sql);
      for (const { sql } of triggers) await database.writer.query(sql);
      test.byHand = false;
    },
    empty: () =>
      record.byHand(
        ...['audit_anchor', 'audit_seal', 'audit_detail', 'audit_entry'].map((name) => `DELETE FROM ${name}`),
      ),
    close: () => test.close(),
  };
  return record;
}

/** A second process's connection to the same database. */
export async function secondConnection({ settings }: TestDatabase): Promise<Database> {
  const database = new Database({ settings, entities, migrations });
  await database.open();
  return database;
}

export function actorContext(id: string, kind: Actor['kind'] = 'person'): Ctx {
  const ctx = systemContext();
  return { ...ctx, actor: { ...ctx.actor, kind, id } };
}

function triggersOf(database: Database): Promise<{ name: string; sql: string }[]> {
  return database.writer.query("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'");
}
