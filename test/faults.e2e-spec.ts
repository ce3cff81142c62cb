import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { ApiClient } from './harness/api-client.js';
import { openTestDatabase, type TestDatabase } from './harness/database.js';
import { PLAN, RECEIPT, SUBMIT } from './harness/operations.js';
import { startServerProcess, type ServerProcess } from './harness/process.js';

const SECTION = 's2.p2.1';

/** Writers that go on until the server is gone; `acknowledged` gathers the receipts they were given. */
async function writeUntilGone(url: string, writers: number, acknowledged: string[]): Promise<void> {
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      for (let n = 0; n < 500; n += 1) {
        const client = new ApiClient(url);
        try {
          const input = {
            clientId: randomUUID(),
            planKey: PLAN,
            sectionKey: SECTION,
            body: `ผู้เขียน ${writer} ข้อ ${n}`,
            language: 'TH',
          };
          const { data } = await client.ask<{ submitComment: { receiptCode: string } }>(SUBMIT, { input });
          if (data) acknowledged.push(data.submitComment.receiptCode);
        } catch {
          return;
        }
      }
    }),
  );
}

describe('A server that is stopped in the middle of a burst', () => {
  let database: TestDatabase;
  let server: ServerProcess;
  const env = () => ({
    DATABASE_URL: database.url,
    DATA_DIR: database.folder,
    ROLES: 'api,sockets,jobs',
    RATE_LIMITS: 'off',
  });

  beforeAll(async () => {
    database = await openTestDatabase();
    await database.database.close();
  });
  afterAll(async () => {
    await server.end('SIGKILL');
    await database.close();
  });

  it.each(['SIGKILL', 'SIGTERM'] as const)('keeps every acknowledged comment on %s', async (signal) => {
    server = await startServerProcess(env());
    const acknowledged: string[] = [];
    const writing = writeUntilGone(server.url, 8, acknowledged);
    while (acknowledged.length < 60) await new Promise((resume) => setTimeout(resume, 5));
    const code = await server.end(signal);
    if (signal === 'SIGTERM') expect(code).toBe(0);
    await writing;
    server = await startServerProcess(env());
    const reader = new ApiClient(server.url);
    const found = await Promise.all(
      acknowledged.map(
        async (receipt) =>
          (await reader.must<{ receipt: { code: string } | null }>(RECEIPT, { code: receipt })).receipt?.code,
      ),
    );
    expect(found).toEqual(acknowledged);
    await server.end('SIGTERM');
  });
});
