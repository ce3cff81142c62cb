import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../../../../test/harness/api-client.js';
import {
  COMMENT_BY_ID,
  DECIDE,
  PLAN,
  submit,
  type CommentView,
} from '../../../../test/harness/operations.js';
import { startTestServer, type TestServer } from '../../../../test/harness/server.js';

const CLAIM =
  'mutation($id: ID!, $takeOver: Boolean) { claimComment(id: $id, takeOver: $takeOver) { byName byViewer } }';
const BULK = `mutation($input: DecideCommentsInput!) {
  decideComments(input: $input) { actId results { commentId outcome rule byName } } }`;
const UNDO = 'mutation($actId: ID!) { undoDecision(actId: $actId) { commentId outcome byName } }';
const APPEAL = 'mutation($input: AppealDecisionInput!) { appealDecision(input: $input) { id state } }';
const JUDGE = 'mutation($input: DecideAppealInput!) { decideAppeal(input: $input) { state } }';
const QUEUE = `query($first: Int!) { deskComments(filter: { planKey: "${PLAN}" }, first: $first) { edges { node {
  id claim { byName } proposal { byName } appeal { state } viewerMayAppeal decisions { act actId undoUntil } } } } }`;
const APPEALS = `{ deskAppeals(planKey: "${PLAN}", first: 50) { totalCount edges { node {
  id text bench { viewerMayDecide viewerDecided others } comment { id body decisions { byName } } } } } }`;

interface Bulk {
  decideComments: {
    actId: string;
    results: { commentId: string; outcome: string; rule: string | null; byName: string | null }[];
  };
}

