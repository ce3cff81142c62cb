import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../../../../test/harness/api-client.js';
import { DECIDE, EDIT, PLAN, submit } from '../../../../test/harness/operations.js';
import { startTestServer, type TestServer } from '../../../../test/harness/server.js';

const ADD =
  'mutation($input: AddTermsInput!) { addTerms(input: $input) { known added { id text everywhere } } }';
const RETIRE = 'mutation($input: RetireTermInput!) { retireTerm(input: $input) { id } }';
const TERMS = `{ bannedTerms(planKey: "${PLAN}") { id text severity } }`;
const TRY =
  'query($input: TryTermsInput!) { tryTerms(input: $input) { looked found samples { commentId found before after } } }';
const TRY_TEXT = `query($text: String!) { tryText(planKey: "${PLAN}", text: $text) { check outcome rule marks { start end kind } } }`;
const SET =
  'mutation($input: SetRoundModerationInput!) { setRoundModeration(input: $input) { key moderation { policy fourEyes reportThreshold reportsHold reportsOpen checks { check limit } } } }';
const ROUND = `query($key: String!) { round(planKey: "${PLAN}", key: $key) { key moderation { policy fourEyes reportsOpen reportThreshold reportsHold checks { check limit } } } }`;
const REPORT = 'mutation($input: ReportCommentInput!) { reportComment(input: $input) }';
const DISMISS =
  'mutation($input: DismissReportsInput!) { dismissReports(input: $input) { id state reports { count } } }';
const STAFF =
  'query($id: ID!) { comment(id: $id) { id state body roundId heldByCheck viewerMayReport findings { check outcome rule marks { start end kind termId } similarIds } reports { count raisedAt reports { reason text signedIn } } } }';
const DESK =
  'query($filter: DeskFilter!) { deskComments(filter: $filter, first: 100) { edges { node { id } } } }';
const RECEIPT =
  'query($code: String!) { receipt(code: $code) { comment { state heldByCheck findings { check } stateReason { code text } } } }';
const ROUND_OF = `query($section: String!) { section(planKey: "${PLAN}", key: $section) { openRound { key } } }`;

interface Staff {
  id: string;
  state: string;
  body: string | null;
  heldByCheck: string | null;
  viewerMayReport: boolean;
  findings: {
    check: string;
    outcome: string;
    rule: string;
    marks: { start: number; end: number; kind: string; termId: string | null }[];
  }[];
  reports: {
    count: number;
    raisedAt: string | null;
    reports: { reason: string; text: string | null; signedIn: boolean }[];
  } | null;
}

const SECTION = 's3.p3.1';
const SETTINGS = {
  policy: 'AFTER_PUBLICATION',
  checks: [] as { check: string; limit: string }[],
  fourEyes: false,
  reportsOpen: true,
  reportThreshold: 3,
  reportsHold: false,
};

