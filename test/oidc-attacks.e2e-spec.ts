import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PersonEntity } from '@rapfang/access';
import type { ApiClient } from './harness/api-client.js';
import { startFalseProvider, type FalseProvider, type Signing } from './harness/false-provider.js';
import { startIdentityProvider, type IdentityProvider } from './harness/identity-provider.js';
import {
  completeOidc,
  oidcOutcome,
  startOidc,
  viewerOf,
  OIDC_SITE as SITE,
} from './harness/oidc-operations.js';
import { startTestServer, type TestServer } from './harness/server.js';

const SECRET = 'a secret of the tests';

describe('An attack on signing in at a provider', () => {
  let honest: IdentityProvider;
  let hostile: FalseProvider;
  let test: TestServer;

  beforeAll(async () => {
    [honest, hostile] = await Promise.all([
      startIdentityProvider(SITE, ['thaid']),
      startFalseProvider(SECRET),
    ]);
    test = await startTestServer({
      PUBLIC_URL: SITE,
      RATE_LIMITS: 'off',
      OIDC_PROVIDERS: 'thaid,evil',
      OUTBOUND_ALLOW: [honest, hostile].map(({ issuer }) => new URL(issuer).host).join(','),
      ...honest.environment('thaid'),
      ...honest.environment('evil', { ISSUER: hostile.issuer, VERIFIED_ACR: '', NATIONAL_ID_CLAIM: '' }),
    });
  });
  afterAll(async () => {
    await test.stop();
    await Promise.all([honest.stop(), hostile.stop()]);
  });
  beforeEach(() => {
    hostile.idToken = null;
    hostile.userinfo = {};
    hostile.codes = [];
  });

  interface Left {
    state: string;
    nonce: string;
    answer: string;
  }
  /** Leaves for the hostile provider. */
  async function leave(client: ApiClient): Promise<Left> {
    const { searchParams } = new URL(await startOidc(client, 'evil'));
    const state = searchParams.get('state') ?? '';
    return { state, nonce: searchParams.get('nonce') ?? '', answer: `?code=abc&state=${state}` };
  }
  /** A token in which everything is right. */
  const right = (nonce: string) => {
    const now = Math.floor(Date.now() / 1000);
    return { iss: hostile.issuer, sub: 'eve', aud: 'rapfang', iat: now, exp: now + 300, nonce };
  };
  const isGuest = async (client: ApiClient) => (await viewerOf(client)).kind === 'GUEST';

  it('starts from an answer that is taken when everything in it is right', async () => {
    const client = test.client();
    const { nonce, answer } = await leave(client);
    hostile.idToken = hostile.sign(right(nonce));
    hostile.userinfo = { sub: 'eve' };
    expect(await oidcOutcome(client, 'evil', answer)).toBeNull();
    expect(await viewerOf(client)).toMatchObject({ kind: 'PERSON', assurance: 'EMAIL' });
  });

  it.each<[string, Record<string, unknown>, Signing?]>([
    ['another nonce', { nonce: 'another' }],
    ['no nonce', { nonce: undefined }],
    ['another audience', { aud: 'another-site' }],
    ['two audiences and no authorised party', { aud: ['rapfang', 'another-site'] }],
    ['another authorised party', { aud: ['rapfang', 'another-site'], azp: 'another-site' }],
    ['another issuer', { iss: 'https://accounts.example' }],
    ['a time that has passed', { exp: Math.floor(Date.now() / 1000) - 3600 }],
    ['no time at all', { exp: undefined }],
    ['no subject', { sub: undefined }],
    ['a subject with blanks', { sub: 'eve ' }],
    ['no signature', {}, 'none'],
    ['a signature with the client’s own secret', {}, 'HS256'],
    ['a signature with another key', {}, 'ANOTHER_KEY'],
  ])('with an ID token of %s is refused', async (_what, wrong, how = 'RS256') => {
    const client = test.client();
    const { nonce, answer } = await leave(client);
    hostile.idToken = hostile.sign({ ...right(nonce), ...wrong }, how);
    hostile.userinfo = { sub: 'eve' };
    expect(await oidcOutcome(client, 'evil', answer)).toBe('REFUSED');
    expect(await isGuest(client)).toBe(true);
  });

  it('with a token that was changed after it was signed is refused', async () => {
    const client = test.client();
    const { nonce, answer } = await leave(client);
    const [head, , signature] = hostile.sign(right(nonce)).split('.');
    const body = Buffer.from(JSON.stringify({ ...right(nonce), sub: 'admin' })).toString('base64url');
    hostile.idToken = `${head}.${body}.${signature}`;
    hostile.userinfo = { sub: 'admin' };
    expect(await oidcOutcome(client, 'evil', answer)).toBe('REFUSED');
  });

  it('without any ID token, or with the userinfo of somebody else, is refused', async () => {
    const client = test.client();
    expect(await oidcOutcome(client, 'evil', (await leave(client)).answer)).toBe('REFUSED');
    const { nonce, answer } = await leave(client);
    hostile.idToken = hostile.sign(right(nonce));
    hostile.userinfo = { sub: 'somebody', email: 'somebody@people.example', email_verified: true };
    expect(await oidcOutcome(client, 'evil', answer)).toBe('REFUSED');
    expect(await isGuest(client)).toBe(true);
  });

  it('with a forged state, or none, never reaches the provider', async () => {
    const client = test.client();
    for (const answer of ['?code=abc&state=forged', '?code=abc', '?code=abc&state=', '']) {
      await leave(client);
      expect(await oidcOutcome(client, 'evil', answer)).toBe('REFUSED');
    }
    const { state } = await leave(client);
    expect(await oidcOutcome(client, 'evil', `?code=abc&state=${state}&state=${state}`)).toBe('REFUSED');
    expect(hostile.codes).toEqual([]);
    expect(await isGuest(client)).toBe(true);
  });

  it('with an answer that was used before comes too late', async () => {
    const client = test.client();
    const { nonce, answer } = await leave(client);
    hostile.idToken = hostile.sign(right(nonce));
    hostile.userinfo = { sub: 'eve' };
    expect(await oidcOutcome(client, 'evil', answer)).toBeNull();
    expect(await oidcOutcome(client, 'evil', answer)).toBe('EXPIRED');
    expect(hostile.codes).toEqual(['abc']);
  });

  it('with a code that the honest provider has redeemed is refused by it', async () => {
    const client = test.client();
    const back = await honest.visit(await startOidc(client, 'thaid'), 'as=anan');
    const flow = new Map(client.cookies);
    expect(await oidcOutcome(client, 'thaid', back.search)).toBeNull();
    const thief = test.client();
    for (const [name, value] of flow) thief.cookies.set(name, value);
    expect(await oidcOutcome(thief, 'thaid', back.search)).toBe('REFUSED');
    expect(await isGuest(thief)).toBe(true);
  });

  it('from a browser that did not leave is refused: nobody can be signed in as somebody else', async () => {
    const attacker = test.client();
    const back = await honest.visit(await startOidc(attacker, 'thaid'), 'as=anan');
    const victim = test.client();
    expect(await oidcOutcome(victim, 'thaid', back.search)).toBe('EXPIRED');
    await startOidc(victim, 'thaid');
    expect(await oidcOutcome(victim, 'thaid', back.search)).toBe('REFUSED');
    expect(await isGuest(victim)).toBe(true);
  });

  it('with the cookie of a flow made up or changed is refused', async () => {
    const client = test.client();
    const { answer } = await leave(client);
    const [name, value] = [...client.cookies].find(([one]) => one.endsWith('rf_oidc')) ?? ['', ''];
    expect(name).not.toBe('');
    for (const forged of [
      Buffer.from(JSON.stringify({ provider: 'evil', state: 'x' })).toString('base64url'),
      `${value.startsWith('A') ? 'B' : 'A'}${value.slice(1)}`,
      '',
      'x',
    ]) {
      client.cookies.set(name, forged);
      expect(await oidcOutcome(client, 'evil', answer)).toBe('EXPIRED');
    }
  });

  it('that mixes up two providers is refused, by address and by issuer', async () => {
    const client = test.client();
    // The hostile provider passes on the answer of the honest one, to learn its code.
    const back = await honest.visit(await startOidc(client, 'thaid'), 'as=anan');
    expect(await oidcOutcome(client, 'evil', back.search)).toBe('EXPIRED');
    const again = await honest.visit(await startOidc(client, 'thaid'), 'as=anan');
    again.searchParams.set('iss', hostile.issuer);
    expect(await oidcOutcome(client, 'thaid', again.search)).toBe('REFUSED');
    const third = await honest.visit(await startOidc(client, 'thaid'), 'as=anan');
    third.searchParams.delete('iss');
    expect(await oidcOutcome(client, 'thaid', third.search)).toBe('REFUSED');
    const { answer } = await leave(client);
    expect(await oidcOutcome(client, 'evil', `${answer}&iss=${honest.issuer}`)).toBe('REFUSED');
    expect(hostile.codes).toEqual([]);
    expect(await isGuest(client)).toBe(true);
  });

  it('that comes back after ten minutes comes too late', async () => {
    const client = test.client();
    const { nonce, answer } = await leave(client);
    hostile.idToken = hostile.sign(right(nonce));
    test.clock.advance(10 * 60 * 1000 + 1000);
    expect(await oidcOutcome(client, 'evil', answer)).toBe('EXPIRED');
  });

  it.each([
    ['//evil.example/', null],
    ['https://evil.example/', null],
    ['/\\evil.example', null],
    ['/\t/evil.example', null],
    ['javascript:alert(1)', null],
    [`/${'x'.repeat(600)}`, null],
    ['/en/plans?x=1#y', '/en/plans?x=1#y'],
  ])('that wants to be led to %j is led to %j', async (wanted, led) => {
    const client = test.client();
    const { searchParams } = new URL(await startOidc(client, 'evil', wanted));
    const outcome = await completeOidc(
      client,
      'evil',
      `?error=access_denied&state=${searchParams.get('state')}`,
    );
    expect(outcome).toMatchObject({ problem: 'DENIED', returnTo: led });
  });

  it.each([
    ['access_denied', 'DENIED'],
    ['login_required', 'DENIED'],
    ['server_error', 'UNAVAILABLE'],
    ['temporarily_unavailable', 'UNAVAILABLE'],
  ])('or a provider that answers %s leaves a guest: %s', async (error, problem) => {
    const client = test.client();
    const { state } = await leave(client);
    expect(await oidcOutcome(client, 'evil', `?error=${error}&state=${state}`)).toBe(problem);
    expect(await isGuest(client)).toBe(true);
  });

  it('with an error that nobody asked for says nothing to the log but its code', async () => {
    const client = test.client();
    const { state } = await leave(client);
    const answer = `?error=${'x'.repeat(3000)}&error_description=%0d%0aSet-Cookie:%20a=b&state=${state}`;
    expect(await oidcOutcome(client, 'evil', answer)).toBe('DENIED');
  });

  it('asks for nothing unless a code challenge goes with it', async () => {
    const { searchParams } = new URL(await startOidc(test.client(), 'evil'));
    expect(Object.fromEntries(searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      redirect_uri: `${SITE}/sign-in/oidc/evil/callback`,
      scope: 'openid email pid',
    });
    expect(searchParams.get('code_challenge')).toMatch(/^[\w-]{43}$/);
    expect(searchParams.get('nonce')).toMatch(/^[\w-]{43}$/);
  });

  it('makes no person along the way', async () => {
    const manager = test.database.database.reader.manager;
    const before = await manager.count(PersonEntity);
    const client = test.client();
    const { nonce, answer } = await leave(client);
    hostile.idToken = hostile.sign({ ...right(nonce), sub: 'nobody-yet', aud: 'another-site' });
    expect(await oidcOutcome(client, 'evil', answer)).toBe('REFUSED');
    expect(await manager.count(PersonEntity)).toBe(before);
  });
});
