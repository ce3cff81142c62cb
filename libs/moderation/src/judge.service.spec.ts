import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { AuditEntryEntity } from '@rapfang/audit';
import {
  CommentStore,
  CommentViews,
  EditCommentService,
  Judges,
  RecentStore,
  SubmitCommentService,
  type CommentState,
} from '@rapfang/comment';
import { ROUND_MODERATION, RoundEntity, type RoundChecks } from '@rapfang/consultation';
import { newId, OutboxEntity, RequestLoaders, type Ctx } from '@rapfang/platform';
import { openRooms, type TestRooms } from '../../../test/harness/rooms.js';
import { BannedTermEntity } from './banned-term.entity.js';
import { CommentFindingsResolver } from './finding.resolver.js';
import { FindingStore } from './finding.store.js';
import { ModerationModule } from './index.js';
import { ModerationService } from './moderation.service.js';

const PHONE = 'ขอให้โทรกลับที่ 081-234-5678 เรื่องแผนนี้';
const CALL = 'โทรหาผม ๐๘๙ ๘๗๖ ๕๔๓๒';
const LONG = 'ขอให้หน่วยงานรัฐเปิดเผยข้อมูลการใช้จ่ายงบประมาณโครงการดิจิทัลทุกโครงการในรูปแบบที่เครื่องอ่านได้ และปรับปรุงทุกเดือน';

