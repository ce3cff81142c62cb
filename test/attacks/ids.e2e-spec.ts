import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import fc from 'fast-check';
import type { GraphQLSchema } from 'graphql';
import { PersonEntity, Role, RoleGrantEntity } from '@rapfang/access';
import { newId, systemContext } from '@rapfang/platform';
import type { ApiClient } from '../harness/api-client.js';
import { COMMENT_BY_ID, EDIT, submit, WITHDRAW } from '../harness/operations.js';
import { NO_ID, operationField, operationQuery } from '../harness/schema-inputs.js';
import { startTestServer, type TestServer } from '../harness/server.js';
import { readPool, variablesOf, type Pool } from './arbitraries.js';

/** Acts that everyone may do with the id of something that is not theirs, and why. */
const OPEN_TO_ALL: Record<string, string> = {
  'Mutation setSupport': 'Supporting is for comments of others.',
  'Mutation submitComment': 'Replying too.',
  'Mutation reportComment': 'Reporting too.',
};

/** Lists that are cut to the plans of whoever asks: they answer, and hold nothing of this plan. */
const CUT_TO_OWN_PLANS = ['Query people', 'Query invitations'];
/** About the office as a whole, and of no plan. */
const OF_NO_PLAN = ['Query retention'];
/** Acts on many at once answer, with what became of each; that nothing became of them is looked up. */
const ANSWERS_FOR_EACH = ['Mutation decideComments'];

/** Tries of each operation, with ids that exist. */
const TRIES = 12;

describe('Guessing ids', () => {
  let test: TestServer;
  let schema: GraphQLSchema;
  let pool: Pool;

  beforeAll(async () => {
    test = await startTestServer({ RATE_LIMITS: 'off', ROLES: 'api' });
    schema = test.server.app.get(GraphQLSchemaHost).schema;
    pool = { ...(await readPool(test)), receipts: ['RF-69-AAAA-AAAA'] };
  });
  afterAll(() => test.stop());

  /** Somebody signed in who holds these roles on a plan that is not the demonstration's. */
  async function someone(name: string, roles: readonly string[]): Promise<ApiClient> {
    const { database } = test.database;
    await database.transaction(systemContext(), async (ctx) => {
      const manager = database.writing(ctx);
      const id = newId();
      const createdAt = test.clock.now();
      await manager.insert(PersonEntity, {
        id,
        email: `${name}@demo.invalid`,
        displayName: name,
        language: 'th',
        demoKey: name,
        createdAt,
      });
      for (const role of roles)
        await manager.insert(RoleGrantEntity, { id: newId(), personId: id, role, scope: NO_ID, createdAt });
    });
    return test.client().as(name);
  }

  /** Operations that went through, each tried with fitting variables and ids that exist. */
  async function succeeded(client: ApiClient, names: readonly string[]): Promise<Map<string, string>> {
    const through = new Map<string, string>();
    for (const name of names) {
      const field = operationField(schema, name);
      const query = operationQuery(name, field, field.args);
      for (const variables of fc.sample(variablesOf(pool, field, true), { numRuns: TRIES, seed: 7 })) {
        const { data, errors } = await client.ask<Record<string, unknown>>(query, variables);
        expect([name, errors?.[0]?.extensions.code]).not.toEqual([name, 'INTERNAL']);
        const answer = data?.[field.name];
        const empty =
          answer === null ||
          answer === undefined ||
          answer === false ||
          (Array.isArray(answer) && answer.length === 0);
        if (!errors && !empty) through.set(name, JSON.stringify(variables).slice(0, 300));
      }
    }
    return through;
  }

  it('across plans: every role on another plan opens nothing of this one', async () => {
    const client = await someone('elsewhere', Object.values(Role));
    const staffOnly = test.server.marked.operations
      .filter(
        ({ mark }) =>
          'permission' in mark &&
          !mark.permission.audience.some((one) => one === 'ANYONE' || one === 'SIGNED_IN'),
      )
      .map(({ name }) => name);
    expect(staffOnly.length).toBeGreaterThan(5);
    const states = () =>
      test.database.database.reader.query<unknown>(
        'SELECT state, COUNT(*) AS n FROM comment GROUP BY state ORDER BY state',
      );
    const before = await states();
    const through = await succeeded(client, staffOnly);
    for (const name of [...CUT_TO_OWN_PLANS, ...OF_NO_PLAN, ...ANSWERS_FOR_EACH]) through.delete(name);
    expect(await states()).toEqual(before);
    expect(Object.fromEntries(through)).toEqual({});
    const { people } = await client.must<{ people: { edges: { node: { displayName: string } }[] } }>(
      '{ people(first: 50) { edges { node { displayName } } } }',
    );
    expect(people.edges.map(({ node }) => node.displayName)).toEqual(['elsewhere']);
  });

  it("across people: nobody acts on what is another's", async () => {
    const client = await someone('stranger', []);
    const named = test.server.marked.operations
      .map(({ name }) => name)
      .filter((name) => name.startsWith('Mutation '))
      .filter((name) => !(name in OPEN_TO_ALL))
      .filter((name) => {
        const { args } = operationField(schema, name);
        return args.some(({ name: argument, type }) => /ids?$/i.test(argument) || /Input/.test(String(type)));
      });
    expect(named.length).toBeGreaterThan(5);
    expect(Object.fromEntries(await succeeded(client, named))).toEqual({});
  });

  it('the comment of another is neither edited, withdrawn nor seen where it is not public', async () => {
    const author = test.client();
    const { comment } = await submit(author, 's1.p1.2', 'ของผู้เขียนเอง');
    const stranger = test.client();
    await submit(stranger, 's1.p1.2', 'ของคนอื่น');
    const edit = { id: comment.id, body: 'แก้โดยผู้อื่น', expectedRevision: 1 };
    expect(['FORBIDDEN', 'SIGN_IN_REQUIRED', 'NOT_FOUND']).toContain(
      await stranger.codeOf(EDIT, { input: edit }),
    );
    expect(['FORBIDDEN', 'SIGN_IN_REQUIRED', 'NOT_FOUND']).toContain(
      await stranger.codeOf(WITHDRAW, { input: { id: comment.id } }),
    );
    await author.must(WITHDRAW, { input: { id: comment.id } });
    const { comment: seen } = await stranger.must<{ comment: { body: string | null } }>(COMMENT_BY_ID, {
      id: comment.id,
    });
    expect(seen.body).toBeNull();
  });

  it('a guest cookie is nobody else’s: changed, cut or signed with another secret it names a new guest', async () => {
    const author = test.client();
    const { comment } = await submit(author, 's1.p1.2', 'ลายเซ็นของคุกกี้');
    const [id, signature] = decodeURIComponent(author.cookies.get('rf_guest') as string).split('.') as [
      string,
      string,
    ];
    for (const forged of [
      id,
      `${id}.`,
      `${id}.${signature.slice(1)}`,
      `${id}.${'A'.repeat(signature.length)}`,
      `${id}.${signature}x`,
    ]) {
      const client = test.client();
      client.cookies.set('rf_guest', forged);
      const code = await client.codeOf(EDIT, { input: { id: comment.id, body: 'x', expectedRevision: 1 } });
      expect(['FORBIDDEN', 'SIGN_IN_REQUIRED', 'NOT_FOUND']).toContain(code);
    }
  });
});

