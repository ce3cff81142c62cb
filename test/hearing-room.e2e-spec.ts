import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { RoleGrantEntity } from '@rapfang/access';
import { systemContext } from '@rapfang/platform';
import type { ApiClient } from './harness/api-client.js';
import {
  ANSWERED,
  createHearing,
  HEARING_BY_KEY,
  MOVE_HEARING,
  POSTS,
  SEND_IN_HEARING,
  sendInHearing,
  SET_HEARING,
  STAGE,
  startHearing,
  type HearingSeen,
  type SentInHearing,
} from './harness/hearings.js';
import { LivePage } from './harness/live-page.js';
import { DECIDE, THREAD } from './harness/operations.js';
import { startTestServer, type TestServer } from './harness/server.js';

interface PostsSeen {
  hearing: {
    posts: {
      totalCount: number;
      pageInfo: { hasNextPage: boolean; endCursor: string };
      edges: {
        node: {
          itemId: string;
          onStage: boolean;
          comment: { id: string; body: string | null; state: string };
        };
      }[];
    };
  };
}

describe('The room of a hearing', () => {
  let test: TestServer;
  let secretariat: ApiClient;
  let moderator: ApiClient;
  const pages: LivePage[] = [];

  beforeAll(async () => {
    test = await startTestServer();
    secretariat = await test.client().as('secretariat');
    moderator = await test.client().as('moderator');
  });
  afterEach(() => pages.splice(0).forEach((page) => page.close()));
  afterAll(() => test.stop());

  const live = async () => startHearing(moderator, await createHearing(secretariat));
  const open = (stream: string, after: number, options = {}) => {
    const page = new LivePage(test.server.url, stream, after, options);
    pages.push(page);
    return page;
  };
  const postsOf = async (client: ApiClient, key: string, variables = {}) =>
    (await client.must<PostsSeen>(POSTS, { key, first: 50, ...variables })).hearing.posts;

  it('carries a comment to everybody in it, to the section’s thread, and back to its author by receipt', async () => {
    const hearing = await live();
    const reader = open(hearing.room.stream, hearing.room.lastEvent);
    await reader.follow();
    const guest = test.client();
    const { comment, receiptCode } = await sendInHearing(guest, hearing.id, 'ขอให้เปิดช่องทางรับฟังทุกตำบล');
    expect(comment).toMatchObject({ state: 'PUBLISHED', channel: 'HEARING', sectionKey: 's4.m2' });
    expect(receiptCode).toMatch(/^RF-/);
    await reader.until(() => reader.seen.some(({ type }) => type === 'hearing.post'));
    expect(reader.seen.at(-1)).toMatchObject({
      type: 'hearing.post',
      post: {
        itemId: hearing.currentItemId,
        onStage: false,
        comment: { id: comment.id, body: comment.body },
      },
    });
    const { edges, totalCount } = await postsOf(test.client(), hearing.key);
    expect([totalCount, edges.map(({ node }) => node.comment.id)]).toEqual([1, [comment.id]]);
    const { section } = await guest.must<{ section: { thread: { edges: { node: { id: string } }[] } } }>(
      THREAD,
      {
        section: 's4.m2',
        first: 50,
      },
    );
    expect(section.thread.edges.map(({ node }) => node.id)).toContain(comment.id);
  });

  it('answers the same submission with the same comment, also after it was paused', async () => {
    const hearing = await live();
    const guest = test.client();
    const input = {
      hearingId: hearing.id,
      clientId: randomUUID(),
      body: 'ส่งซ้ำเพราะสัญญาณหลุด',
      language: 'TH',
    };
    const first = await guest.must<{ sendHearingComment: SentInHearing }>(SEND_IN_HEARING, { input });
    await moderator.must(MOVE_HEARING, { input: { id: hearing.id, move: 'PAUSE', expectedState: 'LIVE' } });
    const again = await guest.must<{ sendHearingComment: SentInHearing }>(SEND_IN_HEARING, { input });
    expect(again).toEqual(first);
    expect((await postsOf(guest, hearing.key)).totalCount).toBe(1);
  });

  it.each([
    ['before the start', null, 'PREPARED'],
    ['while it is paused', 'PAUSE', 'PAUSED'],
    ['after it was closed', 'CLOSE', 'CLOSED'],
  ])('takes nothing %s, and says why', async (_when, move, state) => {
    const prepared = await createHearing(secretariat);
    if (move) {
      await startHearing(moderator, prepared);
      await secretariat.must(MOVE_HEARING, { input: { id: prepared.id, move, expectedState: 'LIVE' } });
    }
    const { errors } = await test.client().ask(SEND_IN_HEARING, {
      input: { hearingId: prepared.id, clientId: randomUUID(), body: 'ยังส่งได้ไหม', language: 'TH' },
    });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'NOT_LIVE', params: { state } });
  });

  it('takes nothing on an item without a section, one that has not begun, or one of another hearing', async () => {
    const [hearing, other] = [await live(), await live()];
    const codes = await Promise.all(
      [hearing.items[0], hearing.items[2], other.items[1], { id: 'x' }].map(async (item) => {
        const input = {
          hearingId: hearing.id,
          itemId: item?.id,
          clientId: randomUUID(),
          body: 'ลองส่ง',
          language: 'TH',
        };
        const { errors } = await test.client().ask(SEND_IN_HEARING, { input });
        return [errors?.[0]?.extensions.code, errors?.[0]?.extensions.params['rule'] ?? null];
      }),
    );
    expect(codes).toEqual([
      ['VALIDATION', 'takesNoComments'],
      ['VALIDATION', 'notBegun'],
      ['NOT_FOUND', null],
      ['NOT_FOUND', null],
    ]);
  });

  it('keeps to slow mode and to people who signed in when the desk says so', async () => {
    const hearing = await live();
    const set = (input: object) =>
      moderator.must(SET_HEARING, { input: { hearingId: hearing.id, ...input } });
    await set({ slowSeconds: 60 });
    const guest = test.client();
    await sendInHearing(guest, hearing.id, 'ข้อความแรกของท่านนี้');
    const send = (client: ApiClient) =>
      client.ask(SEND_IN_HEARING, {
        input: { hearingId: hearing.id, clientId: randomUUID(), body: 'ข้อความที่สองของท่านนี้', language: 'TH' },
      });
    const soon = await send(guest);
    expect(soon.errors?.[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED' });
    expect(Number(soon.errors?.[0]?.extensions.params['seconds'])).toBeGreaterThan(50);
    test.clock.advance(61_000);
    expect((await send(guest)).errors).toBeUndefined();
    await set({ guestsMay: false });
    expect((await send(test.client())).errors?.[0]?.extensions.code).toBe('SIGN_IN_REQUIRED');
    expect((await send(await test.client().as('citizen'))).errors).toBeUndefined();
  });

  it('shows on stage what a moderator put there, and nothing that is not public', async () => {
    const hearing = await live();
    const reader = open(hearing.room.stream, hearing.room.lastEvent, { packed: true });
    await reader.follow();
    const one = await sendInHearing(test.client(), hearing.id, 'ข้อเสนอแรกขึ้นเวที '.repeat(60));
    const two = await sendInHearing(test.client(), hearing.id, 'ข้อเสนอที่สองขึ้นเวที');
    const stage = (commentId: string | null, client = moderator) =>
      client.ask<{ showOnStage: HearingSeen }>(STAGE, { input: { hearingId: hearing.id, commentId } });
    await stage(one.comment.id);
    const { data } = await stage(two.comment.id);
    expect(data?.showOnStage.room.onStage.map(({ comment }) => comment.id)).toEqual([two.comment.id]);
    await reader.until(() => reader.seen.filter(({ type }) => type === 'hearing.room').length > 0);
    await moderator.must(DECIDE, {
      input: {
        commentId: one.comment.id,
        decision: 'HIDE',
        expectedState: 'PUBLISHED',
        expectedRevision: 1,
        reasonCode: 'ABUSE',
      },
    });
    const hidden = await stage(one.comment.id);
    expect(hidden.errors?.[0]?.extensions).toMatchObject({
      field: 'commentId',
      params: { rule: 'published' },
    });
    await reader.until(() =>
      reader.seen.some((event) => event.type === 'hearing.post' && event.post.comment.state === 'HIDDEN'),
    );
    const last = reader.seen.findLast(
      (event) => event.type === 'hearing.post' && event.post.comment.id === one.comment.id,
    );
    expect(last).toMatchObject({ post: { comment: { body: null, state: 'HIDDEN' } } });
    expect(reader.packedFrames).toBeGreaterThan(0);
    expect((await stage(null, await test.client().as('citizen'))).errors?.[0]?.extensions.code).toBe(
      'FORBIDDEN',
    );
  });

  it('takes a comment off the stage when it is hidden', async () => {
    const hearing = await live();
    const { comment } = await sendInHearing(test.client(), hearing.id, 'ข้อความนี้จะถูกซ่อน');
    await moderator.must(STAGE, { input: { hearingId: hearing.id, commentId: comment.id } });
    await moderator.must(DECIDE, {
      input: {
        commentId: comment.id,
        decision: 'HIDE',
        expectedState: 'PUBLISHED',
        expectedRevision: 1,
        reasonCode: 'ABUSE',
      },
    });
    const { hearing: seen } = await moderator.must<{ hearing: HearingSeen }>(HEARING_BY_KEY, {
      key: hearing.key,
    });
    expect(seen.room.onStage).toEqual([]);
  });

  it('takes a comment out of the room and off the stage when its publication is undone', async () => {
    const hearing = await live();
    const reader = open(hearing.room.stream, hearing.room.lastEvent);
    await reader.follow();
    const { comment } = await sendInHearing(test.client(), hearing.id, 'โทรหาฉันที่ 081 234 5678 ได้เลย');
    expect(comment.state).toBe('HELD');
    const comments = [{ commentId: comment.id, expectedState: 'HELD', expectedRevision: 1 }];
    const { decideComments } = await moderator.must<{ decideComments: { actId: string } }>(
      'mutation($input: DecideCommentsInput!) { decideComments(input: $input) { actId results { outcome } } }',
      { input: { decision: 'PUBLISH', comments } },
    );
    await moderator.must(STAGE, { input: { hearingId: hearing.id, commentId: comment.id } });
    await reader.until(() => reader.seen.some(({ type }) => type === 'hearing.room'));
    await moderator.must('mutation($actId: ID!) { undoDecision(actId: $actId) { outcome } }', {
      actId: decideComments.actId,
    });
    await reader.until(() => reader.seen.some(({ type }) => type === 'comment.removed'));
    expect(reader.seen).toContainEqual(
      expect.objectContaining({ type: 'comment.removed', commentId: comment.id }),
    );
    const { hearing: seen } = await moderator.must<{ hearing: HearingSeen }>(HEARING_BY_KEY, {
      key: hearing.key,
    });
    expect(seen.room).toMatchObject({ onStage: [], comments: 0 });
  });

  it('marks what was answered in the room', async () => {
    const hearing = await live();
    const { comment } = await sendInHearing(test.client(), hearing.id, 'ใครรับผิดชอบเรื่องนี้');
    const input = { hearingId: hearing.id, commentId: comment.id, answered: true };
    await moderator.must(ANSWERED, { input });
    const { edges } = await postsOf(test.client(), hearing.key);
    expect(edges[0]?.node).toMatchObject({ answeredAt: expect.any(String) });
  });

  it('tells a late comer how it stands, and goes on from there', async () => {
    const hearing = await live();
    for (let n = 1; n <= 3; n += 1) await sendInHearing(test.client(), hearing.id, `ความคิดเห็นหมายเลข ${n}`);
    const late = open(hearing.room.stream, 0);
    await late.until(() => late.socket.connected);
    const reply = await late.follow(null);
    expect(reply).toMatchObject({
      ok: true,
      start: { room: { state: 'LIVE', currentItemId: hearing.currentItemId }, posts: [{}, {}, {}] },
    });
    await sendInHearing(test.client(), hearing.id, 'ความคิดเห็นหมายเลข 4');
    await late.until(() => late.seen.some(({ type }) => type === 'hearing.post'));
    expect(late.seen.at(-1)).toMatchObject({ post: { comment: { body: 'ความคิดเห็นหมายเลข 4' } } });
  });

  it('lets the desk alone hear the desk’s stream, and ends that when the role is taken away', async () => {
    const hearing = await live();
    const stream = `hearing-desk:${hearing.id}`;
    for (const client of [
      test.client(),
      await test.client().as('citizen'),
      await test.client().as('agency'),
    ]) {
      const page = open(stream, 0, { client });
      expect(await page.follow()).toEqual({ ok: false, code: 'NOT_FOUND' });
    }
    const second = await test.client().as('moderator-2');
    const desk = open(stream, 0, { client: second });
    expect((await desk.follow()).ok).toBe(true);
    const { comment } = await sendInHearing(test.client(), hearing.id, 'เข้ามาที่โต๊ะ');
    await desk.until(() => desk.seen.length > 0);
    expect(desk.seen.some((event) => event.type === 'hearing.desk' && event.commentId === comment.id)).toBe(
      true,
    );
    const { viewer } = await second.must<{ viewer: { id: string } }>('{ viewer { id } }');
    await test.database.database.transaction(systemContext(), async (ctx) => {
      await test.database.database.writing(ctx).delete(RoleGrantEntity, { personId: viewer.id });
    });
    const held = desk.seen.length;
    await sendInHearing(test.client(), hearing.id, 'ไม่ถึงผู้ที่ไม่มีสิทธิ์แล้ว');
    await desk.until(() => desk.left.length > 0);
    expect(desk.left).toEqual([stream]);
    expect(desk.seen).toHaveLength(held);
  });

  it('refuses streams of hearings that are not, forged numbers and other names', async () => {
    const hearing = await live();
    const page = open(hearing.room.stream, 0);
    await page.until(() => page.socket.connected);
    const ask = (stream: unknown, after: unknown) =>
      page.socket.timeout(5000).emitWithAck('follow', { stream, after } as never);
    expect(await ask('hearing:01ARZ3NDEKTSV4RRFFQ69G5FAV', 0)).toEqual({ ok: false, code: 'NOT_FOUND' });
    expect(await ask(hearing.room.stream, 9999)).toEqual({ ok: false, code: 'VALIDATION' });
    expect(await ask(`section:a/b`, null)).toEqual({ ok: false, code: 'VALIDATION' });
    for (const name of [
      'hearing:',
      'hearing:x',
      'desk',
      1,
      null,
      { a: 1 },
      `${hearing.room.stream}|packed`,
    ]) {
      expect(await ask(name, 0)).toEqual({ ok: false, code: 'VALIDATION' });
    }
  });
});
