import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import { PLAN, submit } from '../harness/operations.js';
import { startTestServer, type TestServer } from '../harness/server.js';

const STREAM = `section:${PLAN}/s1.p1.2`;

describe('Attacks over sockets', () => {
  let test: TestServer;
  const open: Socket[] = [];
  beforeAll(async () => {
    test = await startTestServer();
  });
  afterEach(() => open.splice(0).forEach((socket) => socket.close()));
  afterAll(() => test.stop());

  async function connect(headers: Record<string, string> = {}): Promise<Socket> {
    const socket = io(test.server.url, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      extraHeaders: headers,
    });
    open.push(socket);
    await new Promise((resolve, reject) => {
      socket.once('connect', () => resolve(null));
      socket.once('connect_error', reject);
    });
    return socket;
  }
  const gone = (socket: Socket) =>
    new Promise<boolean>((resolve) => {
      if (!socket.connected) resolve(true);
      socket.once('disconnect', () => resolve(true));
      setTimeout(() => resolve(false), 5000).unref();
    });

  it.each([
    'staff:moderation',
    'moderation:dgplan-2566-2570',
    'person:01ARZ3NDEKTSV4RRFFQ69G5FAV',
    'receipt:RF-69-AAAA-AAAA',
    '*',
    'section:*',
    `section:${PLAN}/../staff`,
    `${STREAM}\nsection:x/y`,
    '__proto__',
    'toString',
    '',
  ])('a stream that a guest may not follow is refused and not joined: %s', async (stream) => {
    const socket = await connect();
    const reply = (await socket.timeout(3000).emitWithAck('follow', { stream, after: 0 })) as {
      ok: boolean;
      code?: string;
    };
    expect(reply.ok).toBe(false);
    expect(['VALIDATION', 'FORBIDDEN', 'SIGN_IN_REQUIRED']).toContain(reply.code);
  });

  it('nothing is heard of a stream that was not followed', async () => {
    const socket = await connect();
    const heard: unknown[] = [];
    socket.onAny((event) => heard.push(event));
    socket.emit('join', STREAM);
    socket.emit('subscribe', { stream: STREAM });
    await submit(test.client(), 's1.p1.2', 'ข่าวสำหรับผู้ติดตามเท่านั้น');
    await new Promise((resume) => setTimeout(resume, 700));
    expect(heard).toEqual([]);
    expect(socket.connected).toBe(true);
  });

  it('events that are none are answered by a refusal, and break nothing', async () => {
    const socket = await connect();
    for (const event of ['shout', '__proto__', 'constructor', 'toString', 'admin']) {
      expect(await socket.timeout(3000).emitWithAck(event, { a: 1 })).toEqual({
        ok: false,
        code: 'FORBIDDEN',
      });
    }
    socket.emit('follow');
    socket.emit('follow', null, 'not a function');
    socket.emit('leave', { stream: { toString: 1 } });
    socket.emit('leave');
    expect(await socket.timeout(3000).emitWithAck('follow', { stream: STREAM, after: 0 })).toMatchObject({
      ok: true,
    });
  });

  it('a frame of ten megabytes ends the connection, not the server', async () => {
    const socket = await connect();
    const ended = gone(socket);
    socket.emit('follow', { stream: 'x'.repeat(10 * 1024 * 1024), after: 0 }, () => undefined);
    expect(await ended).toBe(true);
    expect((await connect()).connected).toBe(true);
  });

  it('a flood is first refused, then let go', async () => {
    const socket = await connect();
    const ended = gone(socket);
    const codes = new Set<string>();
    const send = () =>
      socket.emit('follow', { stream: STREAM, after: 0 }, (reply: { code?: string }) =>
        codes.add(reply.code ?? 'OK'),
      );
    for (let n = 0; n < 120; n += 1) send();
    await socket.timeout(3000).emitWithAck('follow', { stream: STREAM, after: 0 });
    for (let n = 0; n < 2000; n += 1) send();
    expect(await ended).toBe(true);
    expect([...codes]).toContain('RATE_LIMITED');
    expect((await connect()).connected).toBe(true);
  });

  it('no more streams are followed at once than a page could need', async () => {
    const socket = await connect();
    const { plan } = await test
      .client()
      .must<{ plan: { sections: { key: string }[] } }>(`{ plan(key: "${PLAN}") { sections { key } } }`);
    const codes: string[] = [];
    for (const { key } of plan.sections.slice(0, 40)) {
      const reply = (await socket
        .timeout(3000)
        .emitWithAck('follow', { stream: `section:${PLAN}/${key}`, after: 0 })) as { code?: string };
      codes.push(reply.code ?? 'OK');
    }
    expect(codes.filter((code) => code === 'OK').length).toBeLessThanOrEqual(20);
    expect(codes.at(-1)).toBe('RATE_LIMITED');
  });

  it.each([
    ['origin', 'https://evil.example'],
    ['origin', 'null'],
    ['sec-fetch-site', 'cross-site'],
  ])('a page of another site does not get in: %s %s', async (name, value) => {
    await expect(connect({ [name]: value })).rejects.toThrow();
  });

  it('packets that are no packets end their connection alone', async () => {
    const url = `${test.server.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
    for (const frame of [
      '40',
      '42["follow"]',
      '42{',
      '451-["x",{"_placeholder":true,"num":9}]',
      '4\u0000',
      '9'.repeat(100),
      '42[1e999]',
    ]) {
      const raw = new WebSocket(url);
      await new Promise((resolve) => raw.addEventListener('open', resolve));
      raw.send('40');
      raw.send(frame);
      await new Promise((resume) => setTimeout(resume, 100));
      raw.close();
    }
    expect((await connect()).connected).toBe(true);
  });
});
