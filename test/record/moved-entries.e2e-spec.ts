import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { commitment, Sealer, SealStore } from '@rapfang/audit';
import { Clock, Database } from '@rapfang/platform';
import { entities, migrations } from '../../prisma-free-db/data-source.js';
import { openTestDatabase, type TestDatabase } from '../harness/database.js';

const BEFORE_THE_RECORD = migrations.filter(({ name }) => Number(name.slice(-2)) < 12);
const PERSON = '01JD0000000000000000000001';
const AT = '2026-11-01T00:00:00.000Z';

describe('Entries from before the chain', () => {
  let test: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    test = await openTestDatabase(undefined, BEFORE_THE_RECORD);
    const insert = `INSERT INTO audit_entry (id, at, actor_kind, actor_id, action, subject_type, subject_id, \`before\`, \`after\`, reason, request_id) VALUES (?, '${AT}', ?, ?, ?, ?, ?, ?, ?, ?, 'R')`;
    const rows = [
      ['person', PERSON, 'session.opened', 'person', PERSON, null, null, null],
      [
        'person',
        PERSON,
        'comment.refused',
        'comment',
        'C1',
        '{"state":"PENDING"}',
        '{"state":"REFUSED","reasonCode":"OTHER"}',
        'เหตุผล',
      ],
      ['system', 'system', 'comment.imported', 'comment', 'C2', null, '{"state":"PUBLISHED"}', null],
    ];
    for (let n = 0; n < 1200; n += 1) {
      const row = rows[n % 3] as (string | null)[];
      await test.database.writer.query(insert, [`E${String(n).padStart(5, '0')}`, ...row]);
    }
    database = new Database({ settings: test.settings, entities, migrations });
    await database.open();
    await database.migrate();
  });
  afterAll(async () => {
    await database.close();
    await test.close();
  });

  const detail = async (id: string) =>
    (
      (await database.writer.query('SELECT * FROM audit_detail WHERE entry_id = ?', [id])) as Record<
        string,
        string
      >[]
    )[0];
  const entry = async (id: string) =>
    (
      (await database.writer.query('SELECT * FROM audit_entry WHERE id = ?', [id])) as Record<
        string,
        string
      >[]
    )[0];

  it('are all there, each with what named a person or was free text beside it', async () => {
    const names = JSON.stringify(await database.writer.query('SELECT * FROM audit_entry'));
    expect(names).not.toContain(PERSON);
    expect(names).not.toContain('เหตุผล');
    expect((await database.writer.query('SELECT id FROM audit_entry')) as unknown[]).toHaveLength(1200);
    expect(await detail('E00000')).toMatchObject({ actor_id: PERSON, subject_id: PERSON, reason: null });
    expect(await entry('E00000')).toMatchObject({ subject_id: null, action: 'session.opened', at: AT });
    expect(await entry('E00001')).toMatchObject({
      after: '{"reasonCode":"OTHER","state":"REFUSED"}',
      subject_id: 'C1',
    });
    expect(await detail('E00002')).toMatchObject({ actor_id: null, reason: null });
  });

  it('carry commitments that fit', async () => {
    const [about, beside] = [await entry('E00001'), await detail('E00001')];
    expect(about?.['reason_digest']).toBe(
      commitment('E00001', 'reason', beside?.['reason_salt'] ?? '', 'เหตุผล'),
    );
    expect(about?.['actor_digest']).toBe(commitment('E00001', 'actor', beside?.['actor_salt'] ?? '', PERSON));
  });

  it('are sealed like new ones', async () => {
    const sealer = new Sealer(database, new Clock());
    while (await sealer.seal());
    expect(await new SealStore(database).head()).toMatchObject({ seq: 1200, waiting: 0 });
  });
});
