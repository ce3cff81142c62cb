import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import type {
  ClientToServer,
  FollowReply,
  LiveEvent,
  LiveFrame,
  ServerToClient,
} from '../apps/api/src/live/live-events.js';
import { DECIDE, PLAN, submit, SUPPORT, THREAD } from './harness/operations.js';
import { startTestServer, type TestServer } from './harness/server.js';

const SECTION = 's1.p1.2';
const STREAM = `section:${PLAN}/${SECTION}`;

/** A page that follows a section, keeping what it saw by number, as the browser does. */
class Page {
  readonly socket: Socket<ServerToClient, ClientToServer>;
  readonly seen: LiveEvent[] = [];
  readonly supports: Record<string, [number, number]> = {};
  last: number;

  constructor(url: string, after: number) {
    this.last = after;
    this.socket = io(url, { transports: ['websocket'], reconnection: false, forceNew: true });
    this.socket.on('frame', (frame) => this.take(frame));
    this.socket.on('supports', ({ counts }) => Object.assign(this.supports, counts));
  }

  take(frame: LiveFrame): void {
    if (frame.from > this.last + 1) {
      // A frame that overtook the answer to `follow`: ask for what lies between, as the browser does.
      void this.follow();
      return;
    }
    for (const event of frame.events) {
      if (event.seq <= this.last) continue;
      expect(event.seq).toBe(this.last + 1);
      this.last = event.seq;
      this.seen.push(event);
    }
  }

  async follow(stream = STREAM, after = this.last): Promise<FollowReply> {
    const reply: FollowReply = await this.socket.timeout(5000).emitWithAck('follow', { stream, after });
    if (reply.ok) reply.frames.forEach((frame) => this.take(frame));
    return reply;
  }

  async until(good: () => boolean): Promise<void> {
    for (let tries = 0; tries < 100 && !good(); tries += 1)
      await new Promise((resume) => setTimeout(resume, 50));
  }
}

describe('Live pages', () => {
  let test: TestServer;
  const pages: Page[] = [];
  const open = (after: number) => {
    const page = new Page(test.server.url, after);
    pages.push(page);
    return page;
  };
  const lastEvent = async () =>
    (await test.client().must<{ section: { lastEvent: number } }>(THREAD, { section: SECTION, first: 1 }))
      .section.lastEvent;

  beforeAll(async () => {
    test = await startTestServer();
  });
  afterAll(async () => {
    for (const page of pages) page.socket.close();
    await test.stop();
  });

  it('see a new comment within a second, with its number', async () => {
    const page = open(await lastEvent());
    expect((await page.follow()).ok).toBe(true);
    const begun = Date.now();
    const { comment } = await submit(test.client(), SECTION, 'ข้อความสด');
    await page.until(() => page.seen.length > 0);
    expect(Date.now() - begun).toBeLessThan(1000);
    expect(page.seen[0]).toMatchObject({
      type: 'comment.published',
      comment: { id: comment.id, body: 'ข้อความสด' },
    });
  });

  it('that were cut off get exactly what they missed, in order and once', async () => {
    const page = open(await lastEvent());
    await page.follow();
    await submit(test.client(), SECTION, 'ก่อนสายหลุด');
    await page.until(() => page.seen.length === 1);
    page.socket.close();
    await Promise.all(
      Array.from({ length: 12 }, (_, n) => submit(test.client(), SECTION, `ระหว่างสายหลุด ${n}`)),
    );
    const again = open(page.last);
    const writing = Promise.all(
      Array.from({ length: 8 }, (_, n) => submit(test.client(), SECTION, `ขณะต่อใหม่ ${n}`)),
    );
    await again.follow();
    await writing;
    await again.until(() => again.seen.length === 20);
    const bodies = again.seen.map((event) =>
      event.type === 'comment.published' ? event.comment.body : event.type,
    );
    expect(new Set(bodies).size).toBe(20);
    expect(again.seen.map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, n) => page.last + 1 + n));
  });

  it('never show again on replay a text that has been hidden since', async () => {
    const start = await lastEvent();
    const { comment } = await submit(test.client(), SECTION, 'ข้อความที่จะถูกซ่อน');
    const moderator = await test.client().as('moderator');
    await moderator.must(DECIDE, {
      input: {
        commentId: comment.id,
        decision: 'HIDE',
        expectedState: 'PUBLISHED',
        expectedRevision: 1,
        reasonCode: 'ABUSE',
      },
    });
    const page = open(start);
    await page.follow();
    await page.until(() => page.seen.length >= 2);
    expect(page.seen.map(({ type }) => type)).toEqual(['comment.published', 'comment.hidden']);
    expect(JSON.stringify(page.seen)).not.toContain('ข้อความที่จะถูกซ่อน');
  });

  it('see supports as latest state', async () => {
    const { comment } = await submit(test.client(), SECTION, 'ขอเสียง');
    const page = open(await lastEvent());
    await page.follow();
    await Promise.all(
      Array.from({ length: 5 }, () =>
        test.client().must(SUPPORT, { input: { commentId: comment.id, supported: true } }),
      ),
    );
    await page.until(() => page.supports[comment.id]?.[1] === 5);
    expect(page.supports[comment.id]).toEqual([0, 5]);
  });

  it.each([
    ['an unknown stream', { stream: 'person:1', after: 0 }],
    ['a number from the future', { stream: STREAM, after: 1_000_000 }],
    ['a number that is none', { stream: STREAM, after: Number.NaN }],
    ['nothing at all', null],
  ])('are answered by a named error for %s, and stay connected', async (_what, request) => {
    const page = open(0);
    const reply: FollowReply = await page.socket.timeout(5000).emitWithAck('follow', request as never);
    expect(reply).toEqual({ ok: false, code: 'VALIDATION' });
    expect(page.socket.connected).toBe(true);
  });

  it('of another site are refused', async () => {
    const socket = io(test.server.url, {
      transports: ['websocket'],
      reconnection: false,
      extraHeaders: { origin: 'https://evil.example' },
    });
    const failure = await new Promise((resolve) => socket.once('connect_error', resolve));
    expect(failure).toBeInstanceOf(Error);
    socket.close();
  });
});
