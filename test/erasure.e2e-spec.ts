import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PersonalData } from '@rapfang/access';
import { Sealer, verifyRecord } from '@rapfang/audit';
import { CommentEntity, CommentPrivateEntity } from '@rapfang/comment';
import { EventPump, RequestLoaders, newId, type Ctx } from '@rapfang/platform';
import { ExportService } from '@rapfang/privacy';
import { COLUMNS } from '../prisma-free-db/personal-columns.js';
import type { ApiClient } from './harness/api-client.js';
import { COMMENT_BY_ID, RECEIPT, submit, SUPPORT, EDIT, type CommentView } from './harness/operations.js';
import { startTestServer, type TestServer } from './harness/server.js';

const NAME = 'วันเพ็ญ ทดสอบลบข้อมูล';
const EMAIL = 'wanpen.erased@example.org';
const OTHER_EMAIL = 'wanpen.second@example.org';
const [KEPT, FIRST, HELD] = [
  'ข้อความที่เผยแพร่แล้วและอยู่ต่อ ๗๗๑',
  'ข้อความก่อนแก้ไขซึ่งต้องหายไป ๗๗๒',
  'ข้อความที่ไม่เคยเผยแพร่ ๗๗๓',
];
const ERASE = 'mutation($code: String) { eraseMyData(receiptCode: $code) }';
const MY_DATA = `query($code: String) { myData(receiptCode: $code) {
  kind recent sets { name count } effects { roundKey rule kept placeholders gone } consents { purpose version due } } }`;

interface MyData {
  kind: string;
  recent: boolean;
  sets: { name: string; count: number }[];
  effects: { roundKey: string | null; rule: string; kept: number; placeholders: number; gone: number }[];
  consents: { purpose: string; version: string | null; due: boolean }[];
}

