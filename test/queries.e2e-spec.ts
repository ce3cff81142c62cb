import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from './harness/api-client.js';
import { PLAN, submit, SUPPORT, TAG, tagId, THREAD } from './harness/operations.js';
import { startTestServer, type TestServer } from './harness/server.js';

const SECTION = 's2.p2.2';
/** What a page needs whoever asks: authors, tags, the viewer's supports, responses. */
const PAGE = `query($section: String!, $first: Int) {
  section(planKey: "${PLAN}", key: $section) {
    thread(first: $first) {
      pageInfo { hasNextPage endCursor }
      edges { cursor node {
        id body stance state createdAt author { kind displayName organisation { th en } }
        supportCount guestSupportCount viewerSupports
        tags { tag { id key label { th en } } source at }
        responses { id code disposition body { th en } publishedAt }
      } }
    }
  }
}`;

describe('A page of 50 comments', () => {
  let test: TestServer;
  let last: ApiClient;
  beforeAll(async () => {
    test = await startTestServer({ RATE_LIMITS: 'off' });
    last = await test.client().as('citizen');
    const moderator = await test.client().as('moderator');
    const strategy = await tagId(moderator, 's2');
    const sent = [];
    for (let n = 0; n < 60; n += 1) sent.push(await submit(test.client(), SECTION, `ความคิดเห็นที่ ${n}`));
    await moderator.must(TAG, {
      input: { commentIds: sent.map(({ comment }) => comment.id), add: [strategy] },
    });
    for (const { comment } of sent.slice(0, 20))
      await last.must(SUPPORT, { input: { commentId: comment.id, supported: true } });
  });
  afterAll(() => test.stop());

  /** Statements for the page itself: those that find out who asks are the request's, not the page's. */
  const statementsFor = async (first: number) => {
    await last.must(PAGE, { section: SECTION, first });
    test.database.statements.reset();
    const { section } = await last.must<{ section: { thread: { edges: unknown[] } } }>(PAGE, {
      section: SECTION,
      first,
    });
    const statements = test.database.statements.list.filter(
      (sql) =>
        /^\s*(SELECT|WITH)/i.test(sql) &&
        !/\b(session|person|role_grant|membership|outbox|stream|mail|audit_\w+)\b/.test(sql) &&
        // Supports of the set-up are recounted in the background.
        !/GROUP BY guest\b/.test(sql),
    );
    return { statements, edges: section.thread.edges.length };
  };

  it('with authors, tags, supports and responses takes at most 6 queries, as many as a page of 5', async () => {
    const small = await statementsFor(5);
    const large = await statementsFor(50);
    expect([small.edges, large.edges]).toEqual([5, 50]);
    expect(large.statements.length).toBe(small.statements.length);
    expect(large.statements.length).toBeLessThanOrEqual(6);
  });

  it('reads forward to the end and back again without gap or double', async () => {
    interface Thread {
      section: {
        thread: {
          totalCount: number;
          pageInfo: {
            hasNextPage: boolean;
            hasPreviousPage: boolean;
            startCursor: string;
            endCursor: string;
          };
          edges: { node: { id: string } }[];
        };
      };
    }
    const forward: string[] = [];
    let after: string | null = null;
    for (;;) {
      const { section }: Thread = await last.must<Thread>(THREAD, { section: SECTION, first: 7, after });
      forward.push(...section.thread.edges.map(({ node }) => node.id));
      if (!section.thread.pageInfo.hasNextPage) {
        expect(forward).toHaveLength(section.thread.totalCount);
        break;
      }
      after = section.thread.pageInfo.endCursor;
    }
    expect(new Set(forward).size).toBe(forward.length);
    const backward: string[] = [];
    let before: string | null = null;
    for (;;) {
      const { section }: Thread = await last.must<Thread>(THREAD, { section: SECTION, last: 7, before });
      backward.unshift(...section.thread.edges.map(({ node }) => node.id));
      if (!section.thread.pageInfo.hasPreviousPage) break;
      before = section.thread.pageInfo.startCursor;
    }
    expect(backward).toEqual(forward);
  });

  it.each([
    ['a forged cursor', { first: 5, after: 'bm90IGEgY3Vyc29y' }, 'VALIDATION', 'after'],
    ['a page of 1,000', { first: 1000 }, 'VALIDATION', 'first'],
    ['a page of none', { first: 0 }, 'VALIDATION', 'first'],
    ['both directions at once', { first: 5, last: 5 }, 'VALIDATION', 'last'],
  ])('is refused with %s', async (_what, variables, code, field) => {
    const { errors } = await test.client().ask(THREAD, { section: SECTION, ...variables });
    expect(errors?.[0]?.extensions).toMatchObject({ code, field });
  });

  it('is not had under a hundred names at once', async () => {
    const many = `{ ${Array.from({ length: 100 }, (_, n) => `a${n}: plans { key }`).join(' ')} }`;
    expect(await test.client().codeOf(many)).toBe('TOO_COMPLEX');
    const hidden = `query { ...F } fragment F on Query { ${many.slice(2, -2)} }`;
    expect(await test.client().codeOf(hidden)).toBe('TOO_COMPLEX');
  });

  it('is not had by asking for too much at once', async () => {
    const deep = `{ section(planKey: "${PLAN}", key: "${SECTION}") { ${'plan { rounds { '.repeat(7)} id ${'} }'.repeat(7)} } }`;
    expect(await test.client().codeOf(deep)).toBe('BAD_REQUEST');
    const wide = `query($n: Int) { ${Array.from({ length: 20 }, (_, n) => `a${n}: section(planKey: "${PLAN}", key: "${SECTION}") { thread(first: $n) { edges { node { replies(first: $n) { edges { node { id body } } } } } } }`).join(' ')} }`;
    expect(await test.client().codeOf(wide, { n: 100 })).toBe('TOO_COMPLEX');
  });
});
