import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PersonEntity, PersonIdentityEntity, PersonNationalIdEntity, RoleGrantEntity } from '@rapfang/access';
import { newId, systemContext } from '@rapfang/platform';
import type { ApiClient } from './harness/api-client.js';
import { startFalseProvider } from './harness/false-provider.js';
import { startIdentityProvider, type IdentityProvider } from './harness/identity-provider.js';
import {
  completeOidc,
  startOidc,
  startOidcLink,
  viewerOf,
  OIDC_SITE as SITE,
} from './harness/oidc-operations.js';
import { PLAN, SUBMIT } from './harness/operations.js';
import { freePort } from './harness/services.mjs';
import { startTestServer, type TestServer } from './harness/server.js';

const IDENTITIES = '{ identities { id provider assurance mayUnlink } }';
const UNLINK = 'mutation($id: ID!) { unlinkIdentity(id: $id) }';
const SET_PARTICIPATION =
  'mutation($input: SetRoundParticipationInput!) { setRoundParticipation(input: $input) { participation } }';
const SOMCHAI = '1101700230708';

interface Identity {
  id: string;
  provider: string;
  assurance: string;
  mayUnlink: boolean;
}

describe('Signing in at a provider', () => {
  let provider: IdentityProvider;
  let test: TestServer;
  let latePort: number;

  beforeAll(async () => {
    provider = await startIdentityProvider(SITE, ['thaid', 'corp']);
    latePort = await freePort();
    test = await startTestServer({
      PUBLIC_URL: SITE,
      RATE_LIMITS: 'off',
      OIDC_PROVIDERS: 'thaid,corp,late,inside',
      OUTBOUND_ALLOW: `${new URL(provider.issuer).host},127.0.0.1:${latePort}`,
      ...provider.environment('thaid'),
      // The same provider under looser rules: no numbers, but its second factor counts.
      ...provider.environment('corp', { NATIONAL_ID_CLAIM: '', SECOND_FACTOR_ACR: 'aal2' }),
      ...provider.environment('late', { ISSUER: `http://127.0.0.1:${latePort}` }),
      ...provider.environment('inside', { ISSUER: 'https://10.0.0.1' }),
    });
  });
  afterAll(async () => {
    await test.stop();
    await provider.stop();
  });

  /** The whole way there and back; null when it went well. */
  async function signIn(client: ApiClient, as: string, key = 'thaid'): Promise<string | null> {
    const back = await provider.visit(await startOidc(client, key), `as=${as}`);
    return (await completeOidc(client, key, back.search)).problem;
  }

  async function link(client: ApiClient, as: string, key = 'thaid') {
    const back = await provider.visit(await startOidcLink(client, key), `as=${as}`);
    return completeOidc(client, key, back.search);
  }

  const identities = async (client: ApiClient) =>
    (await client.must<{ identities: Identity[] }>(IDENTITIES)).identities;

  /** Somebody signed in by a link sent to the address. */
  async function byEmail(email: string): Promise<ApiClient> {
    const client = test.client();
    const { requestSignIn } = await client.must<{ requestSignIn: { demoLink: string } }>(
      'mutation($email: String!) { requestSignIn(email: $email, locale: TH) { demoLink } }',
      { email },
    );
    const token = new URL(requestSignIn.demoLink).searchParams.get('token');
    await client.must('mutation($token: String!) { completeSignIn(token: $token) { id } }', { token });
    return client;
  }

  const manager = () => test.database.database.reader.manager;

  it('offers the providers in both languages, in the order of the operator', async () => {
    const { oidcProviders } = await test
      .client()
      .must<{ oidcProviders: object[] }>('{ oidcProviders { key name { th en } } }');
    expect(oidcProviders).toHaveLength(4);
    expect(oidcProviders[0]).toEqual({
      key: 'thaid',
      name: { th: 'ผู้ให้บริการทดสอบ', en: 'Test Provider' },
    });
  });

  it('makes a person on first sight, verified where the provider says so, and finds them again', async () => {
    const client = test.client();
    const url = await startOidc(client, 'thaid', '/en/plans');
    expect(new URL(url).searchParams.get('acr_values')).toBe('ial2');
    const back = await provider.visit(url, 'as=somchai');
    expect(await completeOidc(client, 'thaid', back.search)).toEqual({
      problem: null,
      linking: false,
      returnTo: '/en/plans',
      language: 'EN',
    });
    const first = await viewerOf(client);
    // The provider's legal name is not taken over: what stands over a comment is for them to choose.
    expect(first).toMatchObject({
      kind: 'PERSON',
      assurance: 'VERIFIED',
      email: 'somchai@people.example',
      displayName: null,
    });
    const again = test.client();
    expect(await signIn(again, 'somchai')).toBeNull();
    expect((await viewerOf(again)).id).toBe(first.id);
    expect(await identities(again)).toEqual([
      expect.objectContaining({ provider: 'thaid', assurance: 'VERIFIED', mayUnlink: true }),
    ]);
  });

  it('changes the session’s secret and ends the session that the browser had', async () => {
    const client = await byEmail('rotates@people.example');
    const thief = test.client();
    for (const [name, value] of client.cookies) thief.cookies.set(name, value);
    expect(await link(client, 'malee')).toMatchObject({ problem: null, linking: true });
    expect(await viewerOf(client)).toMatchObject({ assurance: 'VERIFIED', email: 'rotates@people.example' });
    expect((await viewerOf(thief)).kind).toBe('GUEST');
  });

  it('keeps a national ID as a keyed hash alone, in no table, letter or log by its digits', async () => {
    const client = test.client();
    await signIn(client, 'somchai');
    const { id } = await viewerOf(client);
    const [row] = await manager().findBy(PersonNationalIdEntity, { id: id ?? '' });
    expect(row?.numberHash).toMatch(/^[0-9a-f]{64}$/);
    const held: string[] = [];
    for (const { tableName } of test.database.database.reader.entityMetadatas) {
      const rows: unknown = await test.database.database.reader.query(`SELECT * FROM ${tableName}`);
      if (/1101700230708|1-1017-00230-70-8/.test(JSON.stringify(rows))) held.push(tableName);
    }
    expect(held).toEqual([]);
    expect(JSON.stringify(await client.ask('{ viewer { id email } }'))).not.toContain(SOMCHAI);
  });

  it('lets one verified person have one account', async () => {
    const again = test.client();
    // The same number, written with hyphens, under another name at the provider.
    expect(await signIn(again, 'somchai-again')).toBe('NUMBER_TAKEN');
    expect((await viewerOf(again)).kind).toBe('GUEST');
    expect(await manager().countBy(PersonIdentityEntity, { subject: 'somchai-again' })).toBe(0);
    const other = await byEmail('other@people.example');
    expect((await link(other, 'somchai-again')).problem).toBe('NUMBER_TAKEN');
    const somchai = test.client();
    await signIn(somchai, 'somchai');
    expect((await link(somchai, 'somchai-again')).problem).toBeNull();
  });

  it('does not let two people be verified in one account', async () => {
    const client = await byEmail('two@people.example');
    await test.database.database.transaction(systemContext(), async (ctx) => {
      const { id } = await viewerOf(client);
      const row = { id: id ?? '', numberHash: 'f'.repeat(64), createdAt: test.clock.now() };
      await test.database.database.writing(ctx).insert(PersonNationalIdEntity, row);
    });
    expect((await link(client, 'prasit')).problem).toBe('NUMBER_DIFFERS');
    expect(await identities(client)).toEqual([]);
  });

  it('does not call somebody verified whose number is wrong', async () => {
    const client = test.client();
    expect(await signIn(client, 'broken')).toBeNull();
    const { id, assurance } = await viewerOf(client);
    expect(assurance).toBe('EMAIL');
    expect(await manager().countBy(PersonNationalIdEntity, { id: id ?? '' })).toBe(0);
  });

  it('never gives an account to whoever only says that its e-mail is theirs', async () => {
    const victim = await viewerOf(await byEmail('victim@people.example'));
    const mallory = test.client();
    expect(await signIn(mallory, 'mallory')).toBeNull();
    const taken = await viewerOf(mallory);
    expect(taken.id).not.toBe(victim.id);
    expect(taken.email).toBeNull();
  });

  it('adds an identity with a known e-mail only to the account that is signed in', async () => {
    const owner = await byEmail('anan@people.example');
    const browser = test.client();
    expect(await signIn(browser, 'anan')).toBe('EMAIL_KNOWN');
    expect((await viewerOf(browser)).kind).toBe('GUEST');
    expect(await link(owner, 'anan')).toMatchObject({ problem: null, linking: true, language: 'TH' });
    expect(await signIn(browser, 'anan')).toBeNull();
    expect((await viewerOf(browser)).id).toBe((await viewerOf(owner)).id);
  });

  it('asks the person to prove themselves anew before it adds an identity', async () => {
    const client = await byEmail('anew@people.example');
    const { searchParams } = new URL(await startOidcLink(client, 'thaid'));
    expect(searchParams.get('prompt')).toBe('login');
    expect(new URL(await startOidc(client, 'thaid')).searchParams.has('prompt')).toBe(false);
  });

  it('never moves an identity to another account, nor guesses for whoever is signed in', async () => {
    const client = await byEmail('third@people.example');
    expect((await link(client, 'somchai')).problem).toBe('IDENTITY_TAKEN');
    expect(await signIn(client, 'nobody-yet')).toBe('SIGNED_IN');
    expect(await identities(client)).toEqual([]);
  });

  it('adds nothing when another session comes back than left', async () => {
    const client = await byEmail('leaves@people.example');
    const back = await provider.visit(await startOidcLink(client, 'corp'), 'as=nobody-yet');
    const other = await byEmail('comes@people.example');
    for (const [name, value] of client.cookies) {
      if (name.endsWith('rf_oidc')) other.cookies.set(name, value);
    }
    expect((await completeOidc(other, 'corp', back.search)).problem).toBe('EXPIRED');
    expect(await identities(other)).toEqual([]);
  });

  it('counts a provider’s second factor only where the operator says so', async () => {
    const client = test.client();
    expect(await signIn(client, 'staff')).toBeNull();
    const { id } = await viewerOf(client);
    await test.database.database.transaction(systemContext(), async (ctx) => {
      const createdAt = test.clock.now();
      const grant = { id: newId(), personId: id ?? '', role: 'MODERATOR', scope: '*', createdAt };
      await test.database.database.writing(ctx).insert(RoleGrantEntity, grant);
    });
    expect((await viewerOf(client)).secondFactor).toBe('SET_UP_NEEDED');
    // Whoever reads the mail of staff must not add a provider that vouches for a second factor.
    await expect(startOidcLink(client, 'corp')).rejects.toThrow(/SECOND_FACTOR_REQUIRED/);
    const [own] = await identities(client);
    expect(await client.codeOf(UNLINK, { id: own?.id })).toBe('SECOND_FACTOR_REQUIRED');
    const trusted = test.client();
    await signIn(trusted, 'staff', 'corp');
    expect(await viewerOf(trusted)).toMatchObject({ id, secondFactor: 'PASSED' });
  });

  it('says when a provider does not answer, and asks again the next time', async () => {
    const client = test.client();
    await expect(startOidc(client, 'late')).rejects.toThrow(/UNAVAILABLE/);
    const late = await startFalseProvider('a secret of the tests', latePort);
    expect(await startOidc(client, 'late')).toContain(late.issuer);
    await late.stop();
    expect(await signIn(client, 'somchai')).toBeNull();
  });

  it('does not reach a provider within our own network', async () => {
    await expect(startOidc(test.client(), 'inside')).rejects.toThrow(/UNAVAILABLE/);
  });

  it('knows no provider but those of the operator', async () => {
    await expect(startOidc(test.client(), 'other')).rejects.toThrow(/NOT_FOUND/);
    await expect(completeOidc(test.client(), '../thaid', '?code=a')).rejects.toThrow(/NOT_FOUND/);
    await expect(completeOidc(test.client(), 'thaid', `?code=${'a'.repeat(9000)}`)).rejects.toThrow(
      /VALIDATION/,
    );
  });

  it('leaves a guest whoever turns back at the provider', async () => {
    const client = test.client();
    const back = await provider.visit(await startOidc(client, 'thaid'), 'cancel=1');
    expect((await completeOidc(client, 'thaid', back.search)).problem).toBe('DENIED');
    expect((await viewerOf(client)).kind).toBe('GUEST');
  });

  it('removes an identity, but never the last way in', async () => {
    const client = test.client();
    await signIn(client, 'mallory');
    const [only] = await identities(client);
    expect(only?.mayUnlink).toBe(false);
    expect(await client.codeOf(UNLINK, { id: only?.id })).toBe('CONFLICT');
    const owner = await byEmail('anan@people.example');
    const elsewhere = test.client();
    await signIn(elsewhere, 'anan');
    const [own] = await identities(owner);
    expect(await client.codeOf(UNLINK, { id: own?.id })).toBe('NOT_FOUND');
    expect(await owner.codeOf(UNLINK, { id: own?.id })).toBeNull();
    expect(await identities(owner)).toEqual([]);
    expect((await viewerOf(elsewhere)).kind).toBe('GUEST');
  });

  it('forgets the number and the level with the last verified identity', async () => {
    const client = await byEmail('rotates@people.example');
    await link(client, 'malee');
    const { id } = await viewerOf(client);
    const [own] = await identities(client);
    await client.must(UNLINK, { id: own?.id });
    expect((await viewerOf(client)).assurance).toBe('EMAIL');
    expect(await manager().countBy(PersonNationalIdEntity, { id: id ?? '' })).toBe(0);
    const later = test.client();
    expect(await signIn(later, 'malee')).toBeNull();
    expect((await viewerOf(later)).id).not.toBe(id);
  });

  it('makes one person of two first sights at once', async () => {
    const clients = [test.client(), test.client(), test.client()];
    const problems = await Promise.all(clients.map((client) => signIn(client, 'at-once', 'corp')));
    expect(problems).toEqual([null, null, null]);
    const ids = await Promise.all(clients.map(async (client) => (await viewerOf(client)).id));
    expect(new Set(ids).size).toBe(1);
    expect(await manager().countBy(PersonIdentityEntity, { subject: 'at-once' })).toBe(1);
  });

  async function openRound(): Promise<string> {
    const { section } = await test
      .client()
      .must<{ section: { openRound: { key: string } } }>(
        `{ section(planKey: "${PLAN}", key: "s1") { openRound { key } } }`,
      );
    return section.openRound.key;
  }

  it('takes comments of verified people alone where the round asks for them', async () => {
    const input = {
      planKey: PLAN,
      roundKey: await openRound(),
      participation: 'VERIFIED',
      reason: 'รับฟังเฉพาะผู้ยืนยันตัวตน',
    };
    expect(await (await test.client().as('moderator')).codeOf(SET_PARTICIPATION, { input })).toBe(
      'FORBIDDEN',
    );
    const secretariat = await test.client().as('secretariat');
    expect(await secretariat.codeOf(SET_PARTICIPATION, { input: { ...input, reason: ' ' } })).toBe(
      'VALIDATION',
    );
    await secretariat.must(SET_PARTICIPATION, { input });
    const comment = (client: ApiClient, clientId: string) =>
      client.codeOf(SUBMIT, {
        input: { clientId, planKey: PLAN, sectionKey: 's1', body: 'ขอให้ทำเร็วขึ้น', language: 'TH' },
      });
    expect(await comment(test.client(), 'guest-of-verified')).toBe('VERIFIED_IDENTITY_REQUIRED');
    const person = await byEmail('plain@people.example');
    expect(await comment(person, 'person-of-verified')).toBe('VERIFIED_IDENTITY_REQUIRED');
    const somchai = test.client();
    await signIn(somchai, 'somchai');
    expect(await comment(somchai, 'verified-of-verified')).toBeNull();
  });

  it('keeps nothing of the person in the record but what was done', async () => {
    const rows: unknown = await test.database.database.reader.query(
      "SELECT * FROM audit_entry WHERE action LIKE 'identity.%'",
    );
    expect(JSON.stringify(rows)).toContain('identity.linked');
    expect(JSON.stringify(rows)).toContain('identity.unlinked');
    expect(JSON.stringify(rows)).not.toMatch(/somchai|malee|anan|people\.example/);
    for (const { numberHash } of await manager().find(PersonNationalIdEntity))
      expect(JSON.stringify(rows)).not.toContain(numberHash);
    expect(await manager().countBy(PersonEntity, { email: 'victim@people.example' })).toBe(1);
  });
});
