import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '../../../../test/harness/api-client.js';
import { PLAN, submit, tagId } from '../../../../test/harness/operations.js';
import { startTestServer, type TestServer } from '../../../../test/harness/server.js';

const DESK = `query($filter: DeskFilter!, $sort: ThreadSort, $first: Int, $after: String, $last: Int, $before: String) {
  deskComments(filter: $filter, sort: $sort, first: $first, after: $after, last: $last, before: $before) {
    totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    edges { cursor node { id sectionKey section { key } state stance body author { displayName } tags { tag { key } byName } responses { code comments(first: 1) { edges { node { id } } } } viewerSupports } }
  }
}`;
const COUNTS = `query { deskCounts(planKey: "${PLAN}") { state count } }`;
const RESPONSES = `query($state: ResponseState, $strategyKey: String, $first: Int) {
  responses(planKey: "${PLAN}", state: $state, strategyKey: $strategyKey, first: $first) {
    totalCount edges { node { id code state commentCount byName changedSection { key } comments(first: 2) { totalCount edges { node { id sectionKey } } } } }
  }
}`;
const RESPONSE = `query($code: String!) { response(planKey: "${PLAN}", code: $code) { code state } }`;

interface DeskPage {
  totalCount: number;
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
  edges: {
    cursor: string;
    node: {
      id: string;
      sectionKey: string;
      state: string;
      stance: string | null;
      body: string;
      tags: { tag: { key: string }; byName: string | null }[];
      responses: { code: string }[];
    };
  }[];
}
interface ResponsePage {
  totalCount: number;
  edges: {
    node: {
      code: string;
      state: string;
      commentCount: number;
      comments: { totalCount: number; edges: { node: { sectionKey: string } }[] };
    };
  }[];
}