describe('The queue through the api', () => {
  let test: TestServer;
  let one: ApiClient;
  let two: ApiClient;
  beforeAll(async () => {
    test = await startTestServer({ RATE_LIMITS: 'off' });
    [one, two] = [await test.client().as('moderator'), await test.client().as('moderator-2')];
  });
  afterAll(() => test.stop());

  const sent = async (body: string) => submit(test.client(), 's4.p4.4', body);
  const hideOf = (commentId: string) => ({
    commentId,
    decision: 'HIDE',
    expectedState: 'PUBLISHED',
    expectedRevision: 1,
    reasonCode: 'OFF_TOPIC',
  });
  const choiceOf = (commentId: string) => ({ commentId, expectedState: 'PUBLISHED', expectedRevision: 1 });
  const stateOf = async (id: string) =>
    (await one.must<{ comment: CommentView }>(COMMENT_BY_ID, { id })).comment.state;

  it('gives a claim to exactly one of two who ask many times at once', async () => {
    const { comment } = await sent('ใครได้ก่อน');
    const codes = await Promise.all(
      Array.from({ length: 12 }, async (_, n) => {
        const who = n % 2 ? one : two;
        return [n % 2, await who.codeOf(CLAIM, { id: comment.id })] as const;
      }),
    );
    const winners = new Set(codes.filter(([, code]) => code === null).map(([who]) => who));
    expect(winners.size).toBe(1);
    expect(codes.filter(([, code]) => code === 'CONFLICT')).toHaveLength(6);
    const loser = winners.has(1) ? two : one;
    expect(await loser.codeOf(DECIDE, { input: hideOf(comment.id) })).toBe('CONFLICT');
    expect(await loser.codeOf(CLAIM, { id: comment.id, takeOver: true })).toBeNull();
    expect(await loser.codeOf(DECIDE, { input: hideOf(comment.id) })).toBeNull();
  });

  it('shares a bulk between two who decide the same at once, each comment once', async () => {
    const ids = await Promise.all(
      Array.from({ length: 30 }, async (_, n) => (await sent(`กอง ${n}`)).comment.id),
    );
    const bulk = (who: ApiClient, list: string[]) =>
      who.must<Bulk>(BULK, {
        input: { comments: list.map(choiceOf), decision: 'HIDE', reasonCode: 'DUPLICATE' },
      });
    const both = await Promise.all([bulk(one, ids), bulk(two, [...ids].reverse())]);
    const done = both.flatMap(({ decideComments: { results } }) =>
      results.filter(({ outcome }) => outcome === 'DONE').map(({ commentId }) => commentId),
    );
    expect(done.sort()).toEqual([...ids].sort());
    const lost = both.flatMap(({ decideComments: { results } }) =>
      results.filter(({ outcome }) => outcome === 'CONFLICT'),
    );
    expect(lost).toHaveLength(30);
    expect(lost.every(({ byName }) => byName !== null)).toBe(true);
  });

  it('takes back within five seconds and not after, and never what is somebody else’s', async () => {
    const { comment } = await sent('เลิกทำ');
    const hide = async () =>
      (
        await one.must<Bulk>(BULK, {
          input: { comments: [choiceOf(comment.id)], decision: 'HIDE', reasonCode: 'ABUSE' },
        })
      ).decideComments.actId;
    const actId = await hide();
    expect(await two.codeOf(UNDO, { actId })).toBe('FORBIDDEN');
    expect(await test.client().codeOf(UNDO, { actId })).toBe('SIGN_IN_REQUIRED');
    await one.must(UNDO, { actId });
    expect(await stateOf(comment.id)).toBe('PUBLISHED');
    const late = await hide();
    test.clock.advance(6_000);
    expect(await one.codeOf(UNDO, { actId: late })).toBe('VALIDATION');
    expect(await stateOf(comment.id)).toBe('HIDDEN');
  });

  it('refuses a bulk of none, of too many and of nonsense', async () => {
    const bulk = (comments: object[]) => one.codeOf(BULK, { input: { comments, decision: 'PUBLISH' } });
    const many = Array.from({ length: 501 }, (_, n) => choiceOf(`id${n}`));
    expect([await bulk([]), await bulk(many)]).toEqual(['VALIDATION', 'VALIDATION']);
    expect(await bulk([{ ...choiceOf('x'), expectedRevision: 0 }])).toBe('VALIDATION');
  });

  it('lets an author appeal once by the receipt, and somebody else decide', async () => {
    const { comment, receiptCode } = await sent('ขออุทธรณ์');
    await one.must(DECIDE, { input: hideOf(comment.id) });
    const input = { commentId: comment.id, text: 'เกี่ยวกับแผนโดยตรง', receiptCode };
    expect(await test.client().codeOf(APPEAL, { input: { ...input, receiptCode: null } })).toBe(
      'SIGN_IN_REQUIRED',
    );
    const made = await Promise.all(Array.from({ length: 4 }, () => test.client().codeOf(APPEAL, { input })));
    expect(made.filter((code) => code === null)).toHaveLength(1);
    const list = await one.must<{
      deskAppeals: { edges: { node: { id: string; bench: object; comment: { id: string } } }[] };
    }>(APPEALS);
    const mine = list.deskAppeals.edges.find(({ node }) => node.comment.id === comment.id)?.node;
    expect(mine?.bench).toMatchObject({ viewerMayDecide: false, viewerDecided: true });
    const judged = { appealId: mine?.id, outcome: 'OVERTURNED', reasonText: 'เกี่ยวข้อง' };
    expect(await one.codeOf(JUDGE, { input: judged })).toBe('FORBIDDEN');
    const codes = await Promise.all([two, two, two].map((who) => who.codeOf(JUDGE, { input: judged })));
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(await stateOf(comment.id)).toBe('PUBLISHED');
  });

  it('reads a page of the desk, and of appeals, in a number of statements that does not grow with it', async () => {
    const count = async (query: string, variables: object) => {
      test.database.statements.reset();
      await one.must(query, variables as Record<string, unknown>);
      return test.database.statements.list.filter((sql) =>
        /moderation_(claim|proposal|appeal|decision)/i.test(sql),
      ).length;
    };
    await count(QUEUE, { first: 5 });
    expect(await count(QUEUE, { first: 50 })).toBeLessThanOrEqual((await count(QUEUE, { first: 10 })) + 1);
    expect(await count(QUEUE, { first: 50 })).toBeLessThanOrEqual(5);
    expect(await count(APPEALS, {})).toBeLessThanOrEqual(4);
  });
});
