import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TOTP } from 'otpauth';
import { io } from 'socket.io-client';
import { AuthenticatorAppEntity, RecoveryCodeEntity, SessionEntity } from '@rapfang/access';
import { AuditEntryEntity } from '@rapfang/audit';
import { MailEntity } from '@rapfang/notification';
import { digest } from '@rapfang/platform';
import type { ApiClient } from './harness/api-client.js';
import { PLAN } from './harness/operations.js';
import { actionsAbout, addPerson, signInByEmail, tokenFor } from './harness/people.js';
import { startTestServer, type TestServer } from './harness/server.js';

const VIEWER = '{ viewer { kind assurance secondFactor grants { role } } }';
const DESK = `{ deskCounts(planKey: "${PLAN}") { state } }`;
const START = 'mutation { startAuthenticatorApp { key address picture } }';
const CONFIRM = 'mutation($code: String!) { confirmAuthenticatorApp(code: $code) }';
const VERIFY = 'mutation($code: String!) { verifyAuthenticatorCode(code: $code) { secondFactor } }';
const RECOVER = 'mutation($code: String!) { useRecoveryCode(code: $code) { secondFactor } }';
const SECURITY =
  '{ security { secondFactor authenticatorAppSince recoveryCodesLeft appToScan { key } sessions { id device method secondFactor current } } }';
const END = 'mutation($id: ID!) { endSession(id: $id) }';

interface SessionView {
  id: string;
  device: string | null;
  method: string;
  secondFactor: boolean;
  current: boolean;
}

