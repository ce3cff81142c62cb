import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  COMMENT_BY_ID,
  DECIDE,
  DRAFT,
  EDIT,
  PLAN,
  PUBLISH,
  RECEIPT,
  submit,
  SUBMIT,
  SUPPORT,
  TAG,
  tagId,
  WITHDRAW,
  type CommentView,
} from './harness/operations.js';
import { startTestServer, type TestServer } from './harness/server.js';

const SECTION = 's4.p4.4';

/** Waits for what follows a commit: numbering, mail, tallies. */
async function eventually<T>(read: () => Promise<T>, good: (value: T) => boolean): Promise<T> {
  for (let tries = 0; tries < 100; tries += 1) {
    const value = await read();
    if (good(value)) return value;
    await new Promise((resume) => setTimeout(resume, 50));
  }
  return read();
}

describe('The main loop through the api', () => {
  let test: TestServer;
  beforeAll(async () => {
    test = await startTestServer();
  });
  afterAll(() => test.stop());

  const mails = () => {
    const folder = join(test.environment.dataDir, 'mail');
    try {
      return readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    } catch {
      return [];
    }
  };

  it('carries a guest’s comment from sending to a published answer found by receipt, and tells its author once', async () => {
    const guest = test.client();
    const { receiptCode, comment } = await submit(guest, SECTION, 'ขอให้เปิดงบประมาณของท้องถิ่นด้วย', {
      stance: 'SUGGESTION',
      email: 'reader@example.org',
    });
    expect(receiptCode).toMatch(/^RF-\d\d-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/);
    expect(comment.state).toBe('PUBLISHED');

    const moderator = await test.client().as('moderator');
    const strategy = await tagId(moderator, 's4');
    const tagged = await moderator.must<{ tagComments: CommentView[] }>(TAG, {
      input: { commentIds: [comment.id], add: [strategy] },
    });
    expect(tagged.tagComments[0]?.tags).toEqual([
      expect.objectContaining({ source: 'PERSON', tag: expect.objectContaining({ key: 's4' }) }),
    ]);

    const drafter = await test.client().as('drafter');
    const { draftResponse } = await drafter.must<{ draftResponse: { id: string; state: string } }>(DRAFT, {
      input: {
        planKey: PLAN,
        commentIds: [comment.id],
        disposition: 'ACCEPTED',
        body: { th: 'รับไว้ จะเพิ่มข้อมูลท้องถิ่น', en: 'Accepted: local data will be added.' },
        reason: { th: 'ตรงกับเป้าหมายของโครงการ', en: 'It fits the aim of the project.' },
      },
    });
    expect(draftResponse.state).toBe('DRAFT');
    // A drafter may not publish; a citizen does not see the draft.
    expect(await drafter.codeOf(PUBLISH, { id: draftResponse.id })).toBe('FORBIDDEN');
    const before = await guest.must<{ comment: CommentView }>(COMMENT_BY_ID, { id: comment.id });
    expect(before.comment.responses).toEqual([]);

    const secretariat = await test.client().as('secretariat');
    await secretariat.must(PUBLISH, { id: draftResponse.id });

    const anyone = test.client();
    const spoken = receiptCode.toLowerCase().replaceAll('-', ' ');
    const { receipt } = await anyone.must<{
      receipt: { journey: { kind: string; done: boolean }[]; emailForAnswer: boolean; comment: CommentView };
    }>(RECEIPT, { code: spoken });
    expect(receipt.comment.responses[0]?.disposition).toBe('ACCEPTED');
    expect(receipt.emailForAnswer).toBe(true);
    expect(receipt.journey.filter(({ done }) => done).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['RECEIVED', 'PUBLISHED', 'TAGGED', 'ANSWERED']),
    );
    expect(JSON.stringify(receipt)).not.toContain('reader@example.org');

    const answers = () => mails().filter((mail) => mail.includes('reader@example.org'));
    await eventually(
      async () => answers().length,
      (count) => count >= 2,
    );
    await new Promise((resume) => setTimeout(resume, 500));
    // One with the receipt, one with the answer.
    expect(answers()).toHaveLength(2);
  });

  it('gives one comment for the same client id, however often it is sent and however it overlaps', async () => {
    const guest = test.client();
    await submit(guest, SECTION, 'ครั้งแรก เพื่อรับคุกกี้ของผู้เยี่ยมชม');
    const input = {
      clientId: randomUUID(),
      planKey: PLAN,
      sectionKey: SECTION,
      body: 'ส่งซ้ำเพราะสัญญาณไม่ดี',
      language: 'TH',
    };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        guest.must<{ submitComment: { receiptCode: string; comment: { id: string } } }>(SUBMIT, { input }),
      ),
    );
    expect(new Set(answers.map(({ submitComment }) => submitComment.comment.id)).size).toBe(1);
    expect(new Set(answers.map(({ submitComment }) => submitComment.receiptCode)).size).toBe(1);
  });

  it('takes a first comment that is sent again because its answer was lost, cookie and all, as the same one', async () => {
    const input = {
      clientId: randomUUID(),
      planKey: PLAN,
      sectionKey: SECTION,
      body: 'คำตอบหายระหว่างทาง',
      language: 'TH',
    };
    const once = () =>
      test
        .client()
        .must<{ submitComment: { receiptCode: string; comment: { id: string } } }>(SUBMIT, { input });
    const [first, again] = [await once(), await once()];
    expect(again.submitComment).toEqual(first.submitComment);
  });

  it('keeps history on edit and refuses an edit of a text that has changed meanwhile', async () => {
    const guest = test.client();
    const { comment } = await submit(guest, SECTION, 'ฉบับแรก');
    const edited = await guest.must<{ editComment: CommentView }>(EDIT, {
      input: { id: comment.id, expectedRevision: comment.revision, body: 'ฉบับที่สอง' },
    });
    expect(edited.editComment.body).toBe('ฉบับที่สอง');
    expect(
      await guest.codeOf(EDIT, { input: { id: comment.id, expectedRevision: comment.revision, body: 'ชน' } }),
    ).toBe('CONFLICT');
    const stranger = test.client();
    expect(
      await stranger.codeOf(EDIT, {
        input: { id: comment.id, expectedRevision: edited.editComment.revision, body: 'ของคนอื่น' },
      }),
    ).not.toBeNull();
  });

  it('lets the holder of the receipt withdraw, leaving a dated place and the replies', async () => {
    const guest = test.client();
    const { comment, receiptCode } = await submit(guest, SECTION, 'จะถอนภายหลัง');
    const replier = test.client();
    const reply = await submit(replier, SECTION, 'ตอบกลับ', { parentId: comment.id });
    expect(reply.comment.rootId).toBe(comment.id);
    const elsewhere = test.client();
    const withdrawn = await elsewhere.must<{ withdrawComment: CommentView }>(WITHDRAW, {
      input: { id: comment.id, receiptCode },
    });
    expect(withdrawn.withdrawComment).toMatchObject({ state: 'WITHDRAWN', body: null });
    const still = await replier.must<{ comment: CommentView }>(COMMENT_BY_ID, { id: reply.comment.id });
    expect(still.comment.body).toBe('ตอบกลับ');
  });

  it('counts a support once, guests apart from people', async () => {
    const { comment } = await submit(test.client(), SECTION, 'ขอเสียงสนับสนุน');
    const guest = test.client();
    const citizen = await test.client().as('citizen');
    for (const supporter of [guest, guest, citizen, citizen])
      await supporter.must(SUPPORT, { input: { commentId: comment.id, supported: true } });
    const { comment: seen } = await eventually(
      () => citizen.must<{ comment: CommentView }>(COMMENT_BY_ID, { id: comment.id }),
      ({ comment: now }) => now.supportCount === 1 && now.guestSupportCount === 1,
    );
    expect(seen).toMatchObject({ supportCount: 1, guestSupportCount: 1, viewerSupports: true });
  });

  it('lets exactly one of two moderators decide, and tells the other who was first', async () => {
    const { comment } = await submit(test.client(), SECTION, 'ข้อความที่ผู้กลั่นกรองสองคนเห็นพร้อมกัน');
    const [one, two] = [await test.client().as('moderator'), await test.client().as('moderator-2')];
    const input = {
      commentId: comment.id,
      decision: 'HIDE',
      expectedState: 'PUBLISHED',
      expectedRevision: 1,
      reasonCode: 'OFF_TOPIC',
    };
    const codes = await Promise.all([one.codeOf(DECIDE, { input }), two.codeOf(DECIDE, { input })]);
    expect(codes.sort()).toEqual(['CONFLICT', null].sort());
    const hidden = await test.client().must<{ comment: CommentView }>(COMMENT_BY_ID, { id: comment.id });
    expect(hidden.comment).toMatchObject({ state: 'HIDDEN', body: null, stateReason: { code: 'OFF_TOPIC' } });
  });

  it('publishes and tags in one gesture or not at all', async () => {
    const { comment } = await submit(test.client(), SECTION, 'ซ่อนแล้วเผยแพร่พร้อมแท็ก');
    const moderator = await test.client().as('moderator');
    await moderator.must(DECIDE, {
      input: {
        commentId: comment.id,
        decision: 'HIDE',
        expectedState: 'PUBLISHED',
        expectedRevision: 1,
        reasonCode: 'OFF_TOPIC',
      },
    });
    const wrongTag = {
      commentId: comment.id,
      decision: 'PUBLISH',
      expectedState: 'HIDDEN',
      expectedRevision: 1,
      reasonText: 'พิจารณาใหม่',
      tagIds: ['01ARZ3NDEKTSV4RRFFQ69G5FAV'],
    };
    expect(await moderator.codeOf(DECIDE, { input: wrongTag })).not.toBeNull();
    const still = await moderator.must<{ comment: CommentView }>(COMMENT_BY_ID, { id: comment.id });
    expect(still.comment.state).toBe('HIDDEN');
    const done = await moderator.must<{ decideComment: CommentView }>(DECIDE, {
      input: { ...wrongTag, tagIds: [await tagId(moderator, 's4')] },
    });
    expect(done.decideComment).toMatchObject({
      state: 'PUBLISHED',
      tags: [expect.objectContaining({ source: 'PERSON' })],
    });
  });

  it.each([
    ['an empty text', { body: '   ' }, 'VALIDATION', 'body'],
    ['4,001 characters', { body: 'ก'.repeat(4001) }, 'VALIDATION', 'body'],
    ['a wrong address', { email: 'not an address' }, 'VALIDATION', 'email'],
    [
      'details without consent',
      { participant: { province: 'เชียงใหม่', consentVersion: '' } },
      'VALIDATION',
      'participant.consentVersion',
    ],
    [
      'a province that is none',
      { participant: { province: 'Atlantis', consentVersion: 'web-2026-11' } },
      'VALIDATION',
      'participant.province',
    ],
    ['an unknown section', { sectionKey: 's9.none' }, 'NOT_FOUND', 'sectionKey'],
    ['a reply to nothing', { parentId: '01ARZ3NDEKTSV4RRFFQ69G5FAV' }, 'NOT_FOUND', 'parentId'],
    [
      'an organisation that is not one’s own',
      { organisationId: '01ARZ3NDEKTSV4RRFFQ69G5FAV' },
      null,
      'organisationId',
    ],
  ])('refuses %s, naming the field, and writes nothing', async (_what, change, code, field) => {
    const guest = test.client();
    const { data, errors } = await guest.ask(SUBMIT, {
      input: {
        clientId: randomUUID(),
        planKey: PLAN,
        sectionKey: SECTION,
        body: 'ข้อความ',
        language: 'TH',
        ...change,
      },
    });
    expect(data).toBeNull();
    if (code) expect(errors?.[0]?.extensions.code).toBe(code);
    expect(errors?.[0]?.extensions.field).toBe(field);
  });

  it('takes no comment when no round is open', async () => {
    test.clock.advance(40 * 86_400_000);
    try {
      const input = {
        clientId: randomUUID(),
        planKey: PLAN,
        sectionKey: SECTION,
        body: 'สายไปแล้ว',
        language: 'TH',
      };
      expect(await test.client().codeOf(SUBMIT, { input })).toBe('ROUND_CLOSED');
    } finally {
      test.clock.advance(-40 * 86_400_000);
    }
  });
});