describe('Checks, banned terms, reports and round settings', () => {
  let test: TestServer;
  let moderator: ApiClient;
  let secretariat: ApiClient;
  let roundKey: string;
  beforeAll(async () => {
    test = await startTestServer();
    moderator = await test.client().as('moderator');
    secretariat = await test.client().as('secretariat');
    const { section } = await moderator.must<{ section: { openRound: { key: string } } }>(ROUND_OF, {
      section: SECTION,
    });
    roundKey = section.openRound.key;
  });
  afterAll(() => test.stop());

  const view = async (id: string, who = moderator) =>
    (await who.must<{ comment: Staff | null }>(STAFF, { id })).comment;
  const desk = async (filter: object) =>
    (
      await moderator.must<{ deskComments: { edges: { node: { id: string } }[] } }>(DESK, {
        filter: { planKey: PLAN, ...filter },
      })
    ).deskComments.edges.map(({ node }) => node.id);
  const set = (change: object, who = secretariat) =>
    who.must<{ setRoundModeration: { moderation: typeof SETTINGS } }>(SET, {
      input: { planKey: PLAN, roundKey, ...SETTINGS, reason: 'ทดลองใช้', ...change },
    });
  const report = (who: ApiClient, commentId: string, reason = 'ABUSE', text: string | null = null) =>
    who.must(REPORT, { input: { commentId, reason, text } });

  it('hold a comment with a telephone number; its author reads which check, staff where it stands', async () => {
    const body = 'ผมอยากเล่าให้ฟังเพิ่มเติม โทร ๐๘๑-๒๓๔-๕๖๗๘ ได้เลย';
    const author = test.client();
    const { comment, receiptCode } = await submit(author, SECTION, body);
    expect(comment).toMatchObject({
      state: 'HELD',
      body,
      stateReason: { code: 'PERSONAL_DATA', text: null },
    });
    const seen = await test.client().must(RECEIPT, { code: receiptCode });
    expect(seen).toEqual({
      receipt: {
        comment: {
          state: 'HELD',
          heldByCheck: 'PERSONAL_DATA',
          findings: [],
          stateReason: { code: 'PERSONAL_DATA', text: null },
        },
      },
    });
    expect(await view(comment.id, test.client())).toBeNull();
    const [finding] = (await view(comment.id))?.findings ?? [];
    expect(finding).toMatchObject({ check: 'PERSONAL_DATA', outcome: 'HOLD' });
    expect(finding?.marks.map(({ start, end, kind }) => [kind, body.slice(start, end)])).toEqual([
      ['PHONE', '๐๘๑-๒๓๔-๕๖๗๘'],
    ]);
    expect(await desk({ check: 'PERSONAL_DATA' })).toEqual([comment.id]);
    expect(await desk({ check: 'LINKS' })).not.toContain(comment.id);
    const edited = await author.must<{ editComment: { state: string } }>(EDIT, {
      input: { id: comment.id, expectedRevision: 1, body: 'ผมอยากเล่าให้ฟังเพิ่มเติม' },
    });
    expect(edited.editComment.state).toBe('PUBLISHED');
    expect(await desk({ check: 'PERSONAL_DATA' })).toEqual([]);
  });

  it('try terms before they hold, then hold what has them, on this plan, until they are retired', async () => {
    const before = await submit(test.client(), SECTION, 'นี่คือคำว่าโป๊ะแตกที่ลองเขียน');
    const trial = { planKey: PLAN, lines: 'โป๊ะแตก', matching: 'ANYWHERE' };
    const tried = await secretariat.must<{ tryTerms: { looked: number; found: number; samples: object[] } }>(
      TRY,
      { input: trial },
    );
    expect(tried.tryTerms.looked).toBeGreaterThan(50);
    expect(tried.tryTerms).toMatchObject({
      found: 1,
      samples: [{ commentId: before.comment.id, found: 'โป๊ะแตก', before: 'นี่คือคำว่า' }],
    });
    const input = { ...trial, lines: 'โป๊ะแตก\n\nโป๊ะ-แตก\nzzbadword', language: 'TH', severity: 'HOLD' };
    const { addTerms } = await secretariat.must<{
      addTerms: { known: number; added: { id: string; text: string }[] };
    }>(ADD, { input });
    expect(addTerms.added.map(({ text }) => text)).toEqual(['โป๊ะแตก', 'zzbadword']);
    expect((await secretariat.must<{ addTerms: object }>(ADD, { input })).addTerms).toEqual({
      known: 2,
      added: [],
    });
    expect(await moderator.must(TRY_TEXT, { text: 'z.z.b.a.d.w.o.r.d' })).toEqual({
      tryText: [
        { check: 'TERMS', outcome: 'HOLD', rule: 'FOUND', marks: [{ start: 0, end: 17, kind: 'TERM' }] },
      ],
    });
    const held = await submit(test.client(), SECTION, 'โป๊ะ แตก แล้วววว โป๊ะแตกกก');
    expect(held.comment).toMatchObject({ state: 'HELD', stateReason: { code: 'ABUSE', text: null } });
    for (const { id } of addTerms.added)
      await secretariat.must(RETIRE, { input: { id, reason: 'ลองเสร็จแล้ว' } });
    expect((await submit(test.client(), SECTION, 'โป๊ะแตก อีกครั้งหนึ่ง')).comment.state).toBe('PUBLISHED');
    expect(await secretariat.codeOf(RETIRE, { input: { id: addTerms.added[0]?.id, reason: 'x' } })).toBe(
      'NOT_FOUND',
    );
  });

  it('refuse terms that say nothing, and keep the list from everyone but those who work with it', async () => {
    const input = { planKey: PLAN, matching: 'WORD', language: 'EN', severity: 'HOLD' };
    for (const lines of ['  \n ', 'a', 'x'.repeat(101)])
      expect(await secretariat.codeOf(ADD, { input: { ...input, lines } })).toBe('VALIDATION');
    expect(await moderator.codeOf(ADD, { input: { ...input, lines: 'word' } })).toBe('FORBIDDEN');
    for (const key of ['citizen', 'drafter', 'agency'])
      expect(await (await test.client().as(key)).codeOf(TERMS)).toBe('FORBIDDEN');
    expect(await test.client().codeOf(TERMS)).toBe('SIGN_IN_REQUIRED');
    expect(await moderator.codeOf(TERMS)).toBeNull();
  });

  it('follow the settings of the round, for what comes after them, and show them to staff alone', async () => {
    const earlier = await submit(test.client(), SECTION, 'ความเห็นก่อนเปลี่ยนวิธีกลั่นกรอง');
    const { setRoundModeration } = await set({
      policy: 'BEFORE_PUBLICATION',
      checks: [{ check: 'PERSONAL_DATA', limit: 'FLAG' }],
      fourEyes: true,
    });
    expect(setRoundModeration.moderation).toMatchObject({ policy: 'BEFORE_PUBLICATION', fourEyes: true });
    expect(setRoundModeration.moderation.checks).toContainEqual({ check: 'PERSONAL_DATA', limit: 'FLAG' });
    expect(setRoundModeration.moderation.checks).toContainEqual({ check: 'LINKS', limit: 'HOLD' });
    expect((await view(earlier.comment.id))?.state).toBe('PUBLISHED');
    const later = await submit(test.client(), SECTION, 'โทรมาที่ 089-876-5432 ได้ครับ');
    expect(later.comment.state).toBe('PENDING');
    expect((await view(later.comment.id))?.findings).toEqual([
      expect.objectContaining({ check: 'PERSONAL_DATA', outcome: 'FLAG' }),
    ]);
    await set({ checks: [{ check: 'PERSONAL_DATA', limit: 'HOLD' }] });
    const shown = await test
      .client()
      .must<{ round: { moderation: object | null } }>(ROUND, { key: roundKey });
    expect(shown.round.moderation).toBeNull();
    const input = { planKey: PLAN, roundKey, ...SETTINGS, reason: ' ' };
    expect(await secretariat.codeOf(SET, { input })).toBe('VALIDATION');
    expect(await moderator.codeOf(SET, { input: { ...input, reason: 'x' } })).toBe('FORBIDDEN');
    expect(await secretariat.codeOf(SET, { input: { ...input, reason: 'x', roundKey: 'none' } })).toBe(
      'NOT_FOUND',
    );
  });

  it('bring a comment back to the desk when enough signed-in readers have reported it', async () => {
    await set({ reportThreshold: 2 });
    const { comment } = await submit(test.client(), SECTION, 'ความเห็นที่มีคนไม่ชอบอย่างมาก');
    const [one, two] = [await test.client().as('citizen'), await test.client().as('agency')];
    await report(test.client(), comment.id);
    await report(test.client(), comment.id, 'SPAM');
    await report(one, comment.id, 'OTHER', ' ไม่สุภาพ ');
    await report(one, comment.id);
    expect(await desk({ reported: true })).not.toContain(comment.id);
    expect(await desk({ reported: false })).toContain(comment.id);
    await report(two, comment.id, 'OFF_TOPIC');
    expect(await desk({ reported: true })).toEqual([comment.id]);
    const seen = await view(comment.id);
    expect(seen).toMatchObject({ state: 'PUBLISHED', reports: { count: 4, raisedAt: expect.any(String) } });
    expect(seen?.reports?.reports).toContainEqual({ reason: 'OTHER', text: 'ไม่สุภาพ', signedIn: true });
    expect((await view(comment.id, two))?.reports).toBeNull();
    expect(JSON.stringify(seen)).not.toMatch(/person:|guest:/);

    const dismiss = { input: { commentId: comment.id, reason: 'อ่านแล้ว เป็นความเห็นปกติ' } };
    expect(await secretariat.codeOf(DISMISS, dismiss)).toBe('FORBIDDEN');
    expect(await moderator.must(DISMISS, dismiss)).toEqual({
      dismissReports: { id: comment.id, state: 'PUBLISHED', reports: null },
    });
    expect(await moderator.codeOf(DISMISS, dismiss)).toBe('CONFLICT');
    expect(await desk({ reported: true })).toEqual([]);
  });

  it('hold it as well where the round says so; dismissing publishes it, hiding answers the reports', async () => {
    await set({ reportThreshold: 1, reportsHold: true });
    const citizen = await test.client().as('citizen');
    const ids: string[] = [];
    for (const body of ['ความเห็นที่หนึ่งซึ่งถูกรายงาน', 'ความเห็นที่สองซึ่งถูกรายงาน']) {
      const { comment } = await submit(test.client(), SECTION, body);
      await report(citizen, comment.id);
      ids.push(comment.id);
    }
    const [first, second] = ids as [string, string];
    expect(await view(first, test.client())).toMatchObject({ state: 'HELD', body: null, heldByCheck: null });
    await moderator.must(DISMISS, { input: { commentId: first, reason: 'ไม่พบปัญหา' } });
    expect((await view(first))?.state).toBe('PUBLISHED');
    await moderator.must(DECIDE, {
      input: {
        commentId: second,
        decision: 'REFUSE',
        expectedState: 'HELD',
        expectedRevision: 1,
        reasonCode: 'ABUSE',
      },
    });
    expect(await view(second)).toMatchObject({ state: 'REFUSED', reports: null });
    expect(await desk({ reported: false })).not.toContain(second);
    await set({});
  });

  it('take no report of what cannot be reported', async () => {
    const author = test.client();
    const { comment } = await submit(author, SECTION, 'ความเห็นของฉันเอง ใครก็ห้ามรายงาน');
    const input = { commentId: comment.id, reason: 'SPAM' };
    expect(await author.codeOf(REPORT, { input })).toBe('VALIDATION');
    expect((await view(comment.id, author))?.viewerMayReport).toBe(false);
    expect((await view(comment.id, test.client()))?.viewerMayReport).toBe(true);
    expect(await test.client().codeOf(REPORT, { input: { ...input, reason: 'OTHER' } })).toBe('VALIDATION');
    expect(await test.client().codeOf(REPORT, { input: { ...input, commentId: 'none' } })).toBe('NOT_FOUND');
    await set({ reportsOpen: false });
    expect(await test.client().codeOf(REPORT, { input })).toBe('VALIDATION');
    expect((await view(comment.id, test.client()))?.viewerMayReport).toBe(false);
    await set({});
  });

  it('limit how many one reader reports', async () => {
    const { comment } = await submit(test.client(), SECTION, 'ความเห็นที่มีคนกดรายงานซ้ำไปซ้ำมา');
    const reader = test.client();
    const codes: (string | null)[] = [];
    for (let n = 0; n < 11; n += 1)
      codes.push(await reader.codeOf(REPORT, { input: { commentId: comment.id, reason: 'SPAM' } }));
    expect(codes.slice(0, 10)).toEqual(Array(10).fill(null));
    expect(codes[10]).toBe('RATE_LIMITED');
    expect((await view(comment.id))?.reports?.count).toBe(1);
  });
});
