import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Anchors, Sealer, SealStore, chainHash, GENESIS, PSEUDONYMISED } from '@rapfang/audit';
import { Database } from '@rapfang/platform';
import { entities, migrations } from '../../prisma-free-db/data-source.js';
import { actorContext, openRecord, secondConnection, type TestRecord } from '../harness/record.js';

interface Seal {
  seq: number;
  entry_id: string;
  entry_hash: string;
  previous_hash: string;
  chain_hash: string;
  sealed_at: string;
}

describe('The chain over the record', () => {
  let record: TestRecord;
  beforeEach(async () => {
    record = await openRecord();
  });
  afterEach(() => record.close());

  const seals = () => record.test.database.writer.query<Seal[]>('SELECT * FROM audit_seal ORDER BY seq');
  const expectWhole = (rows: Seal[]) => {
    let previousHash = GENESIS;
    for (const [index, row] of rows.entries()) {
      const { seq, entry_id: entryId, entry_hash: entryHash, sealed_at: sealedAt } = row;
      expect([seq, row.previous_hash]).toEqual([index + 1, previousHash]);
      previousHash = chainHash({ seq, entryId, entryHash, previousHash, sealedAt });
      expect(row.chain_hash).toBe(previousHash);
    }
  };

  it('links every committed entry to the one before, in batches', async () => {
    await record.add(7);
    await record.sealAll();
    await record.add(3);
    await record.sealAll();
    const rows = await seals();
    expect(rows).toHaveLength(10);
    expectWhole(rows);
    expect(await record.seals.head()).toMatchObject({ seq: 10, waiting: 0, notAnchored: 10 });
  });

  it('holds no entry of a transaction that failed', async () => {
    const { database } = record.test;
    const failing = database.transaction(actorContext('PERSON1'), async (ctx) => {
      await record.audit.append(ctx, { action: 'comment.held', subject: { type: 'comment', id: 'C' } });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await record.sealAll();
    expect(await seals()).toEqual([]);
    expect(await record.row('SELECT COUNT(*) AS n FROM audit_detail')).toEqual({ n: expect.anything() });
    expect(Number((await record.row<{ n: unknown }>('SELECT COUNT(*) AS n FROM audit_entry')).n)).toBe(0);
  });

  it('takes an entry with a lower id that was committed later', async () => {
    const { database } = record.test;
    if (database.kind === 'sqlite') {
      // SQLite has one writer: an older id commits later only from another process, whose clock is behind.
      await record.add(2);
      await record.sealAll();
      await record.byHand(
        `INSERT INTO audit_entry SELECT '00000000000000000000000001', at, plan_id, actor_kind, NULL, action, subject_type, subject_id, subject_digest, \`before\`, \`after\`, NULL, request_id FROM audit_entry LIMIT 1`,
        `INSERT INTO audit_detail (entry_id, waiting) VALUES ('00000000000000000000000001', 1)`,
      );
    } else {
      let commit: () => void = () => undefined;
      const held = new Promise<void>((resolve) => (commit = resolve));
      const early = database.transaction(actorContext('PERSON1'), async (ctx) => {
        await record.audit.append(ctx, { action: 'comment.held', subject: { type: 'comment', id: 'C' } });
        await held;
      });
      await new Promise((resume) => setTimeout(resume, 20));
      await record.add(2);
      await record.sealAll();
      expect(await seals()).toHaveLength(2);
      commit();
      await early;
    }
    await record.sealAll();
    const rows = await seals();
    expect(rows).toHaveLength(3);
    expect([...rows].sort((a, b) => (a.entry_id < b.entry_id ? -1 : 1)).at(0)?.seq).toBe(3);
    expectWhole(rows);
  });

  it('never forks when two processes seal at once', async () => {
    await record.add(40);
    const others = await Promise.all([1, 2, 3].map(() => secondConnection(record.test)));
    try {
      const sealers = [record.sealer, ...others.map((database) => new Sealer(database, record.clock))];
      const writing = record.add(40);
      // A sealer that lost the race may fail; what counts is what stands afterwards.
      for (let turn = 0; turn < 10; turn += 1) await Promise.allSettled(sealers.map((one) => one.seal()));
      await writing;
      await record.sealAll();
      const rows = await seals();
      expect(rows).toHaveLength(80);
      expectWhole(rows);
    } finally {
      for (const database of others) await database.close();
    }
  });

  it('goes on after a sealer that died between its seals and its commit', async () => {
    await record.add(5);
    const { database } = record.test;
    const dying = new Database({ settings: record.test.settings, entities, migrations });
    await dying.open();
    const insertRows = dying.insertRows.bind(dying);
    dying.insertRows = async (...args) => {
      await insertRows(...args);
      throw new Error('killed');
    };
    await expect(new Sealer(dying, record.clock).seal()).rejects.toThrow('killed');
    await dying.close();
    expect(await seals()).toEqual([]);
    await new Sealer(database, record.clock).seal();
    expectWhole(await seals());
    expect(await seals()).toHaveLength(5);
  });

  it('keeps sealing when an entry marked as waiting is sealed already or gone', async () => {
    await record.add(3);
    await record.sealAll();
    await record.byHand(
      'UPDATE audit_detail SET waiting = 1',
      `INSERT INTO audit_detail (entry_id, waiting) VALUES ('GONE', 1)`,
    );
    await record.add(1);
    await record.sealAll();
    const rows = await seals();
    expect(rows).toHaveLength(4);
    expectWhole(rows);
  });

  it('anchors each day that is over, empty ones too, and never seals into one again', async () => {
    await record.threeDays();
    const anchors = await record.seals.listAnchors({ limit: 10, ascending: true });
    expect(anchors.map(({ entries, lastSeq }) => [entries, lastSeq])).toEqual([
      [5, 5],
      [3, 8],
    ]);
    record.clock.advance(2 * 86_400_000);
    while (await record.anchors.publishDue());
    const later = await record.seals.listAnchors({ limit: 10, ascending: true });
    expect(later.map(({ entries, lastSeq }) => [entries, lastSeq])).toEqual([
      [5, 5],
      [3, 8],
      [2, 10],
      [0, 10],
    ]);
    expect(later.at(-1)?.chainHead).toBe(later.at(-2)?.chainHead);
    // A process whose clock is two days behind.
    record.clock.advance(-2 * 86_400_000);
    await record.add(1);
    await record.sealAll();
    const last = (await seals()).at(-1) as Seal;
    expect(last.sealed_at > (later.at(-1)?.day ?? '')).toBe(true);
    expect(
      await new Anchors(record.test.database, record.clock, new SealStore(record.test.database)).publishDue(),
    ).toBe(false);
    expectWhole(await seals());
  });

  it('knows no person once they are erased, and still tells that their acts were one person’s', async () => {
    await record.add(2, 'ERASED', 'ชื่อของเขา');
    await record.add(1, 'OTHER');
    const { database } = record.test;
    await database.transaction(actorContext('ERASED'), async (ctx) => {
      await record.audit.append(ctx, { action: 'session.ended', subject: { type: 'person', id: 'ERASED' } });
      await record.audit.pseudonymise(ctx, 'ERASED');
      await record.audit.append(ctx, { action: 'person.erased', subject: { type: 'person', id: 'ERASED' } });
    });
    const rows = await database.writer.query<Record<string, string | null>[]>(
      'SELECT * FROM audit_detail ORDER BY entry_id',
    );
    expect(JSON.stringify(rows)).not.toContain('ERASED');
    const announced = await record.row<{ subject_id: string }>(
      `SELECT subject_id FROM audit_entry WHERE action = '${PSEUDONYMISED}'`,
    );
    expect(rows.map((row) => row['actor_id'])).toEqual(
      [0, 1, 2, 3, 4, 5].map((n) => (n === 2 ? 'OTHER' : announced.subject_id)),
    );
    expect(JSON.stringify(await database.writer.query('SELECT * FROM audit_entry'))).not.toContain('ERASED');
  });

  it.each(['audit_entry', 'audit_seal', 'audit_anchor'])(
    'lets nobody change or empty %s where triggers guard it',
    async (table) => {
      await record.threeDays();
      const { database } = record.test;
      const column = table === 'audit_entry' ? 'action' : table === 'audit_seal' ? 'sealed_at' : 'root';
      record.test.byHand = true;
      const act = (sql: string) => database.writer.query(sql);
      if (database.kind === 'sqlite') {
        await expect(act(`UPDATE ${table} SET ${column} = 'x'`)).rejects.toThrow('append-only');
        await expect(act(`DELETE FROM ${table}`)).rejects.toThrow('append-only');
      } else {
        // Without triggers there, the user's rights forbid it: see rights.e2e-spec.ts.
        expect(
          await act(
            `SELECT * FROM information_schema.triggers WHERE event_object_table = '${table}' AND trigger_schema = DATABASE()`,
          ),
        ).toEqual([]);
      }
    },
  );
});