describe('Judging a comment before it is public', () => {
  let rooms: TestRooms;
  let roundId: string;
  beforeAll(async () => {
    rooms = await openRooms(ModerationModule);
    roundId = newId();
    await rooms.test.database.transaction({}, async (ctx) => {
      const manager = rooms.test.database.writing(ctx);
      await manager.insert(RoundEntity, {
        ...{ id: roundId, planId: rooms.planId, key: 'r1', position: 0, method: 'ONLINE_CONSULTATION' },
        ...{ topics: [], questions: [], datePrecision: 'DAY', demonstration: 0 },
        ...{ opensAt: '2020-01-01T00:00:00.000Z', closesAt: null, createdAt: '2020-01-01T00:00:00.000Z' },
        ...{ participants: { people: null, agencies: null, groups: null }, participation: 'ANYONE' },
        ...{ moderationPolicy: 'AFTER_PUBLICATION', ...ROUND_MODERATION },
      });
      await manager.insert(BannedTermEntity, {
        ...{ id: newId(), planId: null, text: 'ไอ้เลว', language: 'th', severity: 'HOLD', matching: 'WORD' },
        ...{ addedBy: 'x', addedAt: '2020-01-01T00:00:00.000Z' },
      });
    });
  });
  afterAll(() => rooms.close());

  const round = (change: {
    checks?: RoundChecks | null;
    moderationPolicy?: RoundEntity['moderationPolicy'];
  }) =>
    rooms.test.database.transaction({}, async (ctx) => {
      await rooms.test.database.writing(ctx).update(RoundEntity, { id: roundId }, change as never);
    });
  const again = (ctx: Ctx): Ctx => ({ ...ctx, loaders: new RequestLoaders() });
  const submit = (body: string, ctx = rooms.as(null), sectionKey = 's1.m1') =>
    rooms.get(SubmitCommentService).submitComment(again(ctx), {
      ...{ clientId: newId(), planKey: rooms.planKey, sectionKey, body, language: 'th' },
    });
  const edit = async (ctx: Ctx, id: string, body: string) => {
    const { revision } = await rooms.get(CommentStore).getById({}, id);
    return rooms.get(EditCommentService).editComment(again(ctx), { id, expectedRevision: revision, body });
  };
  const findingsOf = async (id: string) =>
    (await rooms.get(FindingStore).listOf({}, [id])).map(({ revision, checkName, outcome, evidence }) => [
      revision,
      checkName,
      outcome,
      evidence.rule,
    ]);
  const heldByCheck = async (ctx: Ctx, id: string) => {
    const [view] = await rooms.get(CommentViews).views(again(ctx), [id]);
    return view ? rooms.get(CommentFindingsResolver).heldByCheck(again(ctx), view) : 'unseen';
  };
  const recordOf = async (id: string) => {
    const entries = await rooms.test.database.reader.manager.find(AuditEntryEntity, {
      where: { subjectId: id },
      order: { id: 'ASC' },
    });
    return entries.map(({ action, actorKind }) => `${action} by ${actorKind}`);
  };

  it('publishes at once what nothing was found in, and remembers its fingerprint', async () => {
    const { comment } = await submit(LONG);
    expect(comment.state).toBe('PUBLISHED');
    expect(await findingsOf(comment.id)).toEqual([]);
    const [recent] = await rooms
      .get(RecentStore)
      .listRecent({}, { ...comment, since: '2020-01-01T00:00:00.000Z', limit: 5, fingerprint: null });
    expect(recent?.fingerprint).toMatch(/^1[0-9a-f]{16}$/);
  });

  it('holds personal data for a person, inserted once, and the record says who did what', async () => {
    const author = rooms.as(null);
    rooms.test.statements.reset();
    const { comment } = await submit(PHONE, author);
    expect(rooms.test.statements.list.filter((sql) => /UPDATE .?comment\b/i.test(sql))).toEqual([]);
    expect(comment).toMatchObject({ state: 'HELD', shown: 0, body: PHONE, reasonCode: 'PERSONAL_DATA' });
    expect(await findingsOf(comment.id)).toEqual([[1, 'PERSONAL_DATA', 'HOLD', 'FOUND']]);
    expect(await recordOf(comment.id)).toEqual(['comment.submitted by guest', 'comment.held by system']);
    const events = await rooms.test.database.reader.manager.find(OutboxEntity, { order: { id: 'ASC' } });
    expect(
      events
        .filter(({ payload }) => payload['commentId'] === comment.id)
        .map(({ type, stream }) => [type, stream]),
    ).toEqual([
      ['comment.submitted', null],
      ['comment.held', null],
    ]);
    expect(await heldByCheck(author, comment.id)).toBe('PERSONAL_DATA');
    expect(await heldByCheck(rooms.as('MODERATOR'), comment.id)).toBe('PERSONAL_DATA');
    expect(await heldByCheck(rooms.as(null), comment.id)).toBe('unseen');
  });

  it('publishes it once its author has taken the number out, and holds it again when it comes back', async () => {
    const author = rooms.as(null);
    const { comment } = await submit(CALL, author);
    expect((await edit(author, comment.id, 'ขอให้ติดต่อกลับเรื่องแผนนี้')).state).toBe('PUBLISHED');
    const held = await edit(author, comment.id, CALL);
    expect(held).toMatchObject({ state: 'HELD', shown: 1, reasonCode: 'PERSONAL_DATA' });
    expect(await findingsOf(comment.id)).toEqual([
      [1, 'PERSONAL_DATA', 'HOLD', 'FOUND'],
      [3, 'PERSONAL_DATA', 'HOLD', 'FOUND'],
    ]);
    expect(await recordOf(comment.id)).toEqual([
      'comment.submitted by guest',
      'comment.held by system',
      'comment.edited by guest',
      'comment.published by guest',
      'comment.edited by guest',
      'comment.held by system',
    ]);
    const [seen] = await rooms.get(CommentViews).publicViews([comment.id]);
    expect(seen).toMatchObject({ state: 'HELD', body: null, author: { displayName: null } });
  });

  it('leaves a hold of a moderator as it is, whatever the new text', async () => {
    await round({ moderationPolicy: 'BEFORE_PUBLICATION' });
    const author = rooms.as(null);
    const { comment } = await submit('ความเห็นที่รอการตรวจ', author);
    await round({ moderationPolicy: 'AFTER_PUBLICATION' });
    expect(comment.state).toBe('PENDING');
    await rooms.get(ModerationService).decide(rooms.as('MODERATOR'), {
      ...{
        commentId: comment.id,
        decision: 'HOLD',
        expectedState: 'PENDING',
        expectedRevision: 1,
        reasonCode: 'OFF_TOPIC',
      },
    });
    for (const body of ['ข้อความใหม่ที่ไม่มีอะไร', PHONE])
      expect(await edit(author, comment.id, body)).toMatchObject({ state: 'HELD', reasonCode: 'OFF_TOPIC' });
    expect(await heldByCheck(author, comment.id)).toBeNull();
  });

  it('tells the author which check, never which word of the list', async () => {
    const author = rooms.as(null);
    const { comment } = await submit('พวก ไ อ้ เ ล ว ทั้งนั้น', author);
    expect(comment).toMatchObject({ state: 'HELD', reasonCode: 'ABUSE', reasonText: null });
    const [view] = await rooms.get(CommentViews).views(author, [comment.id]);
    expect(await rooms.get(CommentFindingsResolver).findings(author, view as never)).toEqual([]);
    const staff = rooms.as('DRAFTER');
    const [seen] = await rooms.get(CommentViews).views(staff, [comment.id]);
    expect(await rooms.get(CommentFindingsResolver).findings(staff, seen as never)).toEqual([
      expect.objectContaining({
        check: 'TERMS',
        outcome: 'HOLD',
        marks: [expect.objectContaining({ kind: 'TERM' })],
      }),
    ]);
  });

  it('marks what others said, holds what the author said, on the same section', async () => {
    const first = rooms.as(null);
    expect((await submit(LONG, first, 's2.m1')).comment.state).toBe('PUBLISHED');
    const campaign = await submit(`${LONG} — สมาชิกเครือข่าย`, rooms.as(null), 's2.m1');
    expect(campaign.comment.state).toBe('PUBLISHED');
    expect(await findingsOf(campaign.comment.id)).toEqual([[1, 'NEAR_DUPLICATE', 'FLAG', 'SAID_BY_OTHERS']]);
    const own = await submit(`${LONG} นะครับ`, first, 's2.m1');
    expect(own.comment).toMatchObject({ state: 'HELD', reasonCode: 'DUPLICATE' });
  });

  it.each<[string, RoundChecks, CommentState]>([
    ['off', { PERSONAL_DATA: 'OFF' }, 'PUBLISHED'],
    ['to mark only', { PERSONAL_DATA: 'FLAG' }, 'PUBLISHED'],
    ['to hold', { PERSONAL_DATA: 'HOLD' }, 'HELD'],
  ])('does what the round says: %s', async (_name, checks, state) => {
    await round({ checks });
    expect((await submit(PHONE)).comment.state).toBe(state);
    await round({ checks: null });
  });

  it('keeps the comment for a person when the checks fail or take too long, and never loses it', async () => {
    const recent = rooms.get(RecentStore);
    const failing = jest.spyOn(recent, 'listRecent').mockRejectedValue(new Error('the database is away'));
    expect((await submit('ความเห็นที่ตรวจไม่ได้')).comment.state).toBe('PENDING');
    failing.mockImplementation(() => new Promise(() => undefined));
    expect((await submit('ความเห็นที่ตรวจไม่ทัน')).comment.state).toBe('PENDING');
    failing.mockRestore();
    expect((await submit('ความเห็นที่ตรวจได้')).comment.state).toBe('PUBLISHED');
  });

  it('takes one look at the database for a comment', async () => {
    await submit('ความเห็นก่อนหน้า');
    rooms.test.statements.reset();
    await rooms.get(Judges).judge(rooms.as(null), {
      body: `${LONG} อีกครั้ง`,
      place: { planId: rooms.planId, sectionId: 'x', authorKey: 'guest:x', depth: 0 },
      round: null,
      at: '2026-01-01T00:00:00.000Z',
      edited: null,
    });
    expect(rooms.test.statements.list).toHaveLength(1);
  });
});
