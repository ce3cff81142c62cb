import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { COST_MOST, costOf } from '../../apps/api/src/graphql/limits.plugin.js';
import * as generated from '../../apps/web/src/lib/graphql/generated.js';
import {
  getNamedType,
  isInputObjectType,
  isNonNullType,
  Kind,
  parseType,
  print,
  typeFromAST,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import type { ApiClient } from '../harness/api-client.js';
import { COMMENT_BY_ID, PLAN, submit, SUBMIT, THREAD } from '../harness/operations.js';
import { operationField, operationQuery, sample } from '../harness/schema-inputs.js';
import { startTestServer, type TestServer } from '../harness/server.js';

const SECTION = 's1.p1.2';
/** The desk lists 30, readers 20. */
const LARGEST_PAGE = 30;
const documents = generated as unknown as Record<string, DocumentNode>;
const sampleOf = (schema: GraphQLSchema, type: string): unknown =>
  sample(typeFromAST(schema, parseType(type) as never) as GraphQLInputType);

describe('Attacks on what is asked', () => {
  let test: TestServer;
  let schema: GraphQLSchema;
  let guest: ApiClient;
  beforeAll(async () => {
    test = await startTestServer({ RATE_LIMITS: 'off' });
    schema = test.server.app.get(GraphQLSchemaHost).schema;
    guest = test.client();
  });
  afterAll(() => test.stop());

  const operations = () => test.server.marked.operations.map(({ name }) => name);

  it('mass assignment: no input of any operation takes a field that it does not name', async () => {
    const taken: string[] = [];
    let tried = 0;
    for (const name of operations()) {
      const field = operationField(schema, name);
      const required = field.args.filter(({ type }) => isNonNullType(type));
      const inputs = field.args.filter(({ type }) => isInputObjectType(getNamedType(type)));
      for (const input of inputs) {
        const args = required.includes(input) ? required : [...required, input];
        const variables = Object.fromEntries(args.map((one) => [one.name, sample(one.type)]));
        for (const extra of [
          'role',
          'isAdmin',
          'state',
          'authorKey',
          'createdAt',
          '__proto__',
          'constructor',
        ]) {
          const fields = (getNamedType(input.type) as { getFields?: () => object }).getFields?.() ?? {};
          if (Object.hasOwn(fields, extra)) continue;
          // As JSON, so that __proto__ travels as a field of its own.
          const whole = JSON.stringify(variables[input.name])
            .replace(/^(\[?)\{/, `$1{"${extra}":"x",`)
            .replace(',}', '}');
          const body = JSON.stringify({
            query: operationQuery(name, field, args),
            variables: { ...variables, [input.name]: '@' },
          });
          const response = await guest.send('/graphql', {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: body.replace('"@"', whole),
          });
          const { errors } = (await response.json()) as { errors?: { extensions: { code: string } }[] };
          tried += 1;
          if (errors?.[0]?.extensions.code !== 'BAD_REQUEST') taken.push(`${name} ${input.name}.${extra}`);
        }
      }
    }
    expect(taken).toEqual([]);
    expect(tried).toBeGreaterThan(50);
  });

  it('floods: aliases, root fields, depth and breadth are refused before anything is read', async () => {
    const many = (n: number, one: (index: number) => string) =>
      Array.from({ length: n }, (_, i) => one(i)).join(' ');
    const attacks = {
      aliases: `{ ${many(500, (i) => `a${i}: plans { id }`)} }`,
      'aliases in a fragment': `query { ...F ...F } fragment F on Query { ${many(15, (i) => `a${i}: plans { id }`)} }`,
      'aliased mutations': `mutation { ${many(100, (i) => `a${i}: requestSignIn(email: "a${i}@example.org", locale: TH) { sent }`)} }`,
      depth: `{ section(planKey: "${PLAN}", key: "${SECTION}") { ${'parent: plan { sections { plan { '.repeat(1)}${'sections { plan { '.repeat(10)} id ${'} }'.repeat(10)} } } } } }`,
      'nested lists': `{ plan(key: "${PLAN}") { sections { children { children { children { thread(first: 50) { edges { node { replies(first: 50) { edges { node { id } } } } } } } } } } } }`,
      directives: `{ plans ${'@include(if: true) '.repeat(5000)} { id } }`,
      'a fragment of itself': `{ plans { ...A } } fragment A on Plan { ...B } fragment B on Plan { ...A }`,
      tokens: `{ plans { ${'id '.repeat(60_000)} } }`,
    };
    for (const [name, query] of Object.entries(attacks)) {
      test.database.statements.reset();
      const begun = performance.now();
      const code = await guest.codeOf(query);
      const read = test.database.statements.list.filter((sql) =>
        /\b(plan|comment|section)\b/.test(sql),
      ).length;
      expect([name, code]).toEqual([name, expect.stringMatching(/^(TOO_COMPLEX|BAD_REQUEST)$/)]);
      expect([name, read]).toEqual([name, 0]);
      expect(performance.now() - begun).toBeLessThan(3000);
    }
  });

  it('floods leave room for our own pages: each stays below, even with larger pages', () => {
    const { schema } = test.server.app.get(GraphQLSchemaHost);
    const costs = Object.entries(documents)
      .filter(([name]) => name.endsWith('Document'))
      .map(([name, document]) => {
        const definition = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
        const sizes = Object.fromEntries(
          (definition?.variableDefinitions ?? []).map(({ variable, type }) => [
            variable.name.value,
            print(type).startsWith('Int') ? LARGEST_PAGE : sampleOf(schema, print(type)),
          ]),
        );
        return { name, cost: costOf(schema, document, sizes) };
      });
    expect(costs.length).toBeGreaterThan(20);
    expect(costs.filter(({ cost }) => cost > COST_MOST)).toEqual([]);
  });

  describe('cursor forgery', () => {
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    it.each([
      ['nonsense', 'nonsense'],
      ['nothing', ''],
      ['another shape', encode({ a: 1 })],
      ['too many parts', encode(['a', 'b', 'c', 'd', 'e', 'f'])],
      ['objects for values', encode([{}, []])],
      ['SQL', encode(["' OR 1=1 --", "x'"])],
      ['a number for an id', encode([1, 2])],
      ['nulls', encode([null, null])],
      ['a prototype', Buffer.from('{"__proto__":{"x":1}}').toString('base64url')],
      ['a very long one', 'A'.repeat(20_000)],
      ['half a letter', '\ud800'],
    ])('a cursor of %s is refused by name or ends the list; nothing breaks', async (_what, after) => {
      for (const variables of [
        { section: SECTION, first: 5, after },
        { section: SECTION, last: 5, before: after },
      ]) {
        const { errors } = await guest.ask(THREAD, variables);
        if (errors) expect(['BAD_REQUEST', 'VALIDATION']).toContain(errors[0]?.extensions.code);
      }
    });

    it('a cursor of one list does not open another', async () => {
      const moderator = await test.client().as('moderator');
      const desk = `query($after: String) { deskComments(filter: { planKey: "${PLAN}" }, first: 2, after: $after) { edges { cursor node { id state } } } }`;
      const { deskComments } = await moderator.must<{ deskComments: { edges: { cursor: string }[] } }>(
        desk,
        {},
      );
      const cursor = deskComments.edges[0]?.cursor as string;
      const { data } = await guest.ask<{
        section: { thread: { edges: { node: { state: string } }[] } } | null;
      }>(THREAD, { section: SECTION, first: 50, after: cursor });
      for (const { node } of data?.section?.thread.edges ?? [])
        expect(['PUBLISHED', 'HIDDEN', 'WITHDRAWN']).toContain(node.state);
    });
  });

  it('a guest cannot speak as an organisation, as staff or as somebody else', async () => {
    const { plan } = await guest.must<{ plan: { id: string } }>(`{ plan(key: "${PLAN}") { id } }`);
    for (const organisationId of [plan.id, '01ARZ3NDEKTSV4RRFFQ69G5FAV']) {
      const input = {
        clientId: 'a'.repeat(32),
        planKey: PLAN,
        sectionKey: SECTION,
        body: 'ในนามองค์กร',
        language: 'TH',
        organisationId,
      };
      const code = await guest.codeOf(SUBMIT, { input });
      expect(['VALIDATION', 'FORBIDDEN', 'NOT_FOUND', 'SIGN_IN_REQUIRED']).toContain(code);
    }
    const { comment } = await submit(guest, SECTION, 'ข้อความหนึ่ง', { displayName: 'เลขาธิการ' });
    const { comment: shown } = await test
      .client()
      .must<{ comment: { author: { kind: string } } }>(COMMENT_BY_ID, { id: comment.id });
    expect(shown.author.kind).toBe('GUEST');
  });
});
