import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Retention, SignInLinkEntity } from '@rapfang/access';
import { Audit, Sealer, verifyRecord } from '@rapfang/audit';
import { EventPump, newId } from '@rapfang/platform';
import {
  RETENTION_PERIODS,
  RetentionSchedule,
  RetentionService,
  RetentionStore,
  type RetentionRunEntity,
} from '@rapfang/privacy';
import type { ApiClient } from './harness/api-client.js';
import { submit } from './harness/operations.js';
import { startTestServer, type TestServer } from './harness/server.js';

const DAY = 86_400_000;
const ADDRESS = 'once.kept@example.org';
const RUNS = `{ retention { periods { kind days basis { th en } } runs { startedBy finishedAt results { kind cleared failed } } } }`;

describe('Data past its period', () => {
  let test: TestServer;
  let service: RetentionService;
  let guest: ApiClient;
  beforeAll(async () => {
    test = await startTestServer({ RATE_LIMITS: 'off' });
    service = test.server.app.get(RetentionService);
    guest = test.client();
  });
  afterAll(() => test.stop());

  const rows = <Row = { n: number }>(sql: string, values: unknown[] = []) =>
    test.database.database.reader.query<Row[]>(sql, values);
  const count = async (table: string, where = '1 = 1', values: unknown[] = []) =>
    Number((await rows(`SELECT COUNT(*) AS n FROM ${table} WHERE ${where}`, values))[0]?.n);
  const clearedBy = (run: RetentionRunEntity | null) =>
    Object.fromEntries(run?.results.map(({ kind, cleared }) => [kind, cleared]) ?? []);
  const run = async () => clearedBy(await service.run('SCHEDULE'));

  /** Until every listener has heard and every letter is posted. */
  async function pump(): Promise<void> {
    while (await test.server.app.get(EventPump).pump());
    while ((await count('mail', 'sent_at IS NULL')) > 0) await new Promise((go) => setTimeout(go, 100));
    while ((await count('outbox', 'dispatched_at IS NULL')) > 0) {
      await test.server.app.get(EventPump).pump();
      await new Promise((go) => setTimeout(go, 50));
    }
  }

  async function links(many: number): Promise<void> {
    const { database } = test.database;
    const now = test.clock.now();
    const row = () => ({ id: newId(), tokenHash: newId(), email: ADDRESS, language: 'th' as const });
    const list = Array.from({ length: many }, () => ({
      ...row(),
      createdAt: now,
      expiresAt: now,
      usedAt: null,
    }));
    await database.transaction({}, (ctx) => database.insertRows(ctx, SignInLinkEntity, list));
  }

  it('has a period, a purpose and a basis for every kind that a room has named, and no other', () => {
    const named = test.server.app
      .get(Retention)
      .parts()
      .map(({ kind }) => kind);
    expect([...named].sort()).toEqual(RETENTION_PERIODS.map(({ kind }) => kind).sort());
    for (const { days, basis, purpose } of RETENTION_PERIODS) {
      expect(days).toBeGreaterThan(0);
      for (const text of [basis.th, basis.en, purpose.th, purpose.en]) expect(text).not.toBe('');
    }
  });

  it('stays before its time, and is only counted by a dry run', async () => {
    const participant = { province: 'เลย', ageBand: 'FROM_60', consentVersion: 'web-2026-11' };
    await submit(guest, 's1.m1', 'ความเห็นพร้อมข้อมูลผู้ร่วม', { email: ADDRESS, participant });
    const form = new FormData();
    form.append('file', new Blob(['%PDF-1.4\n% ทิ้ง\n%%EOF'], { type: 'application/pdf' }), 'ทิ้ง.pdf');
    const sent = await guest.send('/uploads', {
      method: 'POST',
      body: form,
      headers: { 'x-requested-with': 'test' },
    });
    expect(sent.status).toBeLessThan(300);
    const moderator = await test.client().as('moderator');
    await moderator.must('mutation { signOut }');
    await links(3);
    await pump();
    expect(Object.values(await run()).every((cleared) => cleared === 0)).toBe(true);

    test.clock.advance(400 * 3 * DAY);
    const before = await count('retention_run');
    const due = Object.fromEntries((await service.preview()).map(({ kind, due }) => [kind, due]));
    expect(due).toMatchObject({ signInLinks: 3, uploads: 1 });
    expect(due['participants']).toBeGreaterThan(0);
    expect(await count('sign_in_link')).toBeGreaterThanOrEqual(3);
    expect(await count('retention_run')).toBe(before);
    test.clock.advance(-400 * 3 * DAY);
  });

  it('goes when its time has come, and no sooner: kind by kind', async () => {
    test.clock.advance(2 * DAY);
    const soon = await run();
    expect(soon).toMatchObject({ signInLinks: 3, uploads: 1, sessions: 0, letters: 0, participants: 0 });
    expect(await count('attachment', 'comment_id IS NULL')).toBe(0);

    test.clock.advance(40 * DAY);
    const numbered = await count('outbox', 'stream IS NOT NULL');
    const month = await run();
    expect(month['letters']).toBeGreaterThan(0);
    expect(month['events']).toBeGreaterThan(0);
    expect(await count('outbox', 'stream IS NOT NULL')).toBe(numbered);
    expect(await count('mail', "recipient = ? OR text <> ''", [ADDRESS])).toBe(0);
    expect(await count('mail', 'sent_at IS NOT NULL')).toBeGreaterThan(0);
    expect(await count('comment_private', 'email = ?', [ADDRESS])).toBe(1);
    expect((await run())['letters']).toBe(0);

    test.clock.advance(1200 * DAY);
    const years = await run();
    expect(years['sessions']).toBeGreaterThan(0);
    expect(years['participants']).toBeGreaterThan(0);
    expect(await count('comment_private', 'email IS NOT NULL OR province IS NOT NULL')).toBe(0);
    expect(await count('comment_private', 'receipt_code IS NOT NULL')).toBe(await count('comment'));
    expect(await count('comment', "body LIKE '%พร้อมข้อมูลผู้ร่วม%'")).toBe(1);
  });

  it('stopped in the middle is told rightly, and the next run does the rest', async () => {
    await links(1200);
    test.clock.advance(2 * DAY);
    const { app } = test.server;
    const store = app.get(RetentionStore);
    const halting = Object.assign(Object.create(store) as RetentionStore, {
      clear: async (...all: Parameters<RetentionStore['clear']>) => {
        stopped.stop();
        return store.clear(...all);
      },
    });
    const parts = [app.get(Retention), test.database.database, halting, app.get(Audit), test.clock] as const;
    const stopped = new RetentionService(...parts);
    expect(await stopped.run('COMMAND')).toMatchObject({ finishedAt: null, results: [{ cleared: 500 }] });
    const [told] = await store.listRuns(1);
    expect(told).toMatchObject({ finishedAt: null, startedBy: 'COMMAND', results: [{ cleared: 500 }] });
    expect(await count('sign_in_link', 'email = ?', [ADDRESS])).toBe(700);
    expect((await run())['signInLinks']).toBe(700);
    expect(await count('sign_in_link', 'email = ?', [ADDRESS])).toBe(0);
  });

  it('of one kind that fails keeps no other, and is told', async () => {
    await links(1);
    test.clock.advance(2 * DAY);
    const { app } = test.server;
    const store = app.get(RetentionStore);
    const failing = Object.assign(Object.create(store) as RetentionStore, {
      listDue: (...[part, ...rest]: Parameters<RetentionStore['listDue']>) =>
        part.kind === 'passkeyChallenges' ? Promise.reject(new Error('no')) : store.listDue(part, ...rest),
    });
    const parts = [app.get(Retention), test.database.database, failing, app.get(Audit), test.clock] as const;
    const done = await new RetentionService(...parts).run('SCHEDULE');
    expect(done?.finishedAt).not.toBeNull();
    const failed = done?.results.filter((result) => result.failed).map(({ kind }) => kind);
    expect(failed).toEqual(['passkeyChallenges']);
    expect(clearedBy(done)['signInLinks']).toBe(1);
  });

  it('is looked for once a day', async () => {
    const schedule = test.server.app.get(RetentionSchedule);
    const before = await count('retention_run');
    await schedule.runIfDue();
    expect(await count('retention_run')).toBe(before);
    test.clock.advance(DAY + 1000);
    await schedule.runIfDue();
    await schedule.runIfDue();
    expect(await count('retention_run')).toBe(before + 1);
  });

  it('leaves each run on a record that is whole, and a report that staff of the office read', async () => {
    const onRecord = await count('audit_entry', "action = 'retention.run' AND actor_kind = 'system'");
    expect(onRecord).toBe(await count('retention_run', 'finished_at IS NOT NULL'));
    while (await test.server.app.get(Sealer).seal());
    expect((await verifyRecord(test.database.database, {})).sound).toBe(true);

    const secretariat = await test.client().as('secretariat');
    const { retention } = await secretariat.must<{
      retention: { periods: unknown[]; runs: { startedBy: string; results: { failed: boolean }[] }[] };
    }>(RUNS);
    expect(retention.periods).toHaveLength(RETENTION_PERIODS.length);
    expect(retention.runs.some(({ results }) => results.some(({ failed }) => failed))).toBe(true);
    expect(retention.runs.map(({ startedBy }) => startedBy)).toContain('COMMAND');
    const moderator = await test.client().as('moderator');
    expect(await moderator.codeOf(RUNS)).toBe('FORBIDDEN');
  });
});
