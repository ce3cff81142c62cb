import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TOTP } from 'otpauth';
import type { ApiClient } from './harness/api-client.js';
import { actionsAbout, addPerson, signInByEmail } from './harness/people.js';
import { startTestServer, type TestServer } from './harness/server.js';

const ASK = 'mutation($email: String!) { requestSignIn(email: $email, locale: TH) { sent } }';
const COMPLETE = 'mutation { completeSignIn(token: "guess") { kind } }';
const VERIFY = 'mutation($code: String!) { verifyAuthenticatorCode(code: $code) { secondFactor } }';
const RECOVER = 'mutation($code: String!) { useRecoveryCode(code: $code) { secondFactor } }';
const PASSKEY = 'mutation { startPasskeySignIn }';

describe('Limits on signing in', () => {
  let test: TestServer;
  let addresses = 0;
  beforeAll(async () => {
    test = await startTestServer({ TRUST_PROXY: '1' });
  });
  afterAll(() => test.stop());

  const clientAt = (address: string): ApiClient => Object.assign(test.client(), { address });
  const elsewhere = () => clientAt(`203.0.113.${(addresses += 1)}`);
  const refusals = async (times: number, ask: (index: number) => Promise<string | null>) => {
    const codes: (string | null)[] = [];
    for (let index = 0; index < times; index += 1) codes.push(await ask(index));
    return codes.indexOf('RATE_LIMITED');
  };

  it('stop the sixth link for one account, from wherever it is asked, and say when the next may come', async () => {
    const email = 'many@example.org';
    expect(await refusals(6, () => elsewhere().codeOf(ASK, { email }))).toBe(5);
    const { errors } = await elsewhere().ask(ASK, { email: ' MANY@example.org ' });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED' });
    expect(errors?.[0]?.extensions.params['seconds']).toBeGreaterThan(0);
    expect(await elsewhere().codeOf(ASK, { email: 'other@example.org' })).toBeNull();
  });

  it('stop an address that asks for many accounts or guesses at links or passkeys, and no other address', async () => {
    const greedy = '198.51.100.7';
    expect(await refusals(40, (n) => clientAt(greedy).codeOf(ASK, { email: `a${n}@example.org` }))).toBe(30);
    expect(await clientAt(greedy).codeOf(COMPLETE)).toBe('RATE_LIMITED');
    expect(await refusals(130, () => clientAt(greedy).codeOf(PASSKEY))).toBe(120);
    expect(await elsewhere().codeOf(COMPLETE)).toBe('LINK_EXPIRED');
    expect(await elsewhere().codeOf(PASSKEY)).toBeNull();
  });

  it('stop guessing codes after five at an account, though the sixth were right; each wrong one is on record', async () => {
    const email = 'guessed@example.org';
    const id = await addPerson(test, email, 'MODERATOR');
    const owner = await signInByEmail(elsewhere(), email);
    const { startAuthenticatorApp } = await owner.must<{ startAuthenticatorApp: { key: string } }>(
      'mutation { startAuthenticatorApp { key } }',
    );
    const app = new TOTP({ secret: startAuthenticatorApp.key.replaceAll(' ', '') });
    const codeNow = () => app.generate({ timestamp: test.clock.millis() });
    const { confirmAuthenticatorApp: codes } = await owner.must<{ confirmAuthenticatorApp: string[] }>(
      'mutation($code: String!) { confirmAuthenticatorApp(code: $code) }',
      { code: codeNow() },
    );
    test.clock.advance(60_000);
    const thief = await signInByEmail(elsewhere(), email);
    // Enrolling was the first of the five.
    expect(
      await refusals(5, (n) => {
        thief.address = `203.0.113.${100 + n}`;
        return thief.codeOf(n % 2 ? VERIFY : RECOVER, { code: '123456' });
      }),
    ).toBe(4);
    expect(await thief.codeOf(VERIFY, { code: codeNow() })).toBe('RATE_LIMITED');
    expect(await thief.codeOf(RECOVER, { code: codes[0] })).toBe('RATE_LIMITED');
    const actions = await actionsAbout(test, id);
    expect(actions.filter((action) => action === 'secondFactor.failed')).toHaveLength(4);
  });
});
