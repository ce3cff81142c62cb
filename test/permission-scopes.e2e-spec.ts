import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { PersonEntity, Role, RoleGrantEntity } from '@rapfang/access';
import { PlanEntity } from '@rapfang/plan';
import { newId } from '@rapfang/platform';
import { markedOperations } from '../apps/api/src/marks/operation-marks.js';
import type { ApiClient } from './harness/api-client.js';
import { PLAN } from './harness/operations.js';
import { realOperation, realValues } from './harness/real-samples.js';
import { startTestServer, type TestServer } from './harness/server.js';

const PLACES = ['HERE', 'ELSEWHERE', 'EVERYWHERE'] as const;
type Place = (typeof PLACES)[number];

const REFUSED = new Set(['FORBIDDEN', 'SIGN_IN_REQUIRED', 'SECOND_FACTOR_REQUIRED', 'NOT_FOUND']);
/** Acts on no plan in particular: a role on one plan is not enough, whichever it is. */
const EVERYWHERE_ONLY = new Set([
  'Mutation registerOrganisation',
  'Mutation renameOrganisation',
  'Query organisations',
  'Query retention',
]);

/** Judged on more than the role, so that a role there may still hear no. */
const JUDGED_FURTHER: Record<string, string> = {
  'Mutation returnProposal SECRETARIAT': 'Only a proposal to hide is the secretariat’s to return.',
};
/** Not reached with a thing of the plan by this test; their own suites do. Elsewhere they are refused all the same. */
const NEEDS_A_PAST: Record<string, string> = {
  'Mutation decideAppeal': 'An appeal against a decision of somebody else.',
  'Mutation returnProposal': 'A proposal of somebody else.',
  'Mutation undoDecision': 'A decision of one’s own, five seconds old at most.',
};
/** Answers, and touches nothing of the plan, for whoever has nothing there. */
const OWN_ONLY: Record<string, string> = {
  'Mutation decideComments': 'Says of each comment what became of it; see below.',
  'Mutation releaseClaim': 'Gives back the own claim; without one it answers false.',
};
/** Says with these codes that there is no such thing on the caller's plans. */
const NO_SUCH_THING: Record<string, string> = { 'Mutation tagComments': 'VALIDATION' };