describe('Erasing personal data', () => {
  let test: TestServer;
  beforeAll(async () => {
    test = await startTestServer({ RATE_LIMITS: 'off' });
  });
  afterAll(() => test.stop());

  /** Until every listener has heard and every letter is posted: a letter under way cannot be called back. */
  const pump = async (): Promise<void> => {
    while (await test.server.app.get(EventPump).pump());
    const waiting = async () => {
      const sql = 'SELECT 1 FROM mail WHERE sent_at IS NULL LIMIT 1';
      return (await test.database.database.reader.query<unknown[]>(sql)).length > 0;
    };
    while (await waiting()) await new Promise((resume) => setTimeout(resume, 100));
  };

  /** Everything that is written down: every column of every table, and every file of the data folder. */
  async function everything(): Promise<{ where: string; text: string }[]> {
    const found: { where: string; text: string }[] = [];
    const { database } = test.database;
    for (const { tableName } of database.writer.entityMetadatas) {
      const rows: Record<string, unknown>[] = await database.reader.query(
        `SELECT * FROM ${database.writer.driver.escape(tableName)}`,
      );
      for (const row of rows)
        for (const [column, value] of Object.entries(row))
          found.push({ where: `${tableName}.${column}`, text: String(value) });
    }
    for (const folder of ['mail', 'files']) {
      const path = join(test.environment.dataDir, folder);
      const names = (() => {
        try {
          return readdirSync(path, { recursive: true, withFileTypes: true });
        } catch {
          return [];
        }
      })();
      for (const file of names.filter((entry) => entry.isFile()))
        found.push({ where: folder, text: readFileSync(join(file.parentPath, file.name), 'latin1') });
    }
    return found;
  }

  const placesOf = async (needle: string): Promise<string[]> => [
    ...new Set((await everything()).filter(({ text }) => text.includes(needle)).map(({ where }) => where)),
  ];

  async function signIn(client: ApiClient, email: string): Promise<string> {
    const { requestSignIn } = await client.must<{ requestSignIn: { demoLink: string } }>(
      `mutation { requestSignIn(email: "${email}", locale: TH) { demoLink } }`,
    );
    const token = new URL(requestSignIn.demoLink).searchParams.get('token');
    const { completeSignIn } = await client.must<{ completeSignIn: { id: string } }>(
      'mutation($token: String!) { completeSignIn(token: $token) { id } }',
      { token },
    );
    return completeSignIn.id;
  }

  async function upload(client: ApiClient, words: string): Promise<string> {
    const form = new FormData();
    form.append('file', new Blob([`%PDF-1.4\n% ${words}\n%%EOF`], { type: 'application/pdf' }), 'แนบ.pdf');
    const response = await client.send('/uploads', {
      method: 'POST',
      body: form,
      headers: { 'x-requested-with': 'test' },
    });
    return ((await response.json()) as { id: string }).id;
  }

  it('has an eraser for every room that says it holds personal data', () => {
    const rooms = test.server.app
      .get(PersonalData)
      .rooms()
      .map(({ room }) => room);
    const wanted = new Set(Object.values(COLUMNS).flatMap(({ eraser }) => eraser ?? []));
    expect([...wanted].filter((room) => !rooms.includes(room))).toEqual([]);
  });

  describe('of a person', () => {
    let client: ApiClient;
    let personId: string;
    let kept: { receiptCode: string; comment: CommentView };
    let gone: { receiptCode: string; comment: CommentView };
    let reply: CommentView;
    let supported: CommentView;

    beforeAll(async () => {
      client = test.client();
      personId = await signIn(client, EMAIL);
      const participant = { province: 'เลย', ageBand: 'FROM_60', consentVersion: 'web-2026-11' };
      const uploadId = await upload(client, NAME.slice(0, 3));
      const rest = { displayName: NAME, email: OTHER_EMAIL };
      kept = await submit(client, 's1.m1', FIRST, { ...rest, participant, uploadIds: [uploadId] });
      await client.must(EDIT, { input: { id: kept.comment.id, expectedRevision: 1, body: KEPT } });
      gone = await submit(client, 's1.m1', HELD, rest);
      const { database } = test.database;
      await database.transaction({}, async (ctx) => {
        await database
          .writing(ctx)
          .query("UPDATE comment SET state = 'HELD', shown = 0, published_at = NULL WHERE id = ?", [
            gone.comment.id,
          ]);
      });
      reply = (await submit(test.client(), 's1.m1', 'คำตอบของผู้อื่น', { parentId: kept.comment.id })).comment;
      supported = (await submit(test.client(), 's1.m1', 'ความเห็นของผู้อื่นที่มีผู้เห็นด้วย')).comment;
      await client.must(SUPPORT, { input: { commentId: supported.id, supported: true } });
      await upload(client, 'ไฟล์ที่ยังไม่ได้แนบ');
      await pump();
    });

    it('is told beforehand, with what stays and what goes', async () => {
      const { myData } = await client.must<{ myData: MyData }>(MY_DATA);
      expect(myData.kind).toBe('PERSON');
      expect(myData.recent).toBe(true);
      expect(Object.fromEntries(myData.sets.map(({ name, count }) => [name, count]))).toMatchObject({
        person: 1,
        comments: 2,
        earlierTexts: 1,
        files: 2,
        supports: 1,
      });
      expect(myData.effects).toEqual([
        expect.objectContaining({ rule: 'KEEP_PUBLIC_TEXT', kept: 1, placeholders: 0, gone: 1 }),
      ]);
      expect(myData.consents.map(({ purpose }) => purpose).sort()).toEqual([
        'ACCOUNT',
        'LETTERS',
        'PARTICIPANT',
      ]);
    });

    it('can be downloaded whole before, as JSON and as a table, and holds nobody else’s data', async () => {
      const ctx: Ctx = {
        actor: {
          kind: 'person',
          id: personId,
          displayName: null,
          assurance: 'EMAIL',
          sessionId: await sessionOf(personId),
          grants: [],
          dormantGrants: [],
          organisationIds: [],
        },
        requestId: newId(),
        address: '127.0.0.1',
        loaders: new RequestLoaders(),
      };
      const exports = test.server.app.get(ExportService, { strict: false });
      const read = async (format: 'json' | 'csv') => {
        let text = '';
        for await (const piece of await exports.open(ctx, { format })) text += piece;
        return text;
      };
      const { sets } = JSON.parse(await read('json')) as { sets: Record<string, Record<string, unknown>[]> };
      expect(sets['comments']?.map(({ text }) => text)).toEqual([KEPT, HELD]);
      expect(sets['comments']?.[0]).toMatchObject({ province: 'เลย', emailForAnswer: OTHER_EMAIL });
      expect(sets['earlierTexts']?.[0]).toMatchObject({ text: FIRST });
      expect(sets['person']?.[0]).toMatchObject({ email: EMAIL });
      expect(JSON.stringify(sets)).not.toContain('คำตอบของผู้อื่น');
      const csv = await read('csv');
      expect(csv).toContain(KEPT);
      expect(csv.split('\r\n')[0]).toContain('receiptCode');
    });

    it('asks to sign in again when the session is old', async () => {
      test.clock.advance(16 * 60_000);
      expect(await client.codeOf(ERASE)).toBe('RECENT_SIGN_IN_REQUIRED');
      expect(await placesOf(NAME)).not.toEqual([]);
      await signIn(client, EMAIL);
      await pump();
    });

    it('leaves nothing of name, addresses, id and texts, but the public text that its round keeps', async () => {
      expect((await client.must<{ eraseMyData: boolean }>(ERASE)).eraseMyData).toBe(true);
      await pump();
      expect(await placesOf(NAME)).toEqual([]);
      expect(await placesOf(EMAIL)).toEqual([]);
      expect(await placesOf(OTHER_EMAIL)).toEqual([]);
      expect(await placesOf(FIRST)).toEqual([]);
      expect(await placesOf(HELD)).toEqual([]);
      expect(await placesOf('ไฟล์ที่ยังไม่ได้แนบ')).toEqual([]);
      expect(await placesOf(Buffer.from('% ไฟล์ที่ยัง').toString('latin1'))).toEqual([]);
      expect(await placesOf(KEPT)).toEqual(['comment.body']);
      expect(await placesOf(personId)).toEqual([]);
    });

    it('shows the kept text without a name, with its replies, and the count of supporters as it was', async () => {
      const { comment } = await test.client().must<{ comment: CommentView }>(COMMENT_BY_ID, {
        id: kept.comment.id,
      });
      expect(comment).toMatchObject({ body: KEPT, state: 'PUBLISHED', author: { displayName: null } });
      const { comment: answer } = await test.client().must<{ comment: CommentView }>(COMMENT_BY_ID, {
        id: reply.id,
      });
      expect(answer).toMatchObject({ body: 'คำตอบของผู้อื่น', parentId: kept.comment.id });
      const { comment: other } = await test.client().must<{ comment: CommentView }>(COMMENT_BY_ID, {
        id: supported.id,
      });
      expect(other.supportCount).toBe(1);
    });

    it('has the receipts find the comment and open nothing any more', async () => {
      const guest = test.client();
      const { receipt } = await guest.must<{ receipt: { emailForAnswer: boolean; comment: CommentView } }>(
        RECEIPT,
        { code: kept.receiptCode },
      );
      expect(receipt).toMatchObject({ emailForAnswer: false, comment: { body: KEPT } });
      const { receipt: placeholder } = await guest.must<{ receipt: { comment: CommentView } }>(RECEIPT, {
        code: gone.receiptCode,
      });
      expect(placeholder.comment).toMatchObject({ body: null, state: 'WITHDRAWN' });
      const input = { id: kept.comment.id, expectedRevision: 2, body: 'x', receiptCode: kept.receiptCode };
      expect(await guest.codeOf(EDIT, { input })).toBe('NOT_FOUND');
      expect(await guest.codeOf(MY_DATA, { code: kept.receiptCode })).toBe('NOT_FOUND');
    });

    it('ends every session, and the address signs in as somebody new', async () => {
      const { viewer } = await client.must<{ viewer: { kind: string } }>('{ viewer { kind } }');
      expect(viewer.kind).toBe('GUEST');
      const again = test.client();
      expect(await signIn(again, EMAIL)).not.toBe(personId);
      const { myData } = await again.must<{ myData: MyData }>(MY_DATA);
      expect(myData.sets.find(({ name }) => name === 'comments')).toBeUndefined();
    });

    async function sessionOf(id: string): Promise<string> {
      const [row] = (await test.database.database.reader.query(
        'SELECT id FROM session WHERE person_id = ? AND ended_at IS NULL',
        [id],
      )) as { id: string }[];
      return row?.id ?? '';
    }
  });

  it('of a guest takes their comments and no other guest’s, and again finds nothing', async () => {
    const [guest, other] = [test.client(), test.client()];
    const mine = await submit(guest, 's1.m1', 'ของผู้ไม่เข้าสู่ระบบ', { displayName: NAME, email: OTHER_EMAIL });
    const theirs = await submit(other, 's1.m1', 'ของอีกคน', { displayName: 'อีกคน', email: OTHER_EMAIL });
    await pump();
    await guest.must(ERASE);
    await pump();
    expect(await placesOf(NAME)).toEqual([]);
    expect(await placesOf(mine.receiptCode)).toEqual(['comment_private.receipt_code']);
    expect(await placesOf(theirs.receiptCode)).toContain('mail.text');
    const { comment } = await test.client().must<{ comment: CommentView }>(COMMENT_BY_ID, {
      id: theirs.comment.id,
    });
    expect(comment.author.displayName).toBe('อีกคน');
    expect((await guest.must<{ eraseMyData: boolean }>(ERASE)).eraseMyData).toBe(true);
  });

  it('by a receipt takes that one comment; where the round removes texts a placeholder stays', async () => {
    const { database } = test.database;
    const guest = test.client();
    const one = await submit(guest, 's1.m1', 'ข้อความที่รอบนี้ลบ ๘๘๑', { displayName: NAME });
    const two = await submit(guest, 's1.m1', 'อีกข้อความของคนเดียวกัน', { displayName: 'ชื่อที่อยู่ต่อ' });
    const reply = await submit(test.client(), 's1.m1', 'ตอบข้อความที่ลบ', { parentId: one.comment.id });
    const setRule = (rule: string) =>
      database.transaction({}, (ctx) =>
        database.writing(ctx).query('UPDATE round SET erasure_rule = ?', [rule]),
      );
    await setRule('REMOVE_TEXT');
    await test.client().must(ERASE, { code: one.receiptCode });
    await setRule('KEEP_PUBLIC_TEXT');
    await pump();
    expect(await placesOf('ข้อความที่รอบนี้ลบ ๘๘๑')).toEqual([]);
    expect(await placesOf(NAME)).toEqual([]);
    const read = async (id: string) =>
      (await test.client().must<{ comment: CommentView }>(COMMENT_BY_ID, { id })).comment;
    expect(await read(one.comment.id)).toMatchObject({ state: 'WITHDRAWN', body: null });
    expect(await read(two.comment.id)).toMatchObject({ author: { displayName: 'ชื่อที่อยู่ต่อ' } });
    expect(await read(reply.comment.id)).toMatchObject({ body: 'ตอบข้อความที่ลบ' });
  });

  it('takes a person of five thousand comments in one transaction', async () => {
    const { database } = test.database;
    const guest = test.client();
    const first = await submit(guest, 's1.m1', 'หนึ่งในห้าพัน ๕๕๕', {
      displayName: NAME,
      email: 'five.thousand@example.org',
    });
    const { manager } = database.reader;
    const comment = await manager.findOneByOrFail(CommentEntity, { id: first.comment.id });
    const secret = await manager.findOneByOrFail(CommentPrivateEntity, { commentId: first.comment.id });
    const ids = Array.from({ length: 4999 }, () => newId());
    await database.transaction({}, async (ctx) => {
      const rows = ids.map((id) => ({ ...comment, id, rootId: id, clientId: id }));
      await database.insertRows(ctx, CommentEntity, rows);
      const secrets = ids.map((id) => ({ ...secret, commentId: id, receiptCode: `T${id.slice(-13)}` }));
      await database.insertRows(ctx, CommentPrivateEntity, secrets);
    });
    const begun = Date.now();
    await guest.must(ERASE);
    expect(Date.now() - begun).toBeLessThan(60_000);
    await pump();
    expect(await placesOf(NAME)).toEqual([]);
    expect(await placesOf('five.thousand@example.org')).toEqual([]);
  });

  it('is refused to the last administrator until somebody else is one', async () => {
    const client = test.client();
    const id = await signIn(client, 'only.admin@example.org');
    const { database } = test.database;
    await database.transaction({}, async (ctx) => {
      await database.writing(ctx).query("DELETE FROM role_grant WHERE role = 'ADMINISTRATOR'");
      await database
        .writing(ctx)
        .query(
          "INSERT INTO role_grant (id, person_id, role, scope, created_at) VALUES (?, ?, 'ADMINISTRATOR', '*', '')",
          [newId(), id],
        );
    });
    expect(await client.codeOf(ERASE)).toBe('LAST_ADMINISTRATOR');
    const other = await signIn(test.client(), 'next.admin@example.org');
    await database.transaction({}, (ctx) =>
      database
        .writing(ctx)
        .query(
          "INSERT INTO role_grant (id, person_id, role, scope, created_at) VALUES (?, ?, 'ADMINISTRATOR', '*', '')",
          [newId(), other],
        ),
    );
    expect(await client.codeOf(ERASE)).toBe(null);
  });

  it('leaves the record whole, as anybody can check', async () => {
    const sealer = test.server.app.get(Sealer, { strict: false });
    while (await sealer.seal());
    const { sound, erased, problems } = await verifyRecord(test.database.database);
    expect(problems).toEqual([]);
    expect(sound).toBe(true);
    expect(erased).toBeGreaterThan(0);
  });

  describe('of one comment, by its receipt', () => {
    it('takes the author out of the entries about that comment alone, and the record stays whole', async () => {
      const guest = test.client();
      const [one, other] = [
        await submit(guest, 's1.m1', 'ข้อหนึ่ง ๘๘๑'),
        await submit(guest, 's1.m1', 'ข้อสอง ๘๘๒'),
      ];
      const { database } = test.database;
      const sql = `SELECT DISTINCT d.actor_id AS actor FROM audit_entry e JOIN audit_detail d ON d.entry_id = e.id
         WHERE e.subject_type = 'comment' AND e.subject_id = ? AND e.action = 'comment.submitted'`;
      const actorOf = async ({ comment }: { comment: CommentView }) =>
        (await database.reader.query<{ actor: string }[]>(sql, [comment.id]))[0]?.actor;
      const author = await actorOf(one);
      expect(author).toBe(await actorOf(other));
      await test.client().must(ERASE, { code: one.receiptCode });
      expect(await actorOf(one)).not.toBe(author);
      expect(await actorOf(other)).toBe(author);
      while (await test.server.app.get(Sealer).seal());
      expect((await verifyRecord(database, {})).sound).toBe(true);
    });
  });

  describe('by the rule of a round', () => {
    const SET = `mutation($rule: ErasureRule!, $reason: String!, $round: String!) { setRoundErasureRule(
      input: { planKey: "dgplan-2566-2570", roundKey: $round, erasureRule: $rule, reason: $reason }) { erasureRule } }`;
    const round = 'demo-open';

    it('is set by the secretariat with a reason, and after comments only in favour of their authors', async () => {
      const secretariat = await test.client().as('secretariat');
      const set = (rule: string, reason: string) => ({ rule, reason, round });
      expect(await secretariat.codeOf(SET, set('REMOVE_TEXT', ' '))).toBe('VALIDATION');
      const moderator = await test.client().as('moderator');
      expect(await moderator.codeOf(SET, set('REMOVE_TEXT', 'ทดสอบ'))).toBe('FORBIDDEN');
      const answer = await secretariat.must<{ setRoundErasureRule: { erasureRule: string } }>(
        SET,
        set('REMOVE_TEXT', 'คณะกรรมการมีมติ'),
      );
      expect(answer.setRoundErasureRule.erasureRule).toBe('REMOVE_TEXT');
      expect(await secretariat.codeOf(SET, set('KEEP_PUBLIC_TEXT', 'กลับไปอย่างเดิม'))).toBe(
        'ERASURE_RULE_PROMISED',
      );
      const rows = await test.database.database.reader.query<unknown[]>(
        "SELECT 1 FROM audit_entry WHERE action = 'round.erasureRuleSet'",
      );
      expect(rows).toHaveLength(1);
    });
  });
});
