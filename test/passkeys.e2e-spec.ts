import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from './harness/api-client.js';
import { SoftwarePasskey } from './harness/authenticator.js';
import { PLAN } from './harness/operations.js';
import { actionsAbout, addPerson, signInByEmail } from './harness/people.js';
import { startTestServer, type TestServer } from './harness/server.js';

const ORIGIN = 'https://rapfang.example';
const DESK = `{ deskCounts(planKey: "${PLAN}") { state } }`;
const LIST = '{ security { secondFactor passkeys { id name lastUsedAt } sessions { method current } } }';
const FINISH_ADD =
  'mutation($answer: String!, $name: String!) { finishPasskeyRegistration(answer: $answer, name: $name) { secondFactor } }';
const FINISH_IN = 'mutation($answer: String!) { finishPasskeySignIn(answer: $answer) { kind secondFactor } }';

interface Listed {
  security: {
    secondFactor: string;
    passkeys: { id: string; name: string; lastUsedAt: string | null }[];
    sessions: { method: string; current: boolean }[];
  };
}

describe('Passkeys', () => {
  let test: TestServer;
  beforeAll(async () => {
    test = await startTestServer({ PUBLIC_URL: ORIGIN });
  });
  afterAll(() => test.stop());

  const optionsToAdd = async (client: ApiClient) =>
    (await client.must<{ startPasskeyRegistration: string }>('mutation { startPasskeyRegistration }'))
      .startPasskeyRegistration;
  const optionsToSignIn = async (client: ApiClient) =>
    (await client.must<{ startPasskeySignIn: string }>('mutation { startPasskeySignIn }')).startPasskeySignIn;
  const listed = async (client: ApiClient) => (await client.must<Listed>(LIST)).security;

  async function owner(email: string, passkey = new SoftwarePasskey(ORIGIN)) {
    const id = await addPerson(test, email, 'MODERATOR');
    const client = await signInByEmail(test.client(), email);
    await client.must(FINISH_ADD, { answer: passkey.create(await optionsToAdd(client)), name: 'มือถือของฉัน' });
    return { id, client, passkey };
  }
  const signIn = async (passkey: SoftwarePasskey, client = test.client()) => {
    const code = await client.codeOf(FINISH_IN, { answer: passkey.get(await optionsToSignIn(client)) });
    return { client, code };
  };

  it('are added by somebody signed in, and count as second factor from then on', async () => {
    const { client } = await owner('add@example.org');
    expect(await listed(client)).toMatchObject({
      secondFactor: 'PASSED',
      passkeys: [{ name: 'มือถือของฉัน', lastUsedAt: null }],
    });
    expect(await client.codeOf(DESK)).toBeNull();
    expect([...client.cookies.keys()].sort()).toEqual(['__Host-rf_guest', '__Host-rf_session']);
  });

  it('sign in without a name or a letter, as both factors', async () => {
    const { passkey } = await owner('alone@example.org');
    const { client, code } = await signIn(passkey);
    expect(code).toBeNull();
    expect(await client.codeOf(DESK)).toBeNull();
    const { sessions, passkeys } = await listed(client);
    expect(sessions.find(({ current }) => current)?.method).toBe('PASSKEY');
    expect(passkeys[0]?.lastUsedAt).not.toBeNull();
  });

  it('serve as the second step after an e-mail link', async () => {
    const { passkey } = await owner('step@example.org');
    const client = await signInByEmail(test.client(), 'step@example.org');
    expect(await client.codeOf(DESK)).toBe('SECOND_FACTOR_REQUIRED');
    const options = await optionsToSignIn(client);
    expect(JSON.parse(options)).toMatchObject({
      userVerification: 'required',
      allowCredentials: [{ id: passkey.credentialId.toString('base64url') }],
    });
    await client.must(FINISH_IN, { answer: passkey.get(options) });
    expect(await client.codeOf(DESK)).toBeNull();
  });

  it('answer a challenge once, in time, in the browser that was asked', async () => {
    const { passkey } = await owner('challenge@example.org');
    const client = test.client();
    const answer = passkey.get(await optionsToSignIn(client));
    const otherBrowser = test.client();
    await optionsToSignIn(otherBrowser);
    expect(await otherBrowser.codeOf(FINISH_IN, { answer })).toBe('VALIDATION');
    expect(await test.client().codeOf(FINISH_IN, { answer })).toBe('VALIDATION');
    const cookies = new Map(client.cookies);
    expect(await client.codeOf(FINISH_IN, { answer })).toBeNull();
    const replay = test.client();
    for (const [name, value] of cookies) replay.cookies.set(name, value);
    expect(await replay.codeOf(FINISH_IN, { answer })).toBe('VALIDATION');
    const late = test.client();
    const lateAnswer = passkey.get(await optionsToSignIn(late));
    test.clock.advance(301_000);
    expect(await late.codeOf(FINISH_IN, { answer: lateAnswer })).toBe('VALIDATION');
  });

  it('are refused from another site, from another key, unverified, unknown, or as nonsense', async () => {
    const { passkey } = await owner('refused@example.org');
    const elsewhere = Object.assign(new SoftwarePasskey('https://rapfang.example.evil.org'), {
      credentialId: passkey.credentialId,
    });
    const otherKey = Object.assign(new SoftwarePasskey(ORIGIN), { credentialId: passkey.credentialId });
    const unknown = new SoftwarePasskey(ORIGIN);
    for (const wrong of [elsewhere, otherKey, unknown]) expect((await signIn(wrong)).code).toBe('VALIDATION');
    passkey.verifies = false;
    expect((await signIn(passkey)).code).toBe('VALIDATION');
    passkey.verifies = true;
    expect((await signIn(passkey)).code).toBeNull();
    const id = passkey.credentialId.toString('base64url');
    for (const answer of [
      '',
      '{',
      'null',
      '7',
      '[]',
      '{"id":7}',
      `{"id":"${id}"}`,
      `{"id":"${id}","response":{}}`,
    ]) {
      const client = test.client();
      await optionsToSignIn(client);
      expect([answer, await client.codeOf(FINISH_IN, { answer })]).toEqual([answer, 'VALIDATION']);
    }
  });

  it('whose count went back are refused, and it is on record: a copy is about', async () => {
    const { id, passkey } = await owner('copied@example.org');
    passkey.count = 10;
    expect((await signIn(passkey)).code).toBeNull();
    passkey.count = 4;
    expect((await signIn(passkey)).code).toBe('VALIDATION');
    passkey.count = 11;
    expect((await signIn(passkey)).code).toBeNull();
    const actions = await actionsAbout(test, id);
    expect(actions.filter((action) => action === 'secondFactor.failed')).toHaveLength(1);
    expect(actions.filter((action) => action === 'passkey.added')).toHaveLength(1);
  });

  it('are named and removed by their owner alone, and staff keep one', async () => {
    const { client, passkey } = await owner('rename@example.org');
    const stranger = (await owner('stranger2@example.org')).client;
    const [one] = (await listed(client)).passkeys;
    const rename = 'mutation($id: ID!, $name: String!) { renamePasskey(id: $id, name: $name) }';
    const remove = 'mutation($id: ID!) { removePasskey(id: $id) }';
    expect(await stranger.codeOf(rename, { id: one?.id, name: 'mine' })).toBe('NOT_FOUND');
    expect(await stranger.codeOf(remove, { id: one?.id })).toBe('NOT_FOUND');
    for (const name of ['', '   ', 'a\u202eb', 'x'.repeat(81)])
      expect([name, await client.codeOf(rename, { id: one?.id, name })]).toEqual([name, 'VALIDATION']);
    await client.must(rename, { id: one?.id, name: ' กุญแจที่ทำงาน ' });
    expect((await client.ask(remove, { id: one?.id })).errors?.[0]?.extensions.params).toMatchObject({
      rule: 'lastSecondFactor',
    });
    const second = new SoftwarePasskey(ORIGIN);
    await client.must(FINISH_ADD, { answer: second.create(await optionsToAdd(client)), name: 'second' });
    expect((await listed(client)).passkeys.map(({ name }) => name)).toEqual(['กุญแจที่ทำงาน', 'second']);
    await client.must(remove, { id: one?.id });
    expect((await signIn(passkey)).code).toBe('VALIDATION');
    expect((await signIn(second)).code).toBeNull();
  });

  it('cannot be registered twice, nor under the challenge of somebody else', async () => {
    const { passkey } = await owner('twice@example.org');
    const thief = await signInByEmail(test.client(), 'thief@example.org');
    expect(
      await thief.codeOf(FINISH_ADD, { answer: passkey.create(await optionsToAdd(thief)), name: 'x' }),
    ).toBe('VALIDATION');
    const options = await optionsToAdd(thief);
    const victim = await signInByEmail(test.client(), 'victim@example.org');
    victim.cookies.set('__Host-rf_passkey', thief.cookies.get('__Host-rf_passkey') as string);
    const answer = new SoftwarePasskey(ORIGIN).create(options);
    expect(await victim.codeOf(FINISH_ADD, { answer, name: 'x' })).toBe('VALIDATION');
  });
});
