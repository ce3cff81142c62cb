import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditEntryEntity } from '@rapfang/audit';
import { RoundEntity } from '@rapfang/consultation';
import { newId, OutboxEntity } from '@rapfang/platform';
import { openRooms, type TestRooms } from '../../../test/harness/rooms.js';
import { CloseHearingService } from './close-hearing.service.js';
import type { HearingEntity } from './hearing.entity.js';
import { hearingStream } from './hearing.events.js';
import { HearingView } from './hearing-view.js';
import { HearingModule } from './index.js';
import { HearingStore } from './hearing.store.js';
import {
  PrepareHearingService,
  type AgendaItemDraft,
  type HearingDraft,
  type NewHearing,
} from './prepare-hearing.service.js';
import { RunHearingService } from './run-hearing.service.js';

const AT = '2026-01-05T03:00:00.000Z';

describe('A hearing', () => {
  let rooms: TestRooms;
  let preparing: PrepareHearingService;
  let running: RunHearingService;
  let store: HearingStore;
  let number = 0;

  beforeAll(async () => {
    rooms = await openRooms(HearingModule);
    preparing = rooms.get(PrepareHearingService);
    running = rooms.get(RunHearingService);
    store = rooms.get(HearingStore);
    await rooms.test.database.transaction({}, async (ctx) => {
      await rooms.test.database.writing(ctx).insert(RoundEntity, {
        id: newId(),
        planId: rooms.planId,
        versionId: null,
        key: 'round-1',
        position: 0,
        method: 'PUBLIC_HEARING',
        statedState: null,
        titleTh: 'ประชาพิจารณ์',
        titleEn: null,
        topics: [],
        questions: [],
        datePrecision: 'DAY',
        opensAt: AT,
        closesAt: null,
        moderationPolicy: 'AFTER_PUBLICATION',
        participation: 'ANYONE',
        participants: { people: null, agencies: null, groups: null },
        demonstration: 0,
        createdAt: AT,
      });
    });
  });
  afterAll(() => rooms.close());

  const draft = (more: Partial<NewHearing> = {}): NewHearing => ({
    planKey: rooms.planKey,
    roundKey: 'round-1',
    key: `hearing-${(number += 1)}`,
    title: { th: 'ประชาพิจารณ์ร่างแผน' },
    startsAt: '2026-12-01T13:30:00+07:00',
    endsAt: '2026-12-01T16:00:00+07:00',
    streamUrl: 'https://youtu.be/abcDEF123_-',
    items: [
      { title: { th: 'เปิดประชุม' }, minutes: 10 },
      { title: { th: 'มาตรการที่ 1', en: 'Measure 1' }, sectionKey: 's1.m1', minutes: 40 },
    ],
    ...more,
  });
  const create = (more: Partial<NewHearing> = {}) => preparing.create(rooms.as('SECRETARIAT'), draft(more));
  const itemsOf = (hearing: HearingEntity) => store.listItems({}, [hearing.id]);

  it('is set up with its agenda, on record and announced to those who follow', async () => {
    const hearing = await create();
    expect(hearing).toMatchObject({
      state: 'PREPARED',
      streamKind: 'YOUTUBE',
      startsAt: '2026-12-01T06:30:00.000Z',
    });
    expect(await itemsOf(hearing)).toMatchObject([
      { position: 0, sectionKey: null, minutes: 10 },
      { position: 1, sectionKey: 's1.m1', minutes: 40 },
    ]);
    const { manager } = rooms.test.database.reader;
    expect(await manager.countBy(AuditEntryEntity, { subjectId: hearing.id })).toBe(1);
    expect(await manager.countBy(OutboxEntity, { stream: hearingStream(hearing.id) })).toBe(1);
    const shown = await rooms.get(HearingView).byKey(rooms.as(null), hearing.key);
    expect(shown?.title).toEqual({ th: 'ประชาพิจารณ์ร่างแผน', en: null });
  });

  it.each([
    [{ items: [] }, 'items'],
    [{ items: [{ title: { th: 'ก' }, sectionKey: 's9', minutes: 5 }] }, 'items.0.sectionKey'],
    [{ items: [{ title: { th: 'ก' }, minutes: 0 }] }, 'items.0.minutes'],
    [{ items: [{ title: {}, minutes: 5 }] }, 'items.0.title'],
    [{ items: [{ id: newId(), title: { th: 'ก' }, minutes: 5 }] }, 'items.0.id'],
    [{ streamUrl: 'https://evil.example/' }, 'streamUrl'],
    [{ endsAt: '2026-11-01T00:00:00Z' }, 'endsAt'],
    [{ roundKey: 'nowhere' }, 'roundKey'],
    [{ key: 'No Good' }, 'key'],
    [{ title: {} }, 'title'],
  ] as [Partial<NewHearing>, string][])('refuses %j, naming %s, and writes nothing', async (more, field) => {
    const before = (await store.listOfPlans({}, [rooms.planId])).length;
    await expect(create(more)).rejects.toMatchObject({ field });
    expect(await store.listOfPlans({}, [rooms.planId])).toHaveLength(before);
  });

  it('has a key of its own', async () => {
    const { key } = await create();
    await expect(create({ key })).rejects.toMatchObject({ code: 'CONFLICT', field: 'key' });
  });

  it('is set up by the secretariat of that plan alone', async () => {
    for (const role of ['MODERATOR', 'DRAFTER', 'OBSERVER', 'ADMINISTRATOR', null] as const) {
      await expect(preparing.create(rooms.as(role), draft())).rejects.toMatchObject({
        code: role ? 'FORBIDDEN' : 'SIGN_IN_REQUIRED',
      });
    }
    const elsewhere = rooms.as('SECRETARIAT');
    const other = {
      ...elsewhere,
      actor: { ...elsewhere.actor, grants: [{ role: 'SECRETARIAT', scope: newId() }] },
    };
    await expect(preparing.create(other, draft())).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('starts with its first item, goes on for everybody, pauses and closes', async () => {
    const hearing = await create();
    const [first, second] = await itemsOf(hearing);
    const moderator = rooms.as('MODERATOR');
    const live = await running.move(moderator, hearing.id, 'START', 'PREPARED');
    expect(live).toMatchObject({ state: 'LIVE', currentItemId: first?.id });
    await running.goTo(moderator, hearing.id, second?.id as string, first?.id as string);
    await running.goTo(moderator, hearing.id, first?.id as string, second?.id as string);
    const back = await itemsOf(hearing);
    expect(back[0]?.startedAt).toBe(live.openedAt);
    expect(back[0]?.endedAt).toBeNull();
    expect(back[1]?.endedAt).not.toBeNull();
    await running.move(moderator, hearing.id, 'PAUSE', 'LIVE');
    await expect(rooms.get(CloseHearingService).close(moderator, hearing.id, 'PAUSED')).rejects.toMatchObject(
      {
        code: 'FORBIDDEN',
      },
    );
    const closed = await rooms.get(CloseHearingService).close(rooms.as('SECRETARIAT'), hearing.id, 'PAUSED');
    expect(closed).toMatchObject({ state: 'CLOSED', currentItemId: null });
    await expect(running.move(moderator, hearing.id, 'START', 'CLOSED')).rejects.toMatchObject({
      field: 'move',
    });
  });

  it('lets one of two desks that act at once win', async () => {
    const hearing = await create();
    const [first, second] = await itemsOf(hearing);
    const starts = await Promise.allSettled(
      [1, 2, 3, 4].map(() => running.move(rooms.as('MODERATOR'), hearing.id, 'START', 'PREPARED')),
    );
    expect(starts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const steps = await Promise.allSettled(
      [1, 2, 3].map(() =>
        running.goTo(rooms.as('MODERATOR'), hearing.id, second?.id as string, first?.id as string),
      ),
    );
    expect(steps.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('hides a rehearsal from the public and forgets it when it ends', async () => {
    const hearing = await create();
    const view = rooms.get(HearingView);
    await running.move(rooms.as('MODERATOR'), hearing.id, 'REHEARSE', 'PREPARED');
    expect(await view.byKey(rooms.as(null), hearing.key)).toMatchObject({
      state: 'PREPARED',
      currentItemId: null,
    });
    const citizen = rooms.as(null);
    const model = await view.byKey(citizen, hearing.key);
    expect((await view.agenda(citizen, model as never))[0]?.startedAt).toBeNull();
    expect(await view.byKey(rooms.as('OBSERVER'), hearing.key)).toMatchObject({ state: 'REHEARSAL' });
    await running.move(rooms.as('MODERATOR'), hearing.id, 'END_REHEARSAL', 'REHEARSAL');
    expect(await itemsOf(hearing)).toMatchObject([{ startedAt: null }, { startedAt: null }]);
  });

  it('is changed by who read its newest revision, and keeps items that were begun', async () => {
    const hearing = await create();
    const secretariat = rooms.as('SECRETARIAT');
    await running.move(rooms.as('MODERATOR'), hearing.id, 'START', 'PREPARED');
    const [first] = await itemsOf(hearing);
    const change: HearingDraft = draft();
    await expect(preparing.change(secretariat, hearing.id, 9, change)).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    await expect(preparing.change(secretariat, hearing.id, 1, change)).rejects.toMatchObject({
      field: 'items',
    });
    const items = [
      { id: first?.id as string, title: { th: 'เปิด' }, minutes: 15 },
      change.items[1] as AgendaItemDraft,
    ];
    const changed = await preparing.change(secretariat, hearing.id, 1, { ...change, items });
    expect(changed.revision).toBe(2);
    expect((await itemsOf(hearing))[0]).toMatchObject({ id: first?.id, titleTh: 'เปิด', minutes: 15 });
    const [known] = items;
    await expect(
      preparing.change(secretariat, hearing.id, 2, {
        ...change,
        items: [{ ...known, sectionKey: 's2.m1', title: { th: 'เปิด' }, minutes: 1 }],
      }),
    ).rejects.toMatchObject({ field: 'items.0.sectionKey' });
  });

  it('takes settings within their bounds', async () => {
    const hearing = await create();
    const moderator = rooms.as('MODERATOR');
    expect(await running.settle(moderator, hearing.id, { slowSeconds: 30, guestsMay: false })).toMatchObject({
      slowSeconds: 30,
      guestsMay: 0,
    });
    for (const slowSeconds of [-1, 601, 1.5]) {
      await expect(running.settle(moderator, hearing.id, { slowSeconds })).rejects.toMatchObject({
        field: 'slowSeconds',
      });
    }
  });
});