/** Staff operations, each on things of one plan, by the holder of a role there, on another plan, and everywhere. */
describe('A role counts where it is held', () => {
  let test: TestServer;
  let values: Awaited<ReturnType<typeof realValues>>;
  let restore: () => Promise<void>;

  beforeAll(async () => {
    test = await startTestServer({ RATE_LIMITS: 'off' });
    const { database } = test.database;
    const here = (await database.reader.manager.findOneByOrFail(PlanEntity, { key: PLAN })).id;
    const elsewhere = newId();
    const createdAt = test.clock.now();
    const target = newId();
    await database.transaction({}, async (ctx) => {
      const manager = database.writing(ctx);
      await manager.insert(PlanEntity, { id: elsewhere, key: 'another-plan', createdAt });
      const person = async (demoKey: string, id: string, role: string, scope: string) => {
        await manager.insert(PersonEntity, {
          id,
          email: `${demoKey}@example.org`,
          displayName: demoKey,
          language: 'th',
          demoKey,
          createdAt,
        });
        await manager.insert(RoleGrantEntity, { id: newId(), personId: id, role, scope, createdAt });
      };
      await person('matrix-target', target, 'OBSERVER', here);
      const scopes: Record<Place, string> = { HERE: here, ELSEWHERE: elsewhere, EVERYWHERE: '*' };
      for (const role of Object.values(Role))
        for (const place of PLACES) await person(keyOf(role, place), newId(), role, scopes[place]);
    });
    restore = () =>
      database.transaction({}, async (ctx) => {
        const held = { personId: target, role: 'OBSERVER', scope: here };
        const manager = database.writing(ctx);
        if (!(await manager.existsBy(RoleGrantEntity, held)))
          await manager.insert(RoleGrantEntity, { ...held, id: newId(), createdAt });
      });
    values = await realValues(test, target);
  });
  afterAll(() => test.stop());

  const keyOf = (role: Role, place: Place) => `${role}-${place}`.toLowerCase();
  const clientOf = (role: Role, place: Place): Promise<ApiClient> => test.client().as(keyOf(role, place));
  const staffOperations = () =>
    markedOperations(test.server.app).flatMap(({ name, mark }) => {
      if (!('permission' in mark)) return [];
      const { audience } = mark.permission;
      return audience.some((one) => one === 'ANYONE' || one === 'SIGNED_IN') ? [] : [{ name, audience }];
    });

  it('on its own plan and everywhere, and nowhere else: for every staff operation, with real things of the plan', async () => {
    const { schema } = test.server.app.get(GraphQLSchemaHost);
    const operations = staffOperations();
    expect(operations.length).toBeGreaterThan(15);
    const clients = new Map<string, ApiClient>();
    for (const role of Object.values(Role))
      for (const place of PLACES) clients.set(keyOf(role, place), await clientOf(role, place));
    const wrong: string[] = [];
    for (const { name, audience } of operations) {
      const { query, variables } = realOperation(schema, name, values);
      const ask = async (role: Role, place: Place) => {
        // What an earlier caller took is there again for the next.
        if (name === 'Mutation takeRole') await restore();
        const { errors, data } = await (clients.get(keyOf(role, place)) as ApiClient).ask(query, variables);
        const empty = data && Object.values(data).every((one) => one === null);
        return errors?.[0]?.extensions.code ?? (empty ? 'NOT_FOUND' : null);
      };
      const say = (role: Role, place: Place, code: string | null, what: string) =>
        wrong.push(`${name} as ${role} ${place}: ${code ?? 'went through'}; ${what}`);
      // Who may not comes first: nothing has been changed by then.
      for (const role of Object.values(Role)) {
        const holder = audience.includes(role);
        for (const place of PLACES) {
          if (holder && place !== 'ELSEWHERE') continue;
          const code = await ask(role, place);
          if (!holder && code !== 'FORBIDDEN') say(role, place, code, 'is not of the audience');
          if (!holder) continue;
          if (name in OWN_ONLY || code === NO_SUCH_THING[name]) continue;
          if (code === null) say(role, place, code, 'holds the role on another plan');
          else if (!REFUSED.has(code)) say(role, place, code, 'give it values in real-samples.ts');
        }
      }
      let done = false;
      for (const role of Object.values(Role).filter((one) => audience.includes(one))) {
        for (const place of ['HERE', 'EVERYWHERE'] as const) {
          const code = await ask(role, place);
          const refused = code !== null && REFUSED.has(code);
          const mayNot = place === 'HERE' && EVERYWHERE_ONLY.has(name);
          // What the first has done may leave nothing to do for the next.
          const excused =
            (code === 'NOT_FOUND' && (done || name in NEEDS_A_PAST)) || `${name} ${role}` in JUDGED_FURTHER;
          if (mayNot && !refused) say(role, place, code, 'needs the role everywhere');
          if (!mayNot && refused && !excused)
            say(role, place, code, 'may, so give it values in real-samples.ts');
          if (code === 'INTERNAL' || code === 'BAD_REQUEST') say(role, place, code, 'is no answer');
          done ||= code === null;
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('in a decision on many, which says of each that there is no such comment', async () => {
    const commentId = values.common['commentId'];
    const state = async () =>
      (
        await (
          await clientOf('OBSERVER', 'HERE')
        ).must<{ comment: { state: string } }>('query($id: ID!) { comment(id: $id) { state } }', {
          id: commentId,
        })
      ).comment.state;
    const before = await state();
    const elsewhere = await clientOf('MODERATOR', 'ELSEWHERE');
    const comments = [{ commentId, expectedState: before, expectedRevision: 1 }];
    const { decideComments } = await elsewhere.must<{
      decideComments: { results: { outcome: string; state: string | null; rule: string | null }[] };
    }>(
      'mutation($input: DecideCommentsInput!) { decideComments(input: $input) { results { outcome state rule } } }',
      { input: { comments, decision: 'HIDE', reasonCode: 'OFF_TOPIC' } },
    );
    expect(decideComments.results).toEqual([{ outcome: 'NOT_FOUND', state: null, rule: null }]);
    expect(await state()).toBe(before);
  });

  it('in lists that ask for no plan, which show what is one’s own', async () => {
    const elsewhere = await clientOf('ADMINISTRATOR', 'ELSEWHERE');
    const { people, invitations } = await elsewhere.must<{
      people: { edges: { node: { displayName: string } }[] };
      invitations: { totalCount: number };
    }>('{ people(first: 100) { edges { node { displayName } } } invitations { totalCount } }');
    expect(people.edges.map(({ node }) => node.displayName).sort()).toEqual(
      Object.values(Role)
        .map((role) => keyOf(role, 'ELSEWHERE'))
        .sort(),
    );
    expect(invitations.totalCount).toBe(0);
  });
});