describe('Sessions', () => {
  let test: TestServer;
  beforeAll(async () => {
    test = await startTestServer({ RATE_LIMITS: 'off', ROLES: 'api' });
  });
  afterAll(() => test.stop());
  const KIND = '{ viewer { kind } }';
  const kindOf = async (client: ApiClient) =>
    (await client.must<{ viewer: { kind: string } }>(KIND)).viewer.kind;

  it('fixation: a session set by somebody else before signing in is not the one signed in with', async () => {
    const client = test.client();
    client.cookies.set('rf_session', 'chosen-by-the-attacker');
    await client.as('citizen');
    expect(client.cookies.get('rf_session')).not.toBe('chosen-by-the-attacker');
    const attacker = test.client();
    attacker.cookies.set('rf_session', 'chosen-by-the-attacker');
    expect(await kindOf(attacker)).toBe('GUEST');
  });

  it('fixation: the session before a sign-in ends with it', async () => {
    const client = await test.client().as('citizen');
    const attacker = test.client();
    attacker.cookies.set('rf_session', client.cookies.get('rf_session') as string);
    expect(await kindOf(attacker)).toBe('PERSON');
    await client.as('moderator');
    expect(await kindOf(attacker)).toBe('GUEST');
    expect(await kindOf(client)).toBe('PERSON');
  });

  it('a session that was signed out is of no use to who copied it', async () => {
    const client = await test.client().as('citizen');
    const copied = client.cookies.get('rf_session') as string;
    await client.must('mutation { signOut }');
    const thief = test.client();
    thief.cookies.set('rf_session', copied);
    expect(await kindOf(thief)).toBe('GUEST');
  });

  it('cookies are kept from scripts and from other sites', async () => {
    const response = await test.client().send('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: 'mutation { signInAsDemoPerson(key: "citizen") { id } }' }),
    });
    const cookies = response.headers.getSetCookie();
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) expect(cookie).toMatch(/HttpOnly/i);
    for (const cookie of cookies) expect(cookie).toMatch(/SameSite=(Lax|Strict)/i);
  });
});
