import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
// The rooms declare the permissions that the web's routes name.
import '../../apps/api/src/app.module.js';
import { webRoutesInSource } from '../../apps/api/src/marks/web-route-marks.js';
import { ApiClient } from '../harness/api-client.js';
import { openTestDatabase, type TestDatabase } from '../harness/database.js';
import { PLAN } from '../harness/operations.js';
import { startServerProcess, type ServerProcess } from '../harness/process.js';

const SAMPLES: Record<string, string> = { '[plan]': PLAN, '[section]': 's4.p4.4', '[code]': 'R-001' };
/** Every page and endpoint of the web, with something in place of its parameters. */
const PATHS = webRoutesInSource().map(({ name }) =>
  name.replace(' (endpoint)', '').replace(/\[\w+\]/g, (parameter) => SAMPLES[parameter] ?? 'x'),
);

describe('Headers of the web', () => {
  let database: TestDatabase;
  let server: ServerProcess;
  beforeAll(async () => {
    database = await openTestDatabase();
    await database.database.close();
    server = await startServerProcess({ DATABASE_URL: database.url, DATA_DIR: database.folder });
  });
  afterAll(async () => {
    await server.end('SIGTERM');
    await database.close();
  });

  it('stand on every page, endpoint, file and error, for guests and for staff', async () => {
    const moderator = await new ApiClient(server.url).as('moderator');
    const wrong: unknown[] = [];
    for (const path of [...PATHS, '/favicon.svg', '/nothing', '/en', '/en/nothing', '/_app/nothing.js']) {
      for (const client of [new ApiClient(server.url), moderator]) {
        const { headers, status } = await client.send(path, { redirect: 'manual' });
        const policy = headers.get('content-security-policy') ?? '';
        const faults = [
          ...(/default-src '(?:self|none)'/.test(policy) ? [] : ['no policy']),
          ...(/frame-ancestors 'none'/.test(policy) ? [] : ['may be framed']),
          ...(/unsafe-inline|unsafe-eval|\*/.test(policy) ? ['a policy that lets too much'] : []),
          ...(headers.get('x-content-type-options') === 'nosniff' ? [] : ['sniffed']),
          ...(headers.get('referrer-policy') === 'same-origin' ? [] : ['referrer']),
          ...(headers.get('cross-origin-opener-policy') === 'same-origin' ? [] : ['opener']),
          ...(headers.get('cross-origin-resource-policy') === 'same-origin' ? [] : ['resource']),
          ...(headers.get('permissions-policy') ? [] : ['permissions']),
          ...(headers.get('cache-control') ? [] : ['cache']),
          ...(headers.get('x-powered-by') || headers.get('server') ? ['tells what it runs on'] : []),
          ...(status >= 500 ? [`status ${status}`] : []),
          ...(client === moderator &&
          /public/.test(headers.get('cache-control') ?? '') &&
          !/favicon|_app|open-data|\.mjs$/.test(path)
            ? ['kept by caches']
            : []),
          ...(client === moderator &&
          path.startsWith('/desk') &&
          headers.get('cache-control') !== 'no-store' &&
          status === 200
            ? ['a private page that is kept']
            : []),
        ];
        if (faults.length > 0) wrong.push([path, status, faults]);
      }
    }
    expect(wrong).toEqual([]);
  }, 120_000);

  it('no form of ours can be posted from another site', async () => {
    const staff = await new ApiClient(server.url).as('moderator');
    for (const path of [
      '/sign-out',
      '/preferences',
      '/desk/moderation',
      `/plans/${PLAN}/sections/s4.p4.4`,
      '/sign-in',
    ]) {
      for (const headers of [
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { 'sec-fetch-site': 'cross-site' },
      ]) {
        const { status } = await staff.send(path, {
          method: 'POST',
          headers: headers as unknown as Record<string, string>,
          body: new URLSearchParams({ a: 'b' }),
          redirect: 'manual',
        });
        expect([path, status]).toEqual([path, 403]);
      }
    }
    expect((await staff.must<{ viewer: { kind: string } }>('{ viewer { kind } }')).viewer.kind).toBe(
      'PERSON',
    );
  });
});

describe('A server in production', () => {
  let database: TestDatabase;
  let server: ServerProcess;
  beforeAll(async () => {
    database = await openTestDatabase();
    await database.database.close();
    server = await startServerProcess({
      NODE_ENV: 'production',
      PUBLIC_URL: 'https://rapfang.example',
      SESSION_SECRET: 'production-production-production-1',
      DATABASE_URL: database.url,
      DATA_DIR: database.folder,
    });
  });
  afterAll(async () => {
    await server.end('SIGTERM');
    await database.close();
  });

  it('answers no introspection and knows no demonstration people', async () => {
    const guest = new ApiClient(server.url);
    expect(await guest.codeOf('{ __schema { types { name } } }')).toBe('BAD_REQUEST');
    expect(await guest.codeOf('{ __type(name: "Query") { name } }')).toBe('BAD_REQUEST');
    expect(await guest.must('{ demoPeople { key } }')).toEqual({ demoPeople: [] });
    expect(await guest.codeOf('mutation { signInAsDemoPerson(key: "moderator") { id } }')).toBe('NOT_FOUND');
    expect(server.output()).not.toContain('/sign-in/demo');
    expect((await guest.send('/sign-in/demo?key=moderator&token=', { redirect: 'manual' })).status).toBe(404);
  });

  it('keeps browsers on https, and cookies too', async () => {
    const response = await fetch(`${server.url}/healthz`);
    expect(response.headers.get('strict-transport-security')).toBe('max-age=31536000');
  });

  it('takes nothing posted from its own machine’s name, only from its public address', async () => {
    const post = (origin: string) =>
      fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin },
        body: '{"query":"{ viewer { kind } }"}',
      });
    expect((await post(server.url)).status).toBe(403);
    expect((await post('https://rapfang.example')).status).toBe(200);
  });
});
