import { parseEnvironment, type Environment } from '@rapfang/platform';
import { startServer, type RunningServer } from '../../apps/api/src/server.js';
import { loadDemo } from '../../prisma-free-db/demo/load-demo.js';
import { openTestDatabase, type TestDatabase } from './database.js';
import { ApiClient } from './api-client.js';
import { TestClock } from './clock.js';

export { TestClock };

export interface TestServer {
  server: RunningServer;
  database: TestDatabase;
  environment: Environment;
  clock: TestClock;
  /** A browser of its own: a guest, until it signs in. */
  client(): ApiClient;
  stop(): Promise<void>;
}

/**
 * The whole api in this process on a fresh database with the demonstration loaded; the web is not
 * mounted (browser journeys run the built server as a process). Faked: the clock, mail (to files).
 */
export async function startTestServer(extra: Record<string, string> = {}): Promise<TestServer> {
  const database = await openTestDatabase();
  const environment = parseEnvironment({
    DATABASE_URL: database.url,
    DATA_DIR: database.folder,
    PORT: '0',
    HOST: '127.0.0.1',
    ROLES: 'api,sockets,jobs',
    LOG_LEVEL: 'error',
    ...extra,
  });
  const clock = new TestClock();
  const server = await startServer(environment, database.database, clock);
  if (environment.demo) await loadDemo(server.app, () => undefined);
  return {
    server,
    database,
    environment,
    clock,
    client: () => new ApiClient(server.url),
    stop: async () => {
      await server.stop();
      await database.close();
    },
  };
}
