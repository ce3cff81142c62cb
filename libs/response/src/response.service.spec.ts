import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CommentStore, WithdrawCommentService } from '@rapfang/comment';
import { OutboxEntity } from '@rapfang/platform';
import { openRooms, type TestRooms } from '../../../test/harness/rooms.js';
import { ResponseModule } from './index.js';
import type { DraftResponseInput } from './response.input.js';
import { ResponseService } from './response.service.js';
import { ResponseStore } from './response.store.js';
import { ReviseResponseService } from './revise-response.service.js';
import { ResponseViews } from './response-views.js';

describe('Answering comments', () => {
  let rooms: TestRooms;
  let service: ResponseService;
  let revision: ReviseResponseService;
  let store: ResponseStore;
  beforeAll(async () => {
    rooms = await openRooms(ResponseModule);
    service = rooms.get(ResponseService);
    revision = rooms.get(ReviseResponseService);
    store = rooms.get(ResponseStore);
  });
  afterAll(() => rooms.close());

  const input = (commentIds: string[], more: Partial<DraftResponseInput> = {}): DraftResponseInput => ({
    planKey: rooms.planKey,
    commentIds,
    disposition: 'ACCEPTED',
    body: { th: 'รับไว้', en: 'Accepted' },
    reason: { th: 'ตรงเป้าหมาย', en: null },
    ...more,
  });
  const published = async () => {
    const id = await service.draft(rooms.as('DRAFTER'), input([await rooms.comment('s1.m1')]));
    await service.publish(rooms.as('SECRETARIAT', 'วิชัย'), id);
    return store.get({}, id);
  };
  const events = (responseId: string) =>
    rooms.test.database.reader.manager
      .find(OutboxEntity, { where: { type: 'response.published' }, order: { id: 'ASC' } })
      .then((rows) => rows.filter(({ payload }) => payload['responseId'] === responseId));

  it('numbers 20 drafts made at once without a gap, though some of them fail', async () => {
    const comments = await Promise.all(Array.from({ length: 20 }, () => rooms.comment('s1.m1')));
    const results = await Promise.allSettled(
      comments.map((id, n) =>
        service.draft(rooms.as('DRAFTER'), input(n % 5 === 4 ? [id, 'nothing'] : [id])),
      ),
    );
    const ids = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    expect(ids).toHaveLength(16);
    const codes = (await store.listByIds({}, ids)).map(({ code }) => code).sort();
    expect(codes).toEqual(Array.from({ length: 16 }, (_, n) => `R-${String(n + 1).padStart(3, '0')}`));
  });

  it('answers every comment at once, and tells each section once', async () => {
    const ids = [await rooms.comment('s1.m1'), await rooms.comment('s1.m1'), await rooms.comment('s2.m1')];
    const id = await service.draft(rooms.as('DRAFTER'), input(ids));
    const comments = rooms.get(CommentStore);
    expect((await comments.listByIds({}, ids)).map(({ answered }) => answered)).toEqual([0, 0, 0]);
    await service.publish(rooms.as('SECRETARIAT', 'วิชัย'), id);
    expect((await comments.listByIds({}, ids)).map(({ answered }) => answered)).toEqual([1, 1, 1]);
    expect((await events(id)).map(({ stream, payload }) => [stream, payload['commentIds']])).toEqual([
      ['section:plan-a/s1.m1', ids.slice(0, 2)],
      ['section:plan-a/s2.m1', ids.slice(2)],
    ]);
    // A second press changes nothing.
    await service.publish(rooms.as('SECRETARIAT'), id);
    expect(await events(id)).toHaveLength(2);
    expect(await store.get({}, id)).toMatchObject({ state: 'PUBLISHED', publishedByName: 'วิชัย' });
  });

  it('names the comments that cannot be answered, and writes nothing', async () => {
    const [good, withdrawn, pending] = [
      await rooms.comment('s1.m1'),
      await rooms.comment('s1.m1', 'WITHDRAWN'),
      await rooms.comment('s1.m1', 'PENDING'),
    ];
    const before = await store.count({}, { planId: rooms.planId, states: ['DRAFT', 'PUBLISHED'] });
    const drafter = rooms.as('DRAFTER');
    await expect(service.draft(drafter, input([good, withdrawn]))).rejects.toMatchObject({
      code: 'VALIDATION',
      field: 'commentIds',
      params: { rule: 'notWithdrawn', ids: withdrawn },
    });
    await expect(service.draft(drafter, input([good, pending]))).rejects.toMatchObject({
      params: { rule: 'published', ids: pending },
    });
    await expect(service.draft(drafter, input([]))).rejects.toMatchObject({ field: 'commentIds' });
    await expect(service.draft(drafter, input([good], { changedSectionKey: 's9' }))).rejects.toMatchObject({
      field: 'changedSectionKey',
    });
    expect(await store.count({}, { planId: rooms.planId, states: ['DRAFT', 'PUBLISHED'] })).toBe(before);
  });

  it('leaves out at publication what was withdrawn since, and refuses when nothing is left', async () => {
    const [kept, gone] = [await rooms.comment('s1.m1'), await rooms.comment('s1.m1')];
    const both = await service.draft(rooms.as('DRAFTER'), input([kept, gone]));
    const one = await service.draft(rooms.as('DRAFTER'), input([gone]));
    const author = rooms.as(null);
    await rooms
      .get(WithdrawCommentService)
      .withdrawComment({ ...author, actor: { ...author.actor, id: gone } }, { id: gone });
    await service.publish(rooms.as('SECRETARIAT'), both);
    expect((await events(both)).flatMap(({ payload }) => payload['commentIds'])).toEqual([kept]);
    await expect(service.publish(rooms.as('SECRETARIAT'), one)).rejects.toMatchObject({
      code: 'VALIDATION',
      field: 'commentIds',
    });
  });

  it('is not published without a Thai text and reason', async () => {
    const id = await service.draft(
      rooms.as('DRAFTER'),
      input([await rooms.comment('s1.m1')], { body: { th: ' ', en: 'Only English' } }),
    );
    await expect(service.publish(rooms.as('SECRETARIAT'), id)).rejects.toMatchObject({
      code: 'VALIDATION',
      field: 'body.th',
    });
    expect(await store.get({}, id)).toMatchObject({ state: 'DRAFT' });
  });

  it('lets one of two drafters who revise at once win; what the input leaves out stays', async () => {
    const id = await service.draft(
      rooms.as('DRAFTER'),
      input([await rooms.comment('s1.m1')], { changedSectionKey: 's1.m1' }),
    );
    const results = await Promise.allSettled(
      ['หนึ่ง', 'สอง'].map((text) =>
        revision.revise(rooms.as('DRAFTER'), { id, expectedRevision: 1, body: { th: text } }),
      ),
    );
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(results.find((one) => one.status === 'rejected')?.reason).toMatchObject({
      code: 'CONFLICT',
      params: { revision: 2 },
    });
    expect(await store.get({}, id)).toMatchObject({
      revision: 2,
      bodyEn: 'Accepted',
      reasonTh: 'ตรงเป้าหมาย',
      changedSectionKey: 's1.m1',
      changedVersion: 2,
    });
    await revision.revise(rooms.as('DRAFTER'), { id, expectedRevision: 2, changedSectionKey: null });
    expect(await store.get({}, id)).toMatchObject({ changedSectionKey: null, changedVersion: null });
  });

  it('keeps the old text readable when the secretariat corrects a published one; drafters may not', async () => {
    const response = await published();
    await expect(
      revision.revise(rooms.as('DRAFTER'), { id: response.id, expectedRevision: 1, body: { th: 'แก้' } }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await revision.revise(rooms.as('SECRETARIAT'), {
      id: response.id,
      expectedRevision: 1,
      body: { th: 'แก้แล้ว' },
    });
    expect(await store.get({}, response.id)).toMatchObject({
      bodyTh: 'แก้แล้ว',
      revision: 2,
      state: 'PUBLISHED',
    });
    expect(await store.listRevisions({}, response.id)).toEqual([
      expect.objectContaining({ revision: 1, bodyTh: 'รับไว้', publishedByName: 'วิชัย' }),
    ]);
    await expect(
      revision.revise(rooms.as('SECRETARIAT'), { id: response.id, expectedRevision: 2, body: { th: '' } }),
    ).rejects.toMatchObject({ field: 'body.th' });
    expect(await events(response.id)).toHaveLength(2);
  });

  it('takes no comment from a published response, but gives it to late arrivals', async () => {
    const response = await published();
    const late = await rooms.comment('s2.m1');
    const secretariat = rooms.as('SECRETARIAT');
    await expect(
      revision.revise(secretariat, { id: response.id, expectedRevision: 1, removeCommentIds: [late] }),
    ).rejects.toMatchObject({ field: 'removeCommentIds' });
    await revision.revise(secretariat, { id: response.id, expectedRevision: 1, addCommentIds: [late] });
    expect((await rooms.get(CommentStore).getById({}, late)).answered).toBe(1);
  });

  it('shows drafts to nobody outside: not by list, comment, live view, or by acting on them', async () => {
    const comment = await rooms.comment('s1.m1');
    const id = await service.draft(rooms.as('DRAFTER'), input([comment]));
    const views = rooms.get(ResponseViews);
    expect(await views.liveViews([id])).toEqual([]);
    expect(await views.ofComment(rooms.as(null), comment)).toEqual([]);
    const list = await store.list({}, { planId: rooms.planId, states: ['PUBLISHED'] }, { first: 100 });
    expect(list.items.map((one) => one.id)).not.toContain(id);
    await expect(service.publish(rooms.as(null), id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(service.publish(rooms.as('DRAFTER'), id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(service.draft(rooms.as('MODERATOR'), input([comment]))).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('lists by strategy, newest first, forward and backward', async () => {
    const other = await service.draft(rooms.as('DRAFTER'), input([await rooms.comment('s2.m1')]));
    const filter = { planId: rooms.planId, states: ['DRAFT', 'PUBLISHED'] as const, strategyNumber: 2 };
    const all = await store.list({}, filter, { first: 100 });
    expect(all.items[0]?.id).toBe(other);
    expect(all.items.length).toBe(await store.count({}, filter));
    expect(all.items.length).toBeLessThan(await store.count({}, { ...filter, strategyNumber: null }));
    const first = await store.list({}, filter, { first: 2 });
    const second = await store.list({}, filter, { first: 2, after: first.cursors[1] as string });
    const back = await store.list({}, filter, { last: 2, before: second.cursors[0] as string });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(
      all.items.slice(0, first.items.length + second.items.length).map(({ id }) => id),
    );
    expect(back.items.map(({ id }) => id)).toEqual(first.items.map(({ id }) => id));
  });

  it('reads the responses of 50 comments, and the first comments of many responses, in one statement each', async () => {
    const ctx = rooms.as(null);
    const views = rooms.get(ResponseViews);
    const comments = await Promise.all(Array.from({ length: 50 }, () => rooms.comment('s1.m1')));
    const responses = await Promise.all(
      [comments.slice(0, 25), comments.slice(25)].map((ids) =>
        service.draft(rooms.as('DRAFTER'), input(ids)),
      ),
    );
    for (const id of responses) await service.publish(rooms.as('SECRETARIAT'), id);
    rooms.test.statements.reset();
    const answers = await Promise.all(comments.map((id) => views.ofComment(ctx, id)));
    expect(rooms.test.statements.list).toHaveLength(1);
    expect(answers.every(([response]) => responses.includes(response?.id ?? ''))).toBe(true);
    rooms.test.statements.reset();
    const pages = await Promise.all(
      responses.map((id) => views.commentsOf(ctx, { id, planId: rooms.planId }, { first: 10 })),
    );
    expect(rooms.test.statements.list).toHaveLength(2);
    expect(pages.map(({ edges, pageInfo }) => [edges.length, pageInfo.hasNextPage])).toEqual([
      [10, true],
      [10, true],
    ]);
    const next = await views.commentsOf(
      ctx,
      { id: responses[0] as string, planId: rooms.planId },
      { first: 20, after: pages[0]?.pageInfo.endCursor ?? null },
    );
    expect(next.edges.map(({ node }) => node.id)).toEqual([...comments.slice(0, 25)].sort().slice(10));
  });

  it('answers 5,000 comments at once, in events that the outbox can hold', async () => {
    const ids: string[] = [];
    await rooms.test.database.transaction({}, async (within) => {
      for (let n = 0; n < 5_000; n += 1)
        ids.push(await rooms.comment(n % 5 ? 's1.m1' : 's2.m1', 'PUBLISHED', { within }));
    });
    const id = await service.draft(rooms.as('DRAFTER'), input(ids));
    await expect(
      service.draft(rooms.as('DRAFTER'), input([...ids, await rooms.comment('s1.m1')])),
    ).rejects.toMatchObject({ field: 'commentIds' });
    await service.publish(rooms.as('SECRETARIAT'), id);
    const told = await events(id);
    expect(told.flatMap(({ payload }) => payload['commentIds']).sort()).toEqual([...ids].sort());
    expect(told.map(({ payload }) => (payload['commentIds'] as string[]).length)).toEqual([
      1000, 1500, 1500, 1000,
    ]);
    for (const { payload } of told) expect(JSON.stringify(payload).length).toBeLessThan(65_535);
  });
});