describe('Signing in', () => {
  let test: TestServer;
  beforeAll(async () => {
    test = await startTestServer({ RATE_LIMITS: 'off' });
  });
  afterAll(() => test.stop());

  const cookie = (client: ApiClient) => client.cookies.get('rf_session') as string;
  const viewer = async (client: ApiClient) =>
    (await client.must<{ viewer: { kind: string; secondFactor: string; grants: object[] } }>(VIEWER)).viewer;
  const sessions = async (client: ApiClient) =>
    (await client.must<{ security: { sessions: SessionView[] } }>(SECURITY)).security.sessions;

  const codeOf = (key: string, shiftSeconds = 0) =>
    new TOTP({ secret: key.replaceAll(' ', '') }).generate({
      timestamp: test.clock.millis() + shiftSeconds * 1000,
    });
  /** Somebody with a role and an authenticator app, signed in and past it. */
  async function enrolled(email: string) {
    const id = await addPerson(test, email, 'MODERATOR');
    const client = await signInByEmail(test.client(), email);
    const { startAuthenticatorApp } = await client.must<{ startAuthenticatorApp: { key: string } }>(START);
    const { key } = startAuthenticatorApp;
    const { confirmAuthenticatorApp: codes } = await client.must<{ confirmAuthenticatorApp: string[] }>(
      CONFIRM,
      { code: codeOf(key) },
    );
    test.clock.advance(60_000);
    return { id, client, key, codes };
  }

  it('gives a new secret each time: a planted, a former and a forged cookie are nobody', async () => {
    const planted = 'planted-by-somebody-else';
    const client = test.client();
    client.cookies.set('rf_session', planted);
    await signInByEmail(client, 'fixed@example.org');
    const first = cookie(client);
    expect(first).not.toBe(planted);
    expect(await viewer(client)).toMatchObject({ kind: 'PERSON' });

    await signInByEmail(client, 'fixed@example.org');
    expect(cookie(client)).not.toBe(first);
    for (const secret of [planted, first, digest(cookie(client)), cookie(client).slice(0, -1)]) {
      const thief = test.client();
      thief.cookies.set('rf_session', secret);
      expect(await viewer(thief)).toMatchObject({ kind: 'GUEST' });
    }
    const rows = await test.database.database.reader.manager.find(SessionEntity);
    expect(JSON.stringify(rows)).not.toContain(cookie(client));
  });

  it('works once per link, by whoever presses first', async () => {
    const token = await tokenFor(test.client(), 'once@example.org');
    const complete = 'mutation($token: String!) { completeSignIn(token: $token) { kind } }';
    const codes = await Promise.all([1, 2, 3].map(async () => test.client().codeOf(complete, { token })));
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(codes.filter((code) => code === 'LINK_EXPIRED')).toHaveLength(2);
    const late = await tokenFor(test.client(), 'late@example.org');
    test.clock.advance(21 * 60_000);
    expect(await test.client().codeOf(complete, { token: late })).toBe('LINK_EXPIRED');
  });

  it('answers alike whether or not the address is anybody’s, and keeps no link in clear', async () => {
    await addPerson(test, 'known@example.org', 'MODERATOR');
    const ask = (email: string) =>
      test
        .client()
        .ask<{ requestSignIn: { sent: boolean; demoLink: string } }>(
          'mutation($email: String!) { requestSignIn(email: $email, locale: TH) { sent demoLink } }',
          { email },
        );
    const [known, unknown] = [await ask('known@example.org'), await ask('unknown@example.org')];
    const shape = ({ data, errors }: typeof known) => ({
      errors,
      sent: data?.requestSignIn.sent,
      link: data?.requestSignIn.demoLink.length,
    });
    expect(shape(known)).toEqual(shape(unknown));
    const token = new URL(known.data?.requestSignIn.demoLink ?? '').searchParams.get('token') as string;
    const letters = await test.database.database.reader.manager.find(MailEntity);
    expect(JSON.stringify(letters)).not.toContain(token);
  });

  it('lets the roles of staff sleep until a second factor is passed, and says which it is', async () => {
    await addPerson(test, 'sleeper@example.org', 'MODERATOR');
    const client = await signInByEmail(test.client(), 'sleeper@example.org');
    expect(await viewer(client)).toEqual({
      kind: 'PERSON',
      assurance: 'EMAIL',
      secondFactor: 'SET_UP_NEEDED',
      grants: [],
    });
    expect(await client.codeOf(DESK)).toBe('SECOND_FACTOR_REQUIRED');
    expect(await client.codeOf('mutation { publishResponse(id: "x") { id } }')).toBe('FORBIDDEN');
    const citizen = await signInByEmail(test.client(), 'citizen@example.org');
    expect(await viewer(citizen)).toMatchObject({ secondFactor: 'NOT_NEEDED' });
    expect(await citizen.codeOf(DESK)).toBe('FORBIDDEN');
  });

  it('enrols an authenticator app by a code of it; that session passes at once, under a new secret', async () => {
    const id = await addPerson(test, 'enrol@example.org', 'MODERATOR');
    const client = await signInByEmail(test.client(), 'enrol@example.org');
    const before = cookie(client);
    const { startAuthenticatorApp: app } = await client.must<{
      startAuthenticatorApp: Record<'key' | 'address' | 'picture', string>;
    }>(START);
    expect(app.picture).toMatch(/^data:image\/svg\+xml;base64,/);
    expect(decodeURIComponent(app.address)).toContain('enrol@example.org');
    expect(await client.codeOf(CONFIRM, { code: '000000' })).toBe('VALIDATION');
    expect(await client.codeOf(DESK)).toBe('SECOND_FACTOR_REQUIRED');
    const { confirmAuthenticatorApp: codes } = await client.must<{ confirmAuthenticatorApp: string[] }>(
      CONFIRM,
      { code: codeOf(app.key) },
    );
    expect(new Set(codes).size).toBe(10);
    expect(cookie(client)).not.toBe(before);
    expect(await viewer(client)).toMatchObject({ secondFactor: 'PASSED', grants: [{ role: 'MODERATOR' }] });
    expect(await client.codeOf(DESK)).toBeNull();
    const old = test.client();
    old.cookies.set('rf_session', before);
    expect(await viewer(old)).toMatchObject({ kind: 'GUEST' });
    const manager = test.database.database.reader.manager;
    const kept = JSON.stringify([
      await manager.findBy(AuthenticatorAppEntity, { personId: id }),
      await manager.findBy(RecoveryCodeEntity, { personId: id }),
      await manager.find(AuditEntryEntity),
    ]);
    for (const secret of [app.key.replaceAll(' ', ''), ...codes]) expect(kept).not.toContain(secret);
    expect(await actionsAbout(test, id)).toEqual(
      expect.arrayContaining([
        'session.opened',
        'secondFactor.failed',
        'secondFactor.enrolled',
        'secondFactor.passed',
        'recoveryCodes.made',
      ]),
    );
  });

  it('takes each code once, in whatever session, and one step early or late but no more', async () => {
    const { key } = await enrolled('replay@example.org');
    const [one, two] = [
      await signInByEmail(test.client(), 'replay@example.org'),
      await signInByEmail(test.client(), 'replay@example.org'),
    ];
    expect(await viewer(one)).toMatchObject({ secondFactor: 'NEEDED', grants: [] });
    const code = codeOf(key, 30);
    expect(await one.codeOf(VERIFY, { code: codeOf(key, 90) })).toBe('VALIDATION');
    expect(await one.codeOf(VERIFY, { code })).toBeNull();
    expect(await two.codeOf(VERIFY, { code })).toBe('VALIDATION');
    expect(await two.codeOf(VERIFY, { code: codeOf(key) })).toBe('VALIDATION');
    expect(await viewer(one)).toMatchObject({ secondFactor: 'PASSED' });
    expect(await viewer(two)).toMatchObject({ secondFactor: 'NEEDED' });
    test.clock.advance(90_000);
    expect(await two.codeOf(VERIFY, { code: codeOf(key) })).toBeNull();
  });

  it('lets a recovery code in once; new codes make the old ones worthless', async () => {
    const { client, codes } = await enrolled('lost@example.org');
    const other = await signInByEmail(test.client(), 'lost@example.org');
    const [first = '', second = ''] = codes;
    expect(await other.codeOf('mutation { renewRecoveryCodes }')).toBe('SECOND_FACTOR_REQUIRED');
    expect(await other.codeOf(RECOVER, { code: first.toLowerCase().replaceAll('-', ' ') })).toBeNull();
    expect(await viewer(other)).toMatchObject({ secondFactor: 'PASSED' });
    const again = await signInByEmail(test.client(), 'lost@example.org');
    expect(await again.codeOf(RECOVER, { code: first })).toBe('VALIDATION');
    const { security } = await client.must<{ security: { recoveryCodesLeft: number } }>(SECURITY);
    expect(security.recoveryCodesLeft).toBe(9);
    await client.must('mutation { renewRecoveryCodes }');
    expect(await again.codeOf(RECOVER, { code: second })).toBe('VALIDATION');
  });

  it('lets nobody who only reads the mail add, see or remove a second factor', async () => {
    await enrolled('guarded@example.org');
    const thief = await signInByEmail(test.client(), 'guarded@example.org');
    for (const operation of [
      START,
      'mutation { removeAuthenticatorApp }',
      'mutation { renewRecoveryCodes }',
      'mutation { startPasskeyRegistration }',
      'mutation { removePasskey(id: "x") }',
    ]) {
      expect([operation, await thief.codeOf(operation)]).toEqual([operation, 'SECOND_FACTOR_REQUIRED']);
    }
    const { security } = await thief.must<{ security: { appToScan: object | null } }>(SECURITY);
    expect(security.appToScan).toBeNull();
  });

  it('does not let staff remove their last second factor; others may', async () => {
    const { client } = await enrolled('last@example.org');
    const answer = await client.ask('mutation { removeAuthenticatorApp }');
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: 'VALIDATION',
      params: { rule: 'lastSecondFactor' },
    });
    expect(await client.codeOf(DESK)).toBeNull();
    const citizen = await signInByEmail(test.client(), 'careful@example.org');
    const { startAuthenticatorApp } = await citizen.must<{ startAuthenticatorApp: { key: string } }>(START);
    await citizen.must(CONFIRM, { code: codeOf(startAuthenticatorApp.key) });
    expect(await citizen.codeOf(START)).toBe('CONFLICT');
    expect(await citizen.codeOf('mutation { removeAuthenticatorApp }')).toBeNull();
  });

  it('lists a person’s sessions to them alone; one that is ended is refused at once', async () => {
    const email = 'sessions@example.org';
    const [here, there, third] = [
      await signInByEmail(test.client(), email),
      await signInByEmail(test.client(), email),
      await signInByEmail(test.client(), email),
    ];
    const stranger = await signInByEmail(test.client(), 'stranger@example.org');
    const mine = await sessions(here);
    expect(mine.map(({ current }) => current)).toEqual([false, false, true]);
    expect(mine.map(({ method }) => method)).toEqual(['EMAIL', 'EMAIL', 'EMAIL']);
    const theirs = (await sessions(there)).find(({ current }) => current)?.id as string;
    expect(await sessions(stranger)).toHaveLength(1);
    expect(await stranger.codeOf(END, { id: theirs })).toBe('NOT_FOUND');
    expect(await here.codeOf(END, { id: theirs })).toBeNull();
    expect(await here.codeOf(END, { id: theirs })).toBe('NOT_FOUND');
    expect(await viewer(there)).toMatchObject({ kind: 'GUEST' });
    expect(await there.codeOf(SECURITY)).toBe('SIGN_IN_REQUIRED');
    const { endOtherSessions } = await here.must<{ endOtherSessions: number }>(
      'mutation { endOtherSessions }',
    );
    expect(endOtherSessions).toBe(1);
    expect(await viewer(third)).toMatchObject({ kind: 'GUEST' });
    expect(await viewer(here)).toMatchObject({ kind: 'PERSON' });
    await here.must('mutation { signOut }');
    expect(await viewer(here)).toMatchObject({ kind: 'GUEST' });
  });

  it('cuts the live connection of a session that ended, and leaves the others', async () => {
    const email = 'live@example.org';
    const [here, there] = [
      await signInByEmail(test.client(), email),
      await signInByEmail(test.client(), email),
    ];
    const connect = (client: ApiClient) =>
      io(test.server.url, {
        transports: ['websocket'],
        reconnection: false,
        forceNew: true,
        extraHeaders: { cookie: client.cookieHeader },
      });
    const [kept, cut] = [connect(here), connect(there)];
    await Promise.all([kept, cut].map((socket) => new Promise<void>((ready) => socket.on('connect', ready))));
    const reason = new Promise<string>((resolve) => cut.on('disconnect', resolve));
    await here.must('mutation { endOtherSessions }');
    expect(await reason).toBe('transport close');
    expect(kept.connected).toBe(true);
    kept.close();
  });
});
