import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { verifyRecord, type Verification } from '@rapfang/audit';
import { parseEnvironment } from '@rapfang/platform';
import { runVerify } from '../../prisma-free-db/run-verify.js';
import { actorContext, openRecord, type TestRecord } from '../harness/record.js';

/** Two anchored days with links 1–5 and 6–8, and links 9–10 of today. */
describe('Checking the record', () => {
  let record: TestRecord;
  beforeAll(async () => {
    record = await openRecord();
  });
  beforeEach(async () => {
    await record.empty();
    await record.threeDays();
  });
  afterEach(() => void jest.restoreAllMocks());
  afterAll(() => record.close());

  const verify = (from?: number): Promise<Verification> => verifyRecord(record.test.database, { from });
  const entryOf = async (seq: number) =>
    (await record.row<{ entry_id: string }>(`SELECT entry_id FROM audit_seal WHERE seq = ${seq}`)).entry_id;
  const first = async () => (await verify()).problems[0];

  it('finds it whole when nobody touched it, from the first link or a later one', async () => {
    expect(await verify()).toMatchObject({
      sound: true,
      links: 10,
      lastSeq: 10,
      anchors: 2,
      unsealed: { count: 0, oldestAt: null },
      erased: 0,
      problems: [],
    });
    expect(await verify(4)).toMatchObject({ sound: true, links: 7, fromSeq: 4, anchors: 1 });
  });

  it('tells of the tail that waits for the sealer, which is no fault', async () => {
    await record.add(3);
    expect(await verify()).toMatchObject({
      sound: true,
      unsealed: { count: 3, oldestAt: expect.stringMatching(/^2/) },
    });
  });

  it('stays whole after erasures, and counts them', async () => {
    await record.test.database.transaction(actorContext('ADMIN1'), async (ctx) => {
      await record.audit.pseudonymise(ctx, 'PERSON1');
      await record.audit.eraseReasons(ctx, { type: 'comment', ids: ['COMMENT1'] });
    });
    await record.sealAll();
    expect(await verify()).toMatchObject({ sound: true, links: 12, erased: 10, problems: [] });
  });

  it.each([
    ['id', "'01JD9Z3K5V8Q2X4Y6A7B8C9D0E'", 'MISSING'],
    ['at', "'2020-01-01T00:00:00.000Z'", 'ENTRY'],
    ['plan_id', "'P'", 'ENTRY'],
    ['actor_kind', "'system'", 'ENTRY'],
    ['actor_digest', "'0'", 'ENTRY'],
    ['actor_digest', 'NULL', 'ENTRY'],
    ['action', "'comment.refused'", 'ENTRY'],
    ['subject_type', "'response'", 'ENTRY'],
    ['subject_id', "'COMMENT2'", 'ENTRY'],
    ['subject_digest', "'0'", 'ENTRY'],
    ['`before`', `'{"state":"HELD"}'`, 'ENTRY'],
    ['`before`', `'{"state": "PENDING"}'`, 'ENTRY'],
    ['`after`', "'no JSON'", 'ENTRY'],
    ['`after`', 'NULL', 'ENTRY'],
    ['reason_digest', "'0'", 'ENTRY'],
    ['request_id', "'R'", 'ENTRY'],
  ])('names the entry when %s is changed to %s by hand', async (column, value, kind) => {
    const entryId = await entryOf(7);
    await record.byHand(`UPDATE audit_entry SET ${column} = ${value} WHERE id = '${entryId}'`);
    expect(await first()).toMatchObject({ kind, seq: 7, entryId });
  });

  it.each([
    ['seq', '77', 'GAP', 7],
    ['entry_id', "'X'", 'SEAL', 7],
    ['entry_hash', "'0'", 'SEAL', 7],
    ['previous_hash', "'0'", 'SEAL', 7],
    ['chain_hash', "'0'", 'SEAL', 7],
    ['sealed_at', "'2020-01-01T00:00:00.000Z'", 'SEAL', 7],
  ])('names the link when %s of its seal is changed to %s', async (column, value, kind, seq) => {
    await record.byHand(`UPDATE audit_seal SET ${column} = ${value} WHERE seq = 7`);
    expect(await first()).toMatchObject({ kind, seq });
  });

  it('names the column of a seal where it can', async () => {
    await record.byHand("UPDATE audit_seal SET entry_hash = '0' WHERE seq = 7");
    expect((await first())?.says).toContain('entry_hash in audit_seal is not what was chained');
  });

  it.each([
    ['actor_id', "'PERSON2'"],
    ['actor_salt', "'x'"],
    ['actor_salt', 'NULL'],
    ['actor_id', 'NULL'],
    ['subject_id', "'PERSON2'"],
    ['reason', "'เหตุผลอื่น'"],
    ['reason', 'NULL'],
    ['reason = NULL, reason_salt', 'NULL'],
  ])('names the entry when %s beside it is changed to %s', async (column, value) => {
    const entryId = await entryOf(7);
    await record.byHand(`UPDATE audit_detail SET ${column} = ${value} WHERE entry_id = '${entryId}'`);
    expect(await first()).toMatchObject({ kind: 'DETAIL', entryId });
  });

  it('names the entry whose detail was deleted', async () => {
    const entryId = await entryOf(7);
    await record.byHand(`DELETE FROM audit_detail WHERE entry_id = '${entryId}'`);
    expect(await first()).toMatchObject({ kind: 'DETAIL', seq: 7, entryId });
  });

  it('names a deleted entry, and a deleted link', async () => {
    const entryId = await entryOf(7);
    await record.byHand(`DELETE FROM audit_entry WHERE id = '${entryId}'`);
    expect(await first()).toMatchObject({ kind: 'MISSING', seq: 7, entryId });
    await record.byHand('DELETE FROM audit_seal WHERE seq IN (3, 4)');
    expect((await first())?.says).toBe('Links 3 to 4 are missing from audit_seal.');
  });

  it('names an entry that was inserted by hand', async () => {
    await record.byHand(
      "INSERT INTO audit_entry SELECT 'INSERTED', at, plan_id, actor_kind, NULL, action, subject_type, subject_id, NULL, `before`, `after`, NULL, request_id FROM audit_entry LIMIT 1",
      "INSERT INTO audit_detail (entry_id, waiting) VALUES ('INSERTED', 0)",
    );
    expect(await first()).toMatchObject({ kind: 'STRAY', entryId: 'INSERTED' });
  });

  it('names the first of two links that were swapped', async () => {
    const [a, b] = [
      await record.row<Record<string, string>>('SELECT * FROM audit_seal WHERE seq = 6'),
      await record.row<Record<string, string>>('SELECT * FROM audit_seal WHERE seq = 7'),
    ];
    const put = (seq: number, row: Record<string, string>) =>
      `UPDATE audit_seal SET entry_id = '${row['entry_id']}', entry_hash = '${row['entry_hash']}', previous_hash = '${row['previous_hash']}', chain_hash = '${row['chain_hash']}' WHERE seq = ${seq}`;
    await record.byHand(
      "UPDATE audit_seal SET entry_id = 'x', previous_hash = 'x' WHERE seq = 6",
      put(7, a),
      put(6, b),
    );
    expect(await first()).toMatchObject({ seq: 6 });
    expect((await verify()).sound).toBe(false);
  });

  it('names the first of two entries whose contents were swapped', async () => {
    const [a, b] = [await entryOf(6), await entryOf(7)];
    await record.byHand(
      `UPDATE audit_entry SET id = 'x' WHERE id = '${a}'`,
      `UPDATE audit_entry SET id = '${a}' WHERE id = '${b}'`,
      `UPDATE audit_entry SET id = '${b}' WHERE id = 'x'`,
    );
    expect(await first()).toMatchObject({ kind: 'ENTRY', seq: 6, entryId: a });
  });

  it('sees that the end was cut off, by the anchor that reaches further', async () => {
    const gone = await Promise.all([7, 8, 9, 10].map(entryOf));
    const list = gone.map((id) => `'${id}'`).join(', ');
    await record.byHand(
      'DELETE FROM audit_seal WHERE seq > 6',
      `DELETE FROM audit_entry WHERE id IN (${list})`,
      `DELETE FROM audit_detail WHERE entry_id IN (${list})`,
    );
    expect(await first()).toMatchObject({ kind: 'CUT_OFF', seq: 7 });
  });

  it('sees that entries of today were cut off, by what lay beside them', async () => {
    const entryId = await entryOf(10);
    await record.byHand(
      'DELETE FROM audit_seal WHERE seq = 10',
      `DELETE FROM audit_entry WHERE id = '${entryId}'`,
    );
    expect(await first()).toMatchObject({ kind: 'MISSING', entryId });
  });

  it.each([
    ['entries', '4'],
    ['last_seq', '7'],
    ['root', "'0'"],
    ['chain_head', "'0'"],
    ['day', "'2020-01-01'"],
  ])('names the anchor whose %s was changed to %s', async (column, value) => {
    const { day } = await record.row<{ day: string }>(
      'SELECT day FROM audit_anchor ORDER BY day DESC LIMIT 1',
    );
    await record.byHand(`UPDATE audit_anchor SET ${column} = ${value} WHERE day = '${day}'`);
    const problem = await first();
    expect(problem?.kind).toBe('ANCHOR');
    expect(problem?.says).toContain(column === 'day' ? '2020-01-01' : day);
  });

  it('sees a whole chain rewritten behind its anchors', async () => {
    // Every link recomputed after a change: consistent by itself, and still not what was published.
    const entryId = await entryOf(2);
    await record.byHand(
      `UPDATE audit_entry SET action = 'comment.refused' WHERE id = '${entryId}'`,
      'DELETE FROM audit_seal',
      'UPDATE audit_detail SET waiting = 1',
    );
    await record.sealAll();
    const { problems } = await verify();
    expect(problems[0]).toMatchObject({ kind: 'ANCHOR' });
  });

  it('keeps the first twenty places, and counts all', async () => {
    await record.add(30);
    await record.sealAll();
    await record.byHand("UPDATE audit_entry SET request_id = 'R'");
    const result = await verify();
    expect(result.problems).toHaveLength(20);
    expect(result.problemCount).toBe(40);
  });

  it('writes nothing', async () => {
    record.test.statements.reset();
    await verify();
    expect(record.test.statements.list.length).toBeGreaterThan(3);
    expect(record.test.statements.list.filter((sql) => !/^\s*SELECT/i.test(sql))).toEqual([]);
  });

  describe('from the command line', () => {
    const run = async (args: string[], url = record.test.url) => {
      let printed = '';
      const write = (text: unknown) => Boolean((printed += String(text)));
      jest.spyOn(process.stdout, 'write').mockImplementation(write);
      jest.spyOn(process.stderr, 'write').mockImplementation(write);
      const environment = parseEnvironment({ DATABASE_URL: url, DATA_DIR: record.test.folder });
      return { code: await runVerify(args, environment), printed };
    };

    it('says that all is well, and ends with 0', async () => {
      await record.add(1);
      const { code, printed } = await run([]);
      expect(code).toBe(0);
      expect(printed).toMatch(/Checked links 1 to 10 \(10\) and 2 anchors/);
      expect(printed).toMatch(/Not yet sealed: 1 entries/);
      expect(printed).toMatch(/The record is whole\.\n$/);
    });

    it('names the first broken place, and ends with 1', async () => {
      const entryId = await entryOf(7);
      await record.byHand(`UPDATE audit_entry SET action = 'x' WHERE id = '${entryId}'`);
      const { code, printed } = await run([]);
      expect(code).toBe(1);
      expect(printed).toContain(
        `THE RECORD IS NOT WHOLE: 1 place. The first: Entry ${entryId} (link 7) was changed`,
      );
    });

    it('gives one JSON object when asked, from the link asked for', async () => {
      const { code, printed } = await run(['--json', '--from', '9']);
      expect(code).toBe(0);
      expect(JSON.parse(printed)).toMatchObject({ sound: true, fromSeq: 9, links: 2, problems: [] });
    });

    it.each([
      ['a wish it does not know', ['--fix'], undefined],
      ['a link that is no number', ['--from', 'x'], undefined],
      ['a database that is not there', [], 'sqlite:/nowhere/to/be/found.sqlite'],
    ])('ends with 2 for %s', async (_what, args, url) => {
      const { code, printed } = await run(args, url);
      expect(code).toBe(2);
      expect(printed).not.toBe('');
    });
  });
});
