import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Anchors, Audit, Sealer, verifyRecord } from '@rapfang/audit';
import type { ApiClient } from '../harness/api-client.js';
import { DECIDE, PLAN, submit, WITHDRAW, type Submitted } from '../harness/operations.js';
import { actorContext } from '../harness/record.js';
import { startTestServer, type TestServer } from '../harness/server.js';

const PROOF = `query($code: String!) { receiptProof(code: $code) { code entries { action at entryHash seq day steps } document } }`;
const ENTRIES = `query($planKey: String, $subjectType: String, $subjectId: ID, $action: String, $day: String, $first: Int, $after: String) {
  recordEntries(planKey: $planKey, subjectType: $subjectType, subjectId: $subjectId, action: $action, day: $day, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    edges { node { id at action actor { kind name pseudonym erasedAt } subjectType subjectId before after reason reasonErased seq } }
  }
}`;
const ANCHORS = `query($first: Int, $after: String, $last: Int, $before: String) { recordAnchors(first: $first, after: $after, last: $last, before: $before) {
  totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { node { day entries lastSeq root chainHead } } } recordHead { seq chainHash sealedAt notAnchored waiting } }`;

interface Proof {
  code: string;
  entries: { action: string; seq: number | null; day: string | null; steps: number }[];
  document: string;
}
interface Entry {
  id: string;
  action: string;
  actor: { kind: string; name: string | null; pseudonym: string | null; erasedAt: string | null };
  subjectId: string | null;
  before: string | null;
  after: string | null;
  reason: string | null;
  reasonErased: boolean;
  seq: number | null;
}
interface Entries {
  recordEntries: {
    totalCount: number;
    pageInfo: { hasNextPage: boolean; endCursor: string };
    edges: { node: Entry }[];
  };
}
interface AnchorPage {
  recordAnchors: {
    totalCount: number;
    pageInfo: { hasNextPage: boolean; startCursor: string; endCursor: string };
    edges: { node: { day: string; entries: number; lastSeq: number; root: string } }[];
  };
  recordHead: { seq: number; notAnchored: number; waiting: number };
}