describe('The desks', () => {
  let test: TestServer;
  let moderator: ApiClient;
  beforeAll(async () => {
    test = await startTestServer();
    moderator = await test.client().as('moderator');
  });
  afterAll(() => test.stop());

  const desk = async (filter: object = {}, more: object = {}, who = moderator) =>
    (
      await who.must<{ deskComments: DeskPage }>(DESK, {
        filter: { planKey: PLAN, ...filter },
        first: 100,
        ...more,
      })
    ).deskComments;
  const nodes = async (filter: object) => (await desk(filter)).edges.map(({ node }) => node);
  const responses = async (variables: object, who: ApiClient) =>
    (await who.must<{ responses: ResponsePage }>(RESPONSES, { first: 50, ...variables })).responses;

  it('count every state, and list exactly what they count', async () => {
    const { deskCounts } = await moderator.must<{ deskCounts: { state: string; count: number }[] }>(COUNTS);
    expect(deskCounts).toHaveLength(6);
    for (const { state, count } of deskCounts)
      expect((await desk({ states: [state] })).totalCount).toBe(count);
    expect(deskCounts.find(({ state }) => state === 'PENDING')?.count).toBeGreaterThan(0);
  });

  it('list comments by strategy, section, stance, tag, answer and words, alone and together', async () => {
    const all = await nodes({});
    const tagOne = await tagId(moderator, 's4');
    const cases: [object, (node: DeskPage['edges'][0]['node']) => boolean][] = [
      [{ strategyKey: 's2' }, ({ sectionKey }) => sectionKey.startsWith('s2')],
      [{ sectionKey: 's4.p4.4' }, ({ sectionKey }) => sectionKey === 's4.p4.4'],
      [{ strategyKey: 's2', sectionKey: 's4.p4.4' }, () => false],
      [{ stance: 'CONCERN' }, ({ stance }) => stance === 'CONCERN'],
      [{ tagId: tagOne }, ({ tags }) => tags.some(({ tag }) => tag.key === 's4')],
      [{ tagged: true }, ({ tags }) => tags.length > 0],
      [{ tagged: false, stance: 'SUPPORT' }, ({ tags, stance }) => tags.length === 0 && stance === 'SUPPORT'],
      [{ answered: true }, ({ responses: list }) => list.length > 0],
      [
        { answered: false, states: ['PUBLISHED'] },
        ({ responses: list, state }) => list.length === 0 && state === 'PUBLISHED',
      ],
      [{ search: 'งบประมาณ' }, ({ body }) => body.includes('งบประมาณ')],
      [{ search: '%' }, ({ body }) => body.includes('%')],
      [{ sectionKey: 'nowhere' }, () => false],
    ];
    for (const [filter, holds] of cases) {
      const found = (await nodes(filter)).map(({ id }) => id);
      expect([filter, found]).toEqual([filter, all.filter(holds).map(({ id }) => id)]);
    }
    expect(all.length).toBe((await desk()).totalCount);
  });

  it.each(['OLDEST', 'NEWEST', 'MOST_SUPPORTED', 'ANSWERED_FIRST'])(
    'page forward and backward through %s without gap or double',
    async (sort) => {
      const whole = (await desk({}, { sort })).edges.map(({ node }) => node.id);
      const forward: string[] = [];
      let page = await desk({}, { sort, first: 13 });
      for (;;) {
        forward.push(...page.edges.map(({ node }) => node.id));
        if (!page.pageInfo.hasNextPage) break;
        page = await desk({}, { sort, first: 13, after: page.pageInfo.endCursor });
      }
      expect(forward).toEqual(whole);
      const back = await desk({}, { sort, first: null, last: 5, before: page.edges[0]?.cursor });
      expect(back.edges.map(({ node }) => node.id)).toEqual(
        whole.slice(-page.edges.length - 5, -page.edges.length),
      );
    },
  );

  it('read a page of 50 with tags, answers and their comments in a constant number of statements', async () => {
    const count = async (first: number) => {
      test.database.statements.reset();
      await desk({ states: ['PUBLISHED'] }, { first });
      return test.database.statements.list.filter(
        (sql) =>
          /^\s*SELECT/i.test(sql) && !/outbox|session|person|role_grant|membership|\bmail\b/i.test(sql),
      ).length;
    };
    await count(5);
    expect(await count(50)).toBeLessThanOrEqual((await count(20)) + 1);
    expect(await count(50)).toBeLessThanOrEqual(12);
  });

  it('are closed to everyone without a role on the plan', async () => {
    const filter = { planKey: PLAN };
    expect(await test.client().codeOf(DESK, { filter })).toBe('SIGN_IN_REQUIRED');
    for (const key of ['citizen', 'agency']) {
      const person = await test.client().as(key);
      expect([await person.codeOf(DESK, { filter }), await person.codeOf(COUNTS)]).toEqual([
        'FORBIDDEN',
        'FORBIDDEN',
      ]);
    }
    expect((await desk({}, {}, await test.client().as('drafter'))).totalCount).toBeGreaterThan(0);
    expect(await moderator.codeOf(DESK, { filter: { planKey: 'none' } })).toBe('NOT_FOUND');
    expect(await moderator.codeOf(DESK, { filter, after: 'forged' })).toBe('VALIDATION');
  });

  it('show staff who tagged, and the public only what was tagged', async () => {
    const { comment } = await submit(test.client(), 's4.p4.4', 'ใครแท็กข้อนี้');
    const tag = 'mutation($input: TagCommentsInput!) { tagComments(input: $input) { tags { byName } } }';
    const done = await moderator.must<{ tagComments: { tags: { byName: string | null }[] }[] }>(tag, {
      input: { commentIds: [comment.id], add: [await tagId(moderator, 's4')] },
    });
    expect(done.tagComments[0]?.tags[0]?.byName).toContain('ปรียา');
    const seen = await test
      .client()
      .must<{ comment: { tags: { byName: string | null }[] } }>(
        'query($id: ID!) { comment(id: $id) { tags { byName } } }',
        { id: comment.id },
      );
    expect(seen.comment.tags).toEqual([{ byName: null }]);
  });

  it('show drafts to those who work on them, and published answers to everyone', async () => {
    const drafter = await test.client().as('drafter');
    const anyone = test.client();
    const drafts = await responses({ state: 'DRAFT' }, drafter);
    expect(drafts.totalCount).toBeGreaterThan(0);
    expect((await responses({ state: 'DRAFT' }, anyone)).totalCount).toBe(0);
    const open = await responses({}, anyone);
    expect(new Set(open.edges.map(({ node }) => node.state))).toEqual(new Set(['PUBLISHED']));
    expect((await responses({}, drafter)).totalCount).toBe(open.totalCount + drafts.totalCount);
    const code = drafts.edges[0]?.node.code;
    expect((await drafter.must<{ response: object | null }>(RESPONSE, { code })).response).toMatchObject({
      code,
      state: 'DRAFT',
    });
    expect((await anyone.must<{ response: object | null }>(RESPONSE, { code })).response).toBeNull();
  });

  it('list answers by the strategy of the comments they answer', async () => {
    const all = await responses({}, test.client());
    let sum = 0;
    for (const strategyKey of ['s1', 's2', 's3', 's4']) {
      const list = await responses({ strategyKey }, test.client());
      sum += list.totalCount;
      for (const { node } of list.edges) {
        expect(node.comments.edges.map((edge) => edge.node.sectionKey.slice(0, 2))).toContain(strategyKey);
        expect(node.comments.totalCount).toBe(node.commentCount);
      }
    }
    expect(sum).toBeGreaterThanOrEqual(all.totalCount);
    expect((await responses({ strategyKey: 'nowhere' }, test.client())).totalCount).toBe(0);
  });
});
