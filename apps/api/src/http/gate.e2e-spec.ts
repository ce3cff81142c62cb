import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { securityHeaders } from './gate.js';
import { startTestServer, type TestServer } from '../../../../test/harness/server.js';

interface Refusal {
  code: string;
  field: string | null;
  requestId: string;
  params: Record<string, unknown>;
  message: { th: string; en: string };
}

const JSON_TYPE = { 'content-type': 'application/json' };
const VIEWER = JSON.stringify({ query: '{ viewer { kind } }' });

describe('The gate before every route', () => {
  let test: TestServer;
  beforeAll(async () => {
    test = await startTestServer();
  });
  afterAll(() => test.stop());

  const send = (path: string, init: RequestInit = {}) => test.client().send(path, init);
  const refusalOf = async (response: Response): Promise<Refusal> => {
    const { errors } = (await response.json()) as { errors: (Refusal & { extensions?: Refusal })[] };
    expect(errors).toHaveLength(1);
    return errors[0]?.extensions ?? (errors[0] as Refusal);
  };

  it.each<[string, string, RequestInit, number, string, string | null]>([
    [
      'JSON that is none',
      '/graphql',
      { method: 'POST', headers: JSON_TYPE, body: '{oh' },
      400,
      'BAD_REQUEST',
      'body',
    ],
    [
      'a poisoned prototype',
      '/graphql',
      { method: 'POST', headers: JSON_TYPE, body: '{"__proto__":{"a":1}}' },
      400,
      'BAD_REQUEST',
      'body',
    ],
    [
      'a body too large',
      '/graphql',
      { method: 'POST', headers: JSON_TYPE, body: `"${'a'.repeat(300_000)}"` },
      413,
      'TOO_LARGE',
      'body',
    ],
    [
      'another kind of content',
      '/graphql',
      { method: 'POST', headers: { 'content-type': 'text/xml' }, body: '<a/>' },
      415,
      'UNSUPPORTED_MEDIA',
      'content-type',
    ],
    [
      'a form',
      '/graphql',
      { method: 'POST', body: new URLSearchParams({ query: '{viewer{kind}}' }) },
      415,
      'UNSUPPORTED_MEDIA',
      'content-type',
    ],
    ['plain text', '/graphql', { method: 'POST', body: VIEWER }, 415, 'UNSUPPORTED_MEDIA', 'content-type'],
    [
      'GET',
      '/graphql?query=%7Bviewer%7Bkind%7D%7D',
      { headers: { 'apollo-require-preflight': '1' } },
      405,
      'BAD_REQUEST',
      null,
    ],
    ['OPTIONS', '/graphql', { method: 'OPTIONS' }, 405, 'BAD_REQUEST', null],
    ['GET', '/uploads', {}, 405, 'BAD_REQUEST', null],
    ['DELETE', '/attachments/x', { method: 'DELETE' }, 405, 'BAD_REQUEST', null],
    ['an unknown path', '/nothing/here', {}, 404, 'NOT_FOUND', null],
    ['an unknown file', '/attachments/01ARZ3NDEKTSV4RRFFQ69G5FAV', {}, 404, 'NOT_FOUND', null],
    [
      'a batch',
      '/graphql',
      { method: 'POST', headers: JSON_TYPE, body: `[${VIEWER},${VIEWER}]` },
      400,
      'BAD_REQUEST',
      null,
    ],
    ['no query', '/graphql', { method: 'POST', headers: JSON_TYPE, body: '{}' }, 400, 'BAD_REQUEST', null],
    [
      'a body that is null',
      '/graphql',
      { method: 'POST', headers: JSON_TYPE, body: 'null' },
      400,
      'BAD_REQUEST',
      null,
    ],
    ['no body', '/graphql', { method: 'POST', headers: JSON_TYPE }, 400, 'BAD_REQUEST', 'body'],
  ])('answers %s on %s in its own shape', async (_what, path, init, status, code, field) => {
    const response = await send(path, init);
    expect(response.status).toBe(status);
    const refusal = await refusalOf(response);
    expect(refusal).toMatchObject({ code, field, requestId: expect.stringMatching(/^[0-9A-Z]{26}$/) });
    if (status === 405) expect(response.headers.get('allow')).toBeTruthy();
  });

  it('says what is wrong in both languages', async () => {
    const { message } = await refusalOf(
      await send('/graphql', { method: 'POST', headers: JSON_TYPE, body: '{' }),
    );
    expect(message).toEqual({ th: 'คำขอไม่ถูกต้อง', en: 'The request is not well formed.' });
  });

  it.each<[string, Record<string, string>]>([
    ['another site', { origin: 'https://evil.example' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['our name with another port', { origin: 'http://localhost:1' }],
    ['our name as part of another', { origin: 'http://localhost.evil.example' }],
    ['another site, as the browser says', { 'sec-fetch-site': 'cross-site' }],
    ['a sister site, as the browser says', { 'sec-fetch-site': 'same-site' }],
  ])('lets nothing be posted from %s', async (_what, headers) => {
    for (const path of ['/graphql', '/uploads', '/sign-out', '/plans/p/sections/s']) {
      const response = await send(path, {
        method: 'POST',
        headers: { ...JSON_TYPE, 'x-requested-with': 'x', ...headers },
        body: VIEWER,
      });
      expect([path, response.status]).toEqual([path, 403]);
      expect((await refusalOf(response)).field).toBe('origin');
    }
  });

  it('lets through what our own page posts', async () => {
    const { url } = test.server;
    const response = await send('/graphql', {
      method: 'POST',
      headers: { ...JSON_TYPE, origin: url, 'sec-fetch-site': 'same-origin' },
      body: VIEWER,
    });
    expect(await response.json()).toEqual({ data: { viewer: { kind: 'GUEST' } } });
  });

  it('puts the same headers on every answer of the api', async () => {
    const answers = await Promise.all([
      send('/graphql', { method: 'POST', headers: JSON_TYPE, body: VIEWER }),
      send('/graphql', { method: 'POST', headers: JSON_TYPE, body: '{' }),
      send('/graphql'),
      send('/uploads', { method: 'POST' }),
      send('/attachments/x'),
      send('/healthz'),
      send('/readyz'),
      send('/nothing'),
      send('/socket.io/?EIO=4&transport=polling'),
    ]);
    for (const { headers, url } of answers) {
      expect([url, Object.fromEntries(headers)]).toEqual([
        url,
        expect.objectContaining({
          'content-security-policy':
            "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
          'x-content-type-options': 'nosniff',
          'x-frame-options': 'DENY',
          'referrer-policy': 'same-origin',
          'cross-origin-opener-policy': 'same-origin',
          'cross-origin-resource-policy': 'same-origin',
          'permissions-policy': expect.stringContaining('camera=()'),
          'cache-control': 'no-store',
        }),
      ]);
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('server')).toBeNull();
      expect(headers.get('strict-transport-security')).toBeNull();
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  it('tells browsers to stay on https where the site is on https', async () => {
    const headers = new Map<string, unknown>();
    const response = {
      setHeader: (name: string, value: unknown) => headers.set(name.toLowerCase(), value),
      removeHeader: () => undefined,
    };
    securityHeaders({ publicUrl: 'https://rapfang.example' })({} as never, response as never);
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
  });

  const SUBMIT = 'mutation($input: SubmitCommentInput!) { submitComment(input: $input) { receiptCode } }';
  const whole = { clientId: 'x'.repeat(20), planKey: 'p', sectionKey: 's', body: 'b', language: 'TH' };
  it.each<[string, string, Record<string, unknown>, string]>([
    ['of the wrong type', SUBMIT, { input: { ...whole, planKey: 3 } }, 'planKey'],
    [
      'deep inside',
      SUBMIT,
      { input: { ...whole, participant: { province: [1, 2] } } },
      'participant.province',
    ],
    ['in a list', SUBMIT, { input: { ...whole, uploadIds: ['a', {}] } }, 'uploadIds.1'],
    ['missing', SUBMIT, { input: { ...whole, body: undefined } }, 'body'],
    ['unknown', SUBMIT, { input: { ...whole, isAdmin: true } }, 'isAdmin'],
    ['no value of its enum', SUBMIT, { input: { ...whole, language: 'FR' } }, 'language'],
    ['absent altogether', SUBMIT, {}, 'input'],
    ['not an id', 'query($id: ID!) { comment(id: $id) { id } }', { id: {} }, 'id'],
  ])(
    'names the field of a variable that is %s, plain and compiled',
    async (_what, query, variables, field) => {
      for (let times = 0; times < 3; times += 1) {
        const { errors } = await test.client().ask(query, variables);
        expect([times, errors?.[0]?.extensions]).toEqual([
          times,
          expect.objectContaining({ code: 'BAD_REQUEST', field }),
        ]);
      }
    },
  );
});
