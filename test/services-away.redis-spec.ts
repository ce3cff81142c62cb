import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import { createConnection } from 'mysql2/promise';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClientToServer, LiveFrame, ServerToClient } from '../apps/api/src/live/live-events.js';
import { ApiClient } from './harness/api-client.js';
import { PLAN, submit, THREAD } from './harness/operations.js';
import { startServerProcess, type ServerProcess } from './harness/process.js';
import { startMariaDb, startRedis, type Service } from './harness/services.mjs';

const SECTION = 's3.p3.1';
const STREAM = `section:${PLAN}/${SECTION}`;

/** Two nodes of one installation, on a MariaDB and a Redis that this suite may kill. */
describe('Two nodes over MariaDB and Redis', () => {
  let mariadb: Service;
  let redis: Service;
  const nodes: ServerProcess[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'rapfang-nodes-'));
  let follower: Socket<ServerToClient, ClientToServer>;
  const numbers: number[] = [];
  const node = (index: number) => nodes[index] as ServerProcess;

  const readiness = async (index: number) => {
    const response = await fetch(`${node(index).url}/readyz`);
    const { database, redis: hints } = (await response.json()) as { database: string; redis: string };
    return { status: response.status, database, redis: hints };
  };
  const until = async (good: () => boolean | Promise<boolean>) => {
    for (let tries = 0; tries < 200; tries += 1) {
      if (await good()) return true;
      await new Promise((resume) => setTimeout(resume, 100));
    }
    return false;
  };

  beforeAll(async () => {
    const started = await Promise.all([startMariaDb(), startRedis()]);
    if (!started[0] || !started[1])
      throw new Error('Selected by test/run.mjs only where both are installed.');
    [mariadb, redis] = started;
    const connection = await createConnection(mariadb.url.replace(/^mariadb:/, 'mysql:'));
    await connection.query('CREATE DATABASE rapfang');
    await connection.end();
    const env = {
      DATABASE_URL: `${mariadb.url}/rapfang`,
      REDIS_URL: redis.url,
      DATA_DIR: folder,
      ROLES: 'api,sockets,jobs',
    };
    nodes.push(await startServerProcess(env));
    nodes.push(await startServerProcess(env));
    const reader = new ApiClient(node(1).url);
    const { section } = await reader.must<{ section: { lastEvent: number } }>(THREAD, {
      section: SECTION,
      first: 1,
    });
    follower = io(node(1).url, { transports: ['websocket'] });
    follower.on('frame', ({ events }: LiveFrame) => numbers.push(...events.map(({ seq }) => seq)));
    await follower.timeout(5000).emitWithAck('follow', { stream: STREAM, after: section.lastEvent });
  });

  afterAll(async () => {
    follower?.close();
    await Promise.all(nodes.map((one) => one.end('SIGTERM')));
    await Promise.all([mariadb?.stop(), redis?.stop()]);
    rmSync(folder, { recursive: true, force: true });
  });

  it('show on one what was said on the other', async () => {
    expect(await readiness(0)).toMatchObject({ status: 200, database: 'ready', redis: 'ready' });
    await submit(new ApiClient(node(0).url), SECTION, 'พูดที่เครื่องแรก');
    expect(await until(() => numbers.length === 1)).toBe(true);
  });

  it('go on without Redis, telling that it is degraded', async () => {
    await redis.kill();
    expect(await until(async () => (await readiness(0)).redis === 'degraded')).toBe(true);
    expect(await readiness(1)).toMatchObject({ status: 200, database: 'ready' });
    await submit(new ApiClient(node(0).url), SECTION, 'พูดขณะไม่มี Redis');
    expect(await until(() => numbers.length === 2)).toBe(true);
    await redis.start();
    expect(await until(async () => (await readiness(0)).redis === 'ready')).toBe(true);
  });

  it('are not ready while the database is away, live on, and serve again when it is back', async () => {
    await mariadb.kill();
    expect(await until(async () => (await readiness(0)).status === 503)).toBe(true);
    expect((await fetch(`${node(0).url}/healthz`)).status).toBe(200);
    await mariadb.start();
    expect(await until(async () => (await readiness(0)).status === 200)).toBe(true);
    await submit(new ApiClient(node(0).url), SECTION, 'พูดเมื่อฐานข้อมูลกลับมา');
    expect(await until(() => numbers.length === 3)).toBe(true);
    // No gap and no double through all of it.
    expect(numbers).toEqual([numbers[0], (numbers[0] as number) + 1, (numbers[0] as number) + 2]);
  });
});
