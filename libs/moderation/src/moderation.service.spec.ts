import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditEntryEntity } from '@rapfang/audit';
import { CommentStore, CommentViews } from '@rapfang/comment';
import { OutboxEntity, type Ctx } from '@rapfang/platform';
import { openRooms, type TestRooms } from '../../../test/harness/rooms.js';
import { ModerationModule } from './index.js';
import { CommentDecisionsResolver } from './moderation.resolver.js';
import { ModerationService } from './moderation.service.js';
import { ModerationStore } from './moderation.store.js';

describe('Deciding about a comment', () => {
  let rooms: TestRooms;
  let service: ModerationService;
  let store: ModerationStore;
  beforeAll(async () => {
    rooms = await openRooms(ModerationModule);
    service = rooms.get(ModerationService);
    store = rooms.get(ModerationStore);
  });
  afterAll(() => rooms.close());

  const stateOf = async (id: string) => (await rooms.get(CommentStore).getById({}, id)).state;

  it('changes the state and keeps the decision, the audit entry and the event together', async () => {
    const id = await rooms.comment('s1.m1', 'PENDING');
    await service.decide(rooms.as('MODERATOR', 'ปรียา'), {
      commentId: id,
      decision: 'REFUSE',
      expectedState: 'PENDING',
      expectedRevision: 1,
      reasonCode: 'OTHER',
      reasonText: ' ส่งผิดที่ ',
    });
    expect(await stateOf(id)).toBe('REFUSED');
    expect(await store.listOf({}, [id])).toEqual([
      expect.objectContaining({
        fromState: 'PENDING',
        toState: 'REFUSED',
        decision: 'REFUSE',
        reasonCode: 'OTHER',
        reasonText: 'ส่งผิดที่',
        actorName: 'ปรียา',
      }),
    ]);
    const { manager } = rooms.test.database.reader;
    expect(await manager.findBy(AuditEntryEntity, { subjectId: id })).toHaveLength(1);
    const events = await manager.find(OutboxEntity, { where: { type: 'comment.refused' } });
    expect(events.map(({ stream, payload }) => [stream, payload['commentId']])).toEqual([[null, id]]);
  });

  it('lets exactly one of many moderators win, and tells the others the state and who was first', async () => {
    const id = await rooms.comment('s1.m1', 'PENDING');
    const names = ['หนึ่ง', 'สอง', 'สาม', 'สี่', 'ห้า', 'หก'];
    const results = await Promise.allSettled(
      names.map((name, n) =>
        service.decide(rooms.as('MODERATOR', name), {
          commentId: id,
          decision: n % 2 ? 'PUBLISH' : 'REFUSE',
          expectedState: 'PENDING',
          expectedRevision: 1,
          reasonCode: n % 2 ? null : 'ABUSE',
        }),
      ),
    );
    const winners = names.filter((_, n) => results[n]?.status === 'fulfilled');
    expect(winners).toHaveLength(1);
    const [decision] = await store.listOf({}, [id]);
    expect(await store.listOf({}, [id])).toHaveLength(1);
    for (const result of results.filter((one) => one.status === 'rejected')) {
      expect(result.reason).toMatchObject({
        code: 'CONFLICT',
        params: { state: decision?.toState, byName: winners[0] },
      });
    }
  });

  it('keeps every decision when one is reversed', async () => {
    const id = await rooms.comment('s1.m1', 'PUBLISHED');
    const moderator = rooms.as('MODERATOR');
    await service.decide(moderator, {
      commentId: id,
      decision: 'HIDE',
      expectedState: 'PUBLISHED',
      expectedRevision: 1,
      reasonCode: 'PERSONAL_DATA',
    });
    await service.decide(moderator, {
      commentId: id,
      decision: 'PUBLISH',
      expectedState: 'HIDDEN',
      expectedRevision: 1,
      reasonText: 'ไม่มีข้อมูลส่วนบุคคล',
    });
    expect((await store.listOf({}, [id])).map(({ decision }) => decision)).toEqual(['HIDE', 'PUBLISH']);
  });

  it('is shown with name and reason to the staff of the plan, in one query for a page, and to nobody else', async () => {
    const ids = [await rooms.comment('s1.m1'), await rooms.comment('s1.m1'), await rooms.comment('s1.m1')];
    for (const commentId of ids.slice(0, 2)) {
      await service.decide(rooms.as('MODERATOR', 'ปรียา'), {
        commentId,
        decision: 'HIDE',
        expectedState: 'PUBLISHED',
        expectedRevision: 1,
        reasonCode: 'ABUSE',
        reasonText: 'คำหยาบ',
      });
    }
    const seenBy = async (ctx: Ctx) => {
      const comments = await rooms.get(CommentViews).views(ctx, ids);
      rooms.test.statements.reset();
      return Promise.all(
        comments.map((comment) => rooms.get(CommentDecisionsResolver).decisions(ctx, comment)),
      );
    };
    for (const role of ['MODERATOR', 'DRAFTER', 'SECRETARIAT', 'ADMINISTRATOR', 'OBSERVER'] as const) {
      const decision = expect.objectContaining({
        decision: 'HIDE',
        fromState: 'PUBLISHED',
        toState: 'HIDDEN',
        byName: 'ปรียา',
        reason: { code: 'ABUSE', text: 'คำหยาบ' },
      });
      expect(await seenBy(rooms.as(role))).toEqual([[decision], [decision], []]);
      expect(rooms.test.statements.list).toHaveLength(1);
    }
    const moderator = rooms.as('MODERATOR');
    const grants = [{ role: 'MODERATOR', scope: 'another plan' }];
    const elsewhere = { ...moderator, actor: { ...moderator.actor, grants } };
    for (const ctx of [rooms.as(null), rooms.as('AGENCY'), elsewhere])
      expect((await seenBy(ctx)).flat()).toEqual([]);
  });

  it('lets the secretariat hide and nothing else, and nobody else anything', async () => {
    const id = await rooms.comment('s1.m1', 'PUBLISHED');
    const hide = {
      commentId: id,
      decision: 'HIDE',
      expectedState: 'PUBLISHED',
      expectedRevision: 1,
      reasonCode: 'UNLAWFUL',
    } as const;
    await expect(service.decide(rooms.as('DRAFTER'), hide)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(service.decide(rooms.as(null), hide)).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' });
    await service.decide(rooms.as('SECRETARIAT'), hide);
    await expect(
      service.decide(rooms.as('SECRETARIAT'), {
        commentId: id,
        decision: 'PUBLISH',
        expectedState: 'HIDDEN',
        expectedRevision: 1,
      }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await stateOf(id)).toBe('HIDDEN');
  });

  it('shows a pending comment to nobody without a role: it looks as if there were none', async () => {
    const id = await rooms.comment('s1.m1', 'PENDING');
    const publish = {
      commentId: id,
      decision: 'PUBLISH',
      expectedState: 'PENDING',
      expectedRevision: 1,
    } as const;
    await expect(service.decide(rooms.as(null), publish)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const elsewhere = rooms.as('MODERATOR');
    const stranger = {
      ...elsewhere,
      actor: { ...elsewhere.actor, grants: [{ role: 'MODERATOR', scope: 'another plan' }] },
    };
    await expect(service.decide(stranger, publish)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('refuses a decision that the state does not allow, and leaves everything as it was', async () => {
    const id = await rooms.comment('s1.m1', 'PUBLISHED');
    await expect(
      service.decide(rooms.as('MODERATOR'), {
        commentId: id,
        decision: 'HOLD',
        expectedState: 'PUBLISHED',
        expectedRevision: 1,
        reasonCode: 'ABUSE',
      }),
    ).rejects.toMatchObject({ code: 'VALIDATION', field: 'decision' });
    await expect(
      service.decide(rooms.as('MODERATOR'), {
        commentId: 'nothing',
        decision: 'PUBLISH',
        expectedState: 'PENDING',
        expectedRevision: 1,
      }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await stateOf(id)).toBe('PUBLISHED');
    expect(await store.listOf({}, [id])).toEqual([]);
  });
});
