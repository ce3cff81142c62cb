import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CommentPrivateEntity, CommentStore, WithdrawCommentService } from '@rapfang/comment';
import type { Ctx } from '@rapfang/platform';
import { openRooms, type TestRooms } from '../../../test/harness/rooms.js';
import { AppealFieldsResolver } from './appeal-fields.resolver.js';
import { AppealJudging } from './appeal-judging.js';
import { appealModel } from './appeal.model.js';
import { AppealService } from './appeal.service.js';
import { AppealStore } from './appeal.store.js';
import { ModerationModule } from './index.js';
import { ModerationService } from './moderation.service.js';
import { ModerationStore } from './moderation.store.js';
import { UndoService } from './undo.service.js';

describe('Appeals', () => {
  let rooms: TestRooms;
  let one: Ctx;
  let two: Ctx;
  beforeAll(async () => {
    rooms = await openRooms(ModerationModule);
  });
  afterAll(() => rooms.close());
  beforeEach(() => {
    [one, two] = [rooms.as('MODERATOR', 'ปรียา'), rooms.as('MODERATOR', 'ธนกร')];
  });

  const authorOf = (id: string): Ctx => {
    const guest = rooms.as(null);
    return { ...guest, actor: { ...guest.actor, id } };
  };
  const refused = async () => {
    const id = await rooms.comment('s1.m1', 'PENDING');
    const actId = await rooms.get(ModerationService).decide(one, {
      commentId: id,
      decision: 'REFUSE',
      expectedState: 'PENDING',
      expectedRevision: 1,
      reasonCode: 'OFF_TOPIC',
    });
    return { id, actId };
  };
  const appeal = (ctx: Ctx, commentId: string, more: object = {}) =>
    rooms.get(AppealService).appeal(ctx, { commentId, text: ' ขอให้ดูใหม่ ', ...more });
  const judge = (ctx: Ctx, appealId: string, outcome: 'UPHELD' | 'OVERTURNED', reasonText = 'เกี่ยวข้อง') =>
    rooms.get(AppealJudging).decide(ctx, { appealId, outcome, reasonText });
  const stateOf = async (id: string) => (await rooms.get(CommentStore).getById({}, id)).state;

  it('are made once, by the author, against a refusal or a hiding', async () => {
    const { id } = await refused();
    await expect(appeal(authorOf('somebody'), id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(appeal(two, id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(appeal(authorOf(id), id, { text: ' \n ' })).rejects.toMatchObject({ field: 'text' });
    await expect(appeal(authorOf(id), id, { text: 'ก'.repeat(2001) })).rejects.toMatchObject({
      field: 'text',
      params: { rule: 'maxLength', limit: 2000 },
    });
    expect(await appeal(authorOf(id), id)).toMatchObject({ state: 'OPEN', text: 'ขอให้ดูใหม่' });
    await expect(appeal(authorOf(id), id)).rejects.toMatchObject({ params: { rule: 'appealed' } });
    const published = await rooms.comment('s1.m1', 'PUBLISHED');
    await expect(appeal(authorOf(published), published)).rejects.toMatchObject({ params: { rule: 'state' } });
  });

  it('are made once even when sent many times at the same moment', async () => {
    const { id } = await refused();
    const results = await Promise.allSettled(Array.from({ length: 6 }, () => appeal(authorOf(id), id)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('are made with the receipt code by whoever has no cookie any more, and with no other code', async () => {
    const { id } = await refused();
    const receiptCode = 'RF-69-7KMP-QX3V';
    await rooms.test.database.transaction({}, ({ tx }) =>
      tx.manager.update(CommentPrivateEntity, { commentId: id }, { receiptCode }),
    );
    await expect(appeal(rooms.as(null), id, { receiptCode: 'RF-69-2222-2222' })).rejects.toMatchObject({
      field: 'receiptCode',
    });
    expect(await appeal(rooms.as(null), id, { receiptCode })).toMatchObject({ state: 'OPEN' });
  });

  it('are never decided by who decided before, and overturning publishes', async () => {
    const { id } = await refused();
    const { id: appealId } = await appeal(authorOf(id), id);
    await expect(judge(one, appealId, 'OVERTURNED')).rejects.toMatchObject({
      code: 'FORBIDDEN',
      params: { rule: 'ownDecision' },
    });
    await expect(judge(two, appealId, 'OVERTURNED', '  ')).rejects.toMatchObject({ field: 'reasonText' });
    await expect(judge(rooms.as('SECRETARIAT'), appealId, 'UPHELD')).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(judge(rooms.as(null), appealId, 'UPHELD')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await judge(two, appealId, 'OVERTURNED');
    expect(await stateOf(id)).toBe('PUBLISHED');
    expect((await rooms.get(ModerationStore).listOf({}, [id])).map(({ act }) => act)).toEqual([
      'DECIDE',
      'OVERTURN',
    ]);
    await expect(judge(two, appealId, 'UPHELD')).rejects.toMatchObject({
      code: 'CONFLICT',
      params: { state: 'OVERTURNED', byName: 'ธนกร' },
    });
    await expect(appeal(authorOf(id), id)).rejects.toMatchObject({ params: { rule: 'appealed' } });
  });

  it('are decided once by exactly one of many', async () => {
    const { id } = await refused();
    const { id: appealId } = await appeal(authorOf(id), id);
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, (_, n) =>
        judge(rooms.as('MODERATOR'), appealId, n % 2 ? 'UPHELD' : 'OVERTURNED'),
      ),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { state } = await rooms.get(AppealStore).getById({}, appealId);
    expect(await stateOf(id)).toBe(state === 'UPHELD' ? 'REFUSED' : 'PUBLISHED');
  });

  it('stop any other decision and any undo while they wait', async () => {
    const { id, actId } = await refused();
    await appeal(authorOf(id), id);
    expect(await rooms.get(UndoService).undo(one, actId)).toEqual([
      expect.objectContaining({ outcome: 'CONFLICT' }),
    ]);
    await expect(
      rooms.get(ModerationService).decide(two, {
        commentId: id,
        decision: 'PUBLISH',
        expectedState: 'REFUSED',
        expectedRevision: 1,
        reasonText: 'เผยแพร่ได้',
      }),
    ).rejects.toMatchObject({ params: { rule: 'appealOpen' } });
  });

  it('end with the comment, when its author withdraws it', async () => {
    const { id } = await refused();
    const { id: appealId } = await appeal(authorOf(id), id);
    await rooms.get(WithdrawCommentService).withdrawComment(authorOf(id), { id });
    expect((await rooms.get(AppealStore).getById({}, appealId)).state).toBe('LAPSED');
    await expect(judge(two, appealId, 'OVERTURNED')).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('say to the one who decided that somebody else must, and whether there is anybody', async () => {
    const { id } = await refused();
    const row = await appeal(authorOf(id), id);
    const bench = (ctx: Ctx) => rooms.get(AppealFieldsResolver).bench(ctx, appealModel(row, true));
    expect(await bench(one)).toEqual({ viewerMayDecide: false, viewerDecided: true, others: 0 });
    expect(await bench(two)).toMatchObject({ viewerMayDecide: true, viewerDecided: false });
    expect(await bench(authorOf(id))).toBeNull();
  });
});