describe('The record, read', () => {
  let test: TestServer;
  let citizen: ApiClient;
  let secretariat: ApiClient;
  let sent: Submitted;

  beforeAll(async () => {
    test = await startTestServer({ RATE_LIMITS: 'off' });
    citizen = test.client();
    secretariat = await test.client().as('secretariat');
    sent = await submit(citizen, 's2.p2.2', 'ขอให้เปิดข้อมูล');
    const moderator = await test.client().as('moderator');
    await moderator.must(DECIDE, {
      input: {
        commentId: sent.comment.id,
        decision: 'HIDE',
        expectedState: 'PUBLISHED',
        expectedRevision: 1,
        reasonCode: 'OTHER',
        reasonText: 'มีชื่อบุคคลอื่น',
      },
    });
  });
  afterAll(() => test.stop());

  const sealed = async () => {
    const sealer = test.server.app.get(Sealer);
    while (await sealer.seal());
    for (let tries = 0; tries < 50; tries += 1) {
      const { recordHead } = await citizen.must<AnchorPage>(ANCHORS);
      if (recordHead.waiting === 0) return recordHead;
      await new Promise((resume) => setTimeout(resume, 100));
    }
    throw new Error('Nothing is sealed.');
  };
  const nextDay = async () => {
    await sealed();
    test.clock.advance(86_400_000);
    while (await test.server.app.get(Anchors).publishDue());
  };
  const proofOf = async (client: ApiClient, code: string) =>
    (await client.must<{ receiptProof: Proof | null }>(PROOF, { code })).receiptProof;
  const entries = async (client: ApiClient, variables: Record<string, unknown>) =>
    (await client.must<Entries>(ENTRIES, variables)).recordEntries;

  it('seals by itself what was committed, within a second', async () => {
    const { comment } = await submit(citizen, 's2.p2.2', 'อีกข้อหนึ่ง');
    const begun = Date.now();
    for (;;) {
      const { edges } = await entries(secretariat, { planKey: PLAN, subjectId: comment.id });
      if (edges.length > 0 && edges.every(({ node }) => node.seq !== null)) break;
      if (Date.now() - begun > 3000) throw new Error('Not sealed in 3 s.');
      await new Promise((resume) => setTimeout(resume, 50));
    }
    expect(Date.now() - begun).toBeLessThan(1500);
  });

  it('proves to the holder of a receipt what became of the comment, before and after the day is over', async () => {
    await sealed();
    const early = (await proofOf(test.client(), sent.receiptCode)) as Proof;
    expect(early.entries.map(({ action, day }) => [action, day])).toEqual([
      ['comment.submitted', null],
      ['comment.published', null],
      ['comment.hidden', null],
    ]);
    expect(early.entries.every(({ seq }) => seq !== null)).toBe(true);
    await nextDay();
    const late = (await proofOf(test.client(), sent.receiptCode)) as Proof;
    expect(late.entries.every(({ day, steps }) => day !== null && steps > 0)).toBe(true);
    expect(await proofOf(test.client(), 'RF-69-2222-2222')).toBeNull();
  });

  it('names no person and holds no words in a proof', async () => {
    const proof = (await proofOf(test.client(), sent.receiptCode)) as Proof;
    const { rows } = {
      rows: await test.database.database.reader.query<{ actor_id: string }[]>(
        'SELECT DISTINCT actor_id FROM audit_detail WHERE actor_id IS NOT NULL',
      ),
    };
    expect(rows.length).toBeGreaterThan(1);
    for (const { actor_id } of rows) expect(proof.document).not.toContain(actor_id);
    for (const private_ of ['มีชื่อบุคคลอื่น', 'ขอให้เปิดข้อมูล', sent.receiptCode, 'salt'])
      expect(proof.document).not.toContain(private_);
  });

  it('gives a proof that the one-file program accepts, with the anchors that somebody kept', async () => {
    const proof = (await proofOf(citizen, sent.receiptCode)) as Proof;
    const { recordAnchors } = await citizen.must<AnchorPage>(ANCHORS);
    const [file, kept] = [
      join(test.database.folder, 'proof.json'),
      join(test.database.folder, 'anchors.jsonl'),
    ];
    const run = (document: string, anchors: object[]) => {
      writeFileSync(file, document);
      writeFileSync(kept, anchors.map((one) => JSON.stringify(one)).join('\n'));
      return spawnSync(process.execPath, ['apps/web/src/lib/proof/record-verify.mjs', file, kept], {
        encoding: 'utf8',
      });
    };
    const anchors = recordAnchors.edges.map(({ node }) => node);
    expect(run(proof.document, anchors)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('3 entries fit.'),
    });
    expect(run(proof.document.replace('"HIDDEN"', '"PUBLISHED"'), anchors)).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('DOES NOT FIT (entryHash)'),
    });
    expect(
      run(
        proof.document,
        anchors.map((one) => ({ ...one, root: '0'.repeat(64) })),
      ),
    ).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('NOT THE ROOT YOU KEPT'),
    });
    expect(run('{}', anchors).status).toBe(2);
  });

  it('is public by its anchors, page by page, there and back', async () => {
    await nextDay();
    await nextDay();
    const whole = (await citizen.must<AnchorPage>(ANCHORS)).recordAnchors;
    expect(whole.totalCount).toBeGreaterThanOrEqual(3);
    const days = whole.edges.map(({ node }) => node.day);
    expect([...days].sort().reverse()).toEqual(days);
    const one = (await citizen.must<AnchorPage>(ANCHORS, { first: 1 })).recordAnchors;
    const two = (await citizen.must<AnchorPage>(ANCHORS, { first: 1, after: one.pageInfo.endCursor }))
      .recordAnchors;
    const back = (await citizen.must<AnchorPage>(ANCHORS, { last: 1, before: two.pageInfo.startCursor }))
      .recordAnchors;
    expect([one, two, back].map(({ edges }) => edges[0]?.node.day)).toEqual([days[0], days[1], days[0]]);
  });

  it('is read by the plan’s secretariat with names and reasons, filtered, page by page', async () => {
    const mine = await entries(secretariat, {
      planKey: PLAN,
      subjectType: 'comment',
      subjectId: sent.comment.id,
    });
    expect(mine.totalCount).toBe(3);
    const [hidden, published, submitted] = mine.edges.map(({ node }) => node);
    expect(hidden).toMatchObject({
      action: 'comment.hidden',
      actor: { kind: 'person', name: expect.stringMatching(/./), pseudonym: null },
      reason: 'มีชื่อบุคคลอื่น',
      reasonErased: false,
      before: '{"state":"PUBLISHED"}',
    });
    expect([published?.action, submitted?.action]).toEqual(['comment.published', 'comment.submitted']);
    expect(submitted?.actor).toEqual({ kind: 'guest', name: null, pseudonym: null, erasedAt: null });
    const all = await entries(secretariat, { planKey: PLAN, action: 'comment.' });
    const first = await entries(secretariat, { planKey: PLAN, action: 'comment.', first: 2 });
    const next = await entries(secretariat, {
      planKey: PLAN,
      action: 'comment.',
      first: 2,
      after: first.pageInfo.endCursor,
    });
    expect([...first.edges, ...next.edges].map(({ node }) => node.id)).toEqual(
      all.edges.slice(0, 4).map(({ node }) => node.id),
    );
    expect((await entries(secretariat, { planKey: PLAN, day: '2020-01-01' })).totalCount).toBe(0);
  });

  it.each([
    ['citizen', 'FORBIDDEN'],
    ['moderator', 'FORBIDDEN'],
    ['drafter', 'FORBIDDEN'],
    [null, 'SIGN_IN_REQUIRED'],
  ])('is closed to %s', async (key, code) => {
    const client = key ? await test.client().as(key) : test.client();
    expect(await client.codeOf(ENTRIES, { planKey: PLAN })).toBe(code);
  });

  it('shows what is about no plan to nobody but those who administer all', async () => {
    expect(await secretariat.codeOf(ENTRIES, {})).toBe('FORBIDDEN');
    expect(await secretariat.codeOf(ENTRIES, { planKey: 'no-such-plan' })).toBe('NOT_FOUND');
  });

  it('keeps a pseudonym for an erased person, and stays whole', async () => {
    const { edges } = await entries(secretariat, {
      planKey: PLAN,
      subjectId: sent.comment.id,
      action: 'comment.hidden',
    });
    const [row] = await test.database.database.reader.query<{ actor_id: string }[]>(
      'SELECT actor_id FROM audit_detail WHERE entry_id = ?',
      [edges[0]?.node.id],
    );
    const { database } = test.database;
    await database.transaction(actorContext('ADMIN'), (ctx) =>
      test.server.app.get(Audit).pseudonymise(ctx, row?.actor_id ?? ''),
    );
    const after = await entries(secretariat, {
      planKey: PLAN,
      subjectId: sent.comment.id,
      action: 'comment.hidden',
    });
    expect(after.edges[0]?.node.actor).toEqual({
      kind: 'person',
      name: null,
      pseudonym: expect.stringMatching(/^[0-9A-Z]{4}$/),
      erasedAt: expect.stringMatching(/^20/),
    });
    expect((await verifyRecord(database)).problems).toEqual([]);
  });

  it('grows by every change of a comment’s state', async () => {
    const { comment, receiptCode } = await submit(citizen, 's2.p2.2', 'จะถอน');
    await citizen.must(WITHDRAW, { input: { id: comment.id } });
    const proof = (await proofOf(citizen, receiptCode)) as Proof;
    expect(proof.entries.map(({ action }) => action)).toEqual([
      'comment.submitted',
      'comment.published',
      'comment.withdrawn',
    ]);
  });
});
