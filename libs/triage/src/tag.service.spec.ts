import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, OutboxEntity, systemContext } from '@rapfang/platform';
import { openRooms, type TestRooms } from '../../../test/harness/rooms.js';
import { TriageModule } from './index.js';
import { PlanTags } from './plan-tags.js';
import { CommentTagEntity, TagEntity } from './tag.entity.js';
import { TagService } from './tag.service.js';
import { TagStore } from './tag.store.js';

describe('Tagging comments', () => {
  let rooms: TestRooms;
  let service: TagService;
  let store: TagStore;
  let tags: Map<string, string>;
  beforeAll(async () => {
    rooms = await openRooms(TriageModule);
    service = rooms.get(TagService);
    store = rooms.get(TagStore);
    await rooms.get(PlanTags).sync(systemContext(), rooms.planId);
    tags = new Map((await store.listOfPlan({}, rooms.planId)).map((tag) => [tag.key, tag.id]));
  });
  afterAll(() => rooms.close());

  const tag = (key: string) => tags.get(key) as string;
  const rowsOf = (commentId: string) =>
    rooms.test.database.reader.manager.find(CommentTagEntity, { where: { commentId }, order: { id: 'ASC' } });
  const eventsOf = async (commentId: string) =>
    (await rooms.test.database.reader.manager.findBy(OutboxEntity, { type: 'comment.tagged' })).filter(
      ({ payload }) => payload['commentId'] === commentId,
    );

  it('takes its headings from the published plan, in reading order', async () => {
    const list = await store.listOfPlan({}, rooms.planId);
    expect(list.map(({ kind, key, strategyNumber }) => [kind, key, strategyNumber])).toEqual([
      ['STRATEGY', 's1', 1],
      ['MEASURE', 's1.m1', 1],
      ['STRATEGY', 's2', 2],
      ['MEASURE', 's2.m1', 2],
      ['FOCUS_AREA', 'f1', null],
    ]);
  });

  it('changes nothing when the same version is read again, and retires what a plan no longer has', async () => {
    await rooms.test.database.transaction(rooms.as(null), async (ctx) => {
      await store.insertTag(ctx, rooms.planId, {
        kind: 'MEASURE',
        key: 's9.m9',
        code: '9',
        label: { th: 'เก่า', en: null },
        strategyNumber: 9,
        sectionId: null,
        position: 99,
      });
    });
    await rooms.get(PlanTags).sync(systemContext(), rooms.planId);
    expect((await store.listOfPlan({}, rooms.planId)).map(({ id }) => id)).toEqual([...tags.values()]);
    const all = await rooms.test.database.reader.manager.findBy(TagEntity, { planId: rooms.planId });
    expect(all.filter(({ retiredAt }) => retiredAt !== null).map(({ key }) => key)).toEqual(['s9.m9']);
  });

  it('puts many tags on many comments in one act, says who and tells each section once for each comment', async () => {
    const ids = [await rooms.comment('s1.m1'), await rooms.comment('s2.m1')];
    await service.tag(rooms.as('MODERATOR', 'ปรียา'), { commentIds: ids, add: [tag('s1'), tag('f1')] });
    const shown = await store.listShown({}, ids);
    expect(shown.map(({ commentId, key, byName, source }) => [commentId, key, byName, source])).toEqual(
      expect.arrayContaining(
        ids.flatMap((id) => [
          [id, 's1', 'ปรียา', 'PERSON'],
          [id, 'f1', 'ปรียา', 'PERSON'],
        ]),
      ),
    );
    expect(shown).toHaveLength(4);
    expect((await eventsOf(ids[0] as string)).map(({ stream }) => stream)).toEqual(['section:plan-a/s1.m1']);
  });

  it('does nothing when it is done again, also at the same moment', async () => {
    const id = await rooms.comment('s1.m1');
    const input = { commentIds: [id], add: [tag('s1')] };
    await Promise.all(['หนึ่ง', 'สอง', 'สาม'].map((name) => service.tag(rooms.as('DRAFTER', name), input)));
    await service.tag(rooms.as('DRAFTER', 'สี่'), input);
    const rows = await rowsOf(id);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.byName).not.toBe('สี่');
    expect(await eventsOf(id)).toHaveLength(1);
  });

  it('keeps on record what was taken off, and by whom, and can put it back', async () => {
    const id = await rooms.comment('s1.m1');
    const [first, second] = [rooms.as('MODERATOR', 'หนึ่ง'), rooms.as('DRAFTER', 'สอง')];
    await service.tag(first, { commentIds: [id], add: [tag('s1')] });
    await service.tag(second, { commentIds: [id], remove: [tag('s1')] });
    expect(await store.listShown({}, [id])).toEqual([]);
    await service.tag(second, { commentIds: [id], add: [tag('s1')] });
    await service.tag(first, { commentIds: [id], remove: [tag('s1')] });
    expect((await rowsOf(id)).map(({ actorId, removedBy, active }) => [actorId, removedBy, active])).toEqual([
      [first.actor.id, second.actor.id, null],
      [second.actor.id, first.actor.id, null],
    ]);
  });

  it('is all or nothing, and names the comment or tag that does not fit', async () => {
    const good = await rooms.comment('s1.m1');
    const withdrawn = await rooms.comment('s1.m1', 'WITHDRAWN');
    const moderator = rooms.as('MODERATOR');
    const refused = async (input: Parameters<TagService['tag']>[1]) =>
      service.tag(moderator, input).then(
        () => null,
        (error: { field: string }) => error.field,
      );
    expect(await refused({ commentIds: [good, withdrawn], add: [tag('s1')] })).toBe('commentIds.1');
    expect(await refused({ commentIds: [good, good, newId()], add: [tag('s1')] })).toBe('commentIds.2');
    expect(await refused({ commentIds: [good], add: [tag('s1'), newId()] })).toBe('add.1');
    expect(await rowsOf(good)).toEqual([]);
  });

  it('makes no noise on the public stream for what the public cannot see', async () => {
    const id = await rooms.comment('s1.m1', 'PENDING');
    await service.tag(rooms.as('MODERATOR'), { commentIds: [id], add: [tag('s1')] });
    expect((await eventsOf(id)).map(({ stream }) => stream)).toEqual([null]);
  });

  it('is for moderators and drafters of the plan; to others a pending comment does not exist', async () => {
    const [open, pending] = [await rooms.comment('s1.m1'), await rooms.comment('s1.m1', 'PENDING')];
    await expect(
      service.tag(rooms.as('OBSERVER'), { commentIds: [open], add: [tag('s1')] }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(service.tag(rooms.as(null), { commentIds: [open], add: [tag('s1')] })).rejects.toMatchObject(
      { code: 'SIGN_IN_REQUIRED' },
    );
    await expect(
      service.tag(rooms.as(null), { commentIds: [pending], add: [tag('s1')] }),
    ).rejects.toMatchObject({ code: 'VALIDATION', field: 'commentIds.0' });
  });
});
