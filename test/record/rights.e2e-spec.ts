import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { createConnection, type Connection } from 'mysql2/promise';
import { Anchors, Sealer, SealStore, verifyRecord } from '@rapfang/audit';
import { Database, newId, parseEnvironment } from '@rapfang/platform';
import { startServer, type RunningServer } from '../../apps/api/src/server.js';
import { entities, migrations } from '../../prisma-free-db/data-source.js';
import { loadDemo } from '../../prisma-free-db/demo/load-demo.js';
import { ApiClient } from '../harness/api-client.js';
import { openTestDatabase, type TestDatabase } from '../harness/database.js';
import {
  DECIDE,
  DRAFT,
  PLAN,
  PUBLISH,
  submit,
  SUPPORT,
  TAG,
  tagId,
  WITHDRAW,
} from '../harness/operations.js';
import { TestClock } from '../harness/server.js';

const TABLES = ['audit_entry', 'audit_seal', 'audit_anchor'];

/**
 * The whole server on a database that lets nobody change the record: on MariaDB by the rights of its
 * user, as docker/mariadb-rights.sql gives them; on SQLite by triggers.
 */
describe('A server that may add to the record only', () => {
  let test: TestDatabase;
  let database: Database;
  let server: RunningServer;
  let owner: Connection | null = null;
  const clock = new TestClock();
  const user = `app_${newId().slice(-12).toLowerCase()}`;

  beforeAll(async () => {
    test = await openTestDatabase();
    const url = test.settings.kind === 'sqlite' ? test.url : await restricted(test.url);
    const environment = parseEnvironment({
      DATABASE_URL: url,
      DATA_DIR: test.folder,
      PORT: '0',
      HOST: '127.0.0.1',
      ROLES: 'api,sockets,jobs',
      LOG_LEVEL: 'error',
      RATE_LIMITS: 'off',
    });
    database = new Database({ settings: environment.database, entities, migrations });
    await database.open();
    await database.migrate();
    server = await startServer(environment, database, clock);
    await loadDemo(server.app, () => undefined);
  });
  afterAll(async () => {
    await server.stop();
    await database.close();
    await owner?.query(`DROP USER \`${user}\`@\`%\``);
    await owner?.end();
    await test.close();
  });

  /** Makes the user as docs/record.md says. @returns the address with that user */
  async function restricted(address: string): Promise<string> {
    owner = await createConnection(address.replace(/^mariadb:/, 'mysql:'));
    await owner.query(`CREATE USER \`${user}\`@\`%\` IDENTIFIED BY 'app-password'`);
    await owner.query(`SET @app = '\`${user}\`@\`%\`'`);
    const [rows] = await owner.query(readFileSync('docker/mariadb-rights.sql', 'utf8'));
    for (const { statement } of rows as { statement: string }[]) await owner.query(statement);
    const limited = new URL(address);
    limited.username = user;
    limited.password = 'app-password';
    return limited.href;
  }

  it('runs the whole loop, seals it and anchors the day', async () => {
    const citizen = new ApiClient(server.url);
    const moderator = await new ApiClient(server.url).as('moderator');
    const drafter = await new ApiClient(server.url).as('drafter');
    const secretariat = await new ApiClient(server.url).as('secretariat');
    const first = (await submit(citizen, 's2.p2.2', 'เปิดข้อมูลให้มากขึ้น')).comment;
    const second = (await submit(citizen, 's2.p2.2', 'จะถอนคืน')).comment;
    await moderator.must(SUPPORT, { input: { commentId: first.id, supported: true } });
    await moderator.must(TAG, { input: { commentIds: [first.id], add: [await tagId(moderator, 's2')] } });
    await citizen.must(WITHDRAW, { input: { id: second.id } });
    const { draftResponse } = await drafter.must<{ draftResponse: { id: string } }>(DRAFT, {
      input: {
        planKey: PLAN,
        commentIds: [first.id],
        disposition: 'ACCEPTED',
        body: { th: 'รับไว้' },
        reason: { th: 'เห็นด้วย' },
      },
    });
    await secretariat.must(PUBLISH, { id: draftResponse.id });
    await moderator.must(DECIDE, {
      input: {
        commentId: first.id,
        decision: 'HIDE',
        expectedState: 'PUBLISHED',
        expectedRevision: 1,
        reasonCode: 'OTHER',
        reasonText: 'ทดสอบ',
      },
    });
    const sealer = server.app.get(Sealer);
    while (await sealer.seal());
    await new Promise((resume) => setTimeout(resume, 600));
    expect(await server.app.get(SealStore).head()).toMatchObject({ waiting: 0 });
    clock.advance(86_400_000);
    while (await server.app.get(Anchors).publishDue());
    const verified = await verifyRecord(database);
    expect(verified.problems).toEqual([]);
    expect(verified.anchors).toBeGreaterThan(0);
    expect(verified.links).toBeGreaterThan(100);
  });

  it.each(TABLES)('is refused a change or a deletion of %s', async (table) => {
    const refused = test.settings.kind === 'sqlite' ? /append-only/ : /command denied/;
    const column = { audit_entry: 'action', audit_seal: 'sealed_at', audit_anchor: 'root' }[table] ?? '';
    const before = await database.writer.query(`SELECT COUNT(*) AS n FROM ${table}`);
    await expect(database.writer.query(`UPDATE ${table} SET ${column} = 'x'`)).rejects.toThrow(refused);
    await expect(database.writer.query(`DELETE FROM ${table}`)).rejects.toThrow(refused);
    expect(await database.writer.query(`SELECT COUNT(*) AS n FROM ${table}`)).toEqual(before);
  });
});
