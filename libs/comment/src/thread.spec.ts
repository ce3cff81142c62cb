import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { OperationContext } from '@rapfang/access';
import { RequestLoaders, type Ctx, type PageRequest } from '@rapfang/platform';
import { PlanStore, SectionModel, sectionModel } from '@rapfang/plan';
import { openTestDatabase, type TestDatabase } from '../../../test/harness/database.js';
import { stateColumns, type CommentRow } from './comment-sql.js';
import { CommentEntity } from './comment.entity.js';
import { CommentFieldsResolver } from './comment-fields.resolver.js';
import { CommentViewerResolver } from './comment-viewer.resolver.js';
import { CommentState, Stance, ThreadSort } from './comment.kinds.js';
import type { CommentModel } from './comment.model.js';
import { canSee } from './comment.rules.js';
import { CommentStore } from './comment.store.js';
import { viewerOf } from './comment-view.js';
import { CountsService } from './counts.service.js';
import { again, guest, openRoom, person, PLAN, seedPlans, type Room, type Seeds } from './room.spec-kit.js';
import { commentRow } from './rows.spec-kit.js';
import { ThreadService } from './thread.service.js';

const START = Date.parse('2026-01-01T00:00:00.000Z');

describe('Threads', () => {
  let test: TestDatabase;
  let room: Room;
  let seeds: Seeds;
  let sections: Record<string, SectionModel>;
  let clockOfRows = START;

  beforeAll(async () => {
    test = await openTestDatabase();
    room = await openRoom(test.database, test.folder);
    seeds = await seedPlans(test.database, room.clock);
    sections = {};
    for (const key of ['s1', 's1.m1', 's2']) {
      const row = await room.get(PlanStore).findSection(guest(), PLAN, key);
      if (row) sections[key] = sectionModel(row);
    }
  });
  afterAll(async () => {
    await room.app.close();
    await test.close();
  });

  const placeOf = (key: string) => (sections[key] as SectionModel).row;
  const rowIn = (key: string, change: Partial<CommentRow> = {}): CommentRow => {
    clockOfRows += 1000;
    return commentRow(placeOf(key), seeds.rounds[PLAN] as string, clockOfRows, change);
  };
  const below = (parent: CommentRow, change: Partial<CommentRow> = {}) =>
    rowIn(parent.sectionKey, {
      parentId: parent.id,
      rootId: parent.rootId,
      depth: parent.depth + 1,
      ...change,
    });
  const save = (rows: CommentRow[]) =>
    test.database.transaction({}, async (ctx) => {
      for (let from = 0; from < rows.length; from += 500)
        await test.database.writing(ctx).insert(CommentEntity, rows.slice(from, from + 500));
    });
  const clear = () =>
    test.database.transaction(
      {},
      async (ctx) => void (await test.database.writing(ctx).query('DELETE FROM comment')),
    );
  const threadOf = (
    ctx: Ctx,
    key: string,
    request: PageRequest & { sort?: ThreadSort; stance?: Stance } = {},
  ) => room.get(ThreadService).thread(ctx, placeOf(key), request);

  it('walk all of a section once, in every order, forward and backward', async () => {
    const rows = Array.from({ length: 23 }, (_, n) =>
      rowIn('s1', {
        answered: Number(n % 3 === 0),
        supportCount: n % 4,
        guestSupportCount: n % 2,
        stance: n % 5 ? 'SUPPORT' : 'OPPOSE',
      }),
    );
    await save([...rows, rowIn('s2')]);
    const expected: Record<ThreadSort, (a: CommentRow, b: CommentRow) => number> = {
      NEWEST: (a, b) => (a.id < b.id ? 1 : -1),
      OLDEST: (a, b) => (a.id < b.id ? -1 : 1),
      ANSWERED_FIRST: (a, b) => b.answered - a.answered || (a.id < b.id ? 1 : -1),
      MOST_SUPPORTED: (a, b) =>
        b.supportCount - a.supportCount ||
        b.guestSupportCount - a.guestSupportCount ||
        (a.id < b.id ? 1 : -1),
    };
    for (const sort of Object.values(ThreadSort)) {
      const order = [...rows].sort(expected[sort]).map(({ id }) => id);
      const [forward, backward]: [string[], string[]] = [[], []];
      for (let after: string | null = null; ;) {
        const page = await threadOf(guest(), 's1', { sort, first: 5, after });
        forward.push(...page.edges.map(({ node }) => node.id));
        after = page.pageInfo.endCursor;
        if (!page.pageInfo.hasNextPage) break;
      }
      for (let before: string | null = null; ;) {
        const page = await threadOf(guest(), 's1', { sort, last: 5, before });
        backward.unshift(...page.edges.map(({ node }) => node.id));
        before = page.pageInfo.startCursor;
        if (!page.pageInfo.hasPreviousPage) break;
      }
      expect(forward).toEqual(order);
      expect(backward).toEqual(order);
    }
    const opposed = await threadOf(guest(), 's1', { stance: 'OPPOSE' });
    expect(opposed.edges).toHaveLength(5);
    expect(await opposed.totalCount).toBe(5);
    await clear();
  });

  it.each([
    ['a forged cursor', { after: 'eyJ4Ijoi' }, 'after'],
    ['a cursor of another sort', { sort: 'NEWEST', after: 'WzEsIngiXQ' }, 'after'],
    ['101 at once', { first: 101 }, 'first'],
    ['both ways at once', { first: 1, last: 1 }, 'last'],
  ] as const)('refuse %s', async (_what, request, field) => {
    await expect(threadOf(guest(), 's1', request)).rejects.toMatchObject({ code: 'VALIDATION', field });
  });

  it('list exactly what a viewer can see, whoever looks and whatever there is', async () => {
    const me = guest();
    const staff = person([{ role: 'OBSERVER', scope: seeds.plans[PLAN] as string }]);
    const kind = fc.record({
      state: fc.constantFrom(...Object.values(CommentState)),
      wasPublic: fc.boolean(),
      mine: fc.boolean(),
      reply: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(kind, { maxLength: 15 }), async (kinds) => {
        await clear();
        const root = rowIn('s1');
        const rows = kinds.map(({ state, wasPublic, mine, reply }) => {
          const author = mine ? { authorKey: `guest:${me.actor.id}` } : {};
          const change = {
            ...author,
            ...stateColumns(
              state,
              wasPublic || state === 'PUBLISHED' || state === 'HIDDEN' ? '2026-01-01T00:00:00.000Z' : null,
            ),
          };
          return reply ? below(root, change) : rowIn('s1', change);
        });
        await save([root, ...rows]);
        // Every root is read both ways: ranked among others, and looked up as one with many replies.
        for (const [ctx, looked] of [guest(), again(me), again(staff)].flatMap(
          (one) =>
            [
              [one, 0],
              [again(one), 500],
            ] as const,
        )) {
          const can = rows.filter((row) => canSee(row, viewerOf(ctx, row.planId)));
          const page = await threadOf(ctx, 's1', { first: 50, sort: 'OLDEST' });
          const replies = await room
            .get(ThreadService)
            .replies(
              ctx,
              { id: root.id, rootId: root.id, planId: root.planId, replyCount: looked },
              { first: 50 },
            );
          expect(page.edges.map(({ node }) => node.id)).toEqual([
            root.id,
            ...can.filter(({ depth }) => depth === 0).map(({ id }) => id),
          ]);
          expect(replies.edges.map(({ node }) => node.id)).toEqual(
            can.filter(({ depth }) => depth === 1).map(({ id }) => id),
          );
          expect(await replies.totalCount).toBe(replies.edges.length);
          for (const { node } of [...page.edges, ...replies.edges]) {
            expect(node.body === null).toBe(node.sight === 'PLACEHOLDER');
          }
        }
      }),
      { numRuns: 25 },
    );
    await clear();
  });

  it('give the replies below any comment, in order, page by page', async () => {
    const root = rowIn('s1');
    const first = below(root);
    const inner = below(first);
    const deepest = below(inner);
    const second = below(root);
    await save([root, first, inner, deepest, second, rowIn('s1')]);
    const idsBelow = async (row: CommentRow, request: PageRequest = {}) =>
      (await room.get(ThreadService).replies(guest(), row, request)).edges.map(({ node }) => node.id);
    expect(await idsBelow(root)).toEqual([first.id, inner.id, deepest.id, second.id]);
    expect(await idsBelow(first)).toEqual([inner.id, deepest.id]);
    expect(await idsBelow(inner)).toEqual([deepest.id]);
    expect(await idsBelow(deepest)).toEqual([]);
    expect(await idsBelow(root, { last: 2 })).toEqual([deepest.id, second.id]);
    const page = await room.get(ThreadService).replies(guest(), root, { first: 3 });
    expect(page.pageInfo.hasNextPage).toBe(true);
    expect(await idsBelow(root, { first: 3, after: page.pageInfo.endCursor })).toEqual([second.id]);
    await clear();
  });

  it('take the same three queries for a page of 50 with authors, supports, replies and attachments as for one of 5', async () => {
    const roots = Array.from({ length: 60 }, () => rowIn('s1', { attachmentCount: 1 }));
    await save([...roots, ...roots.flatMap((root) => [below(root), below(root)])]);
    const fields = room.get(CommentFieldsResolver);
    const viewer = room.get(CommentViewerResolver);
    const page = async (first: number) => {
      const ctx = { ...guest(), loaders: new RequestLoaders() };
      const at = { ctx } as OperationContext;
      const read = async (node: CommentModel) =>
        Promise.all([fields.viewerSupports(node, {}, at), fields.attachments(node, {}, at)]);
      test.statements.reset();
      const thread = await threadOf(ctx, 's1', { first });
      expect(thread.edges).toHaveLength(first);
      await Promise.all(
        thread.edges.map(async ({ node }) => {
          const [replies] = await Promise.all([fields.replies(ctx, node, { first: 3 }), read(node)]);
          expect(replies.edges).toHaveLength(2);
          expect(node.author.kind).toBe('GUEST');
        }),
      );
      const count = test.statements.list.length;
      // What the viewer may do asks once about the open round, however many comments there are.
      await Promise.all(thread.edges.map(({ node }) => viewer.viewerMay(node, {}, at)));
      return [count, test.statements.list.length - count];
    };
    await page(5);
    const [few, many] = [await page(5), await page(50)];
    expect(many).toEqual(few);
    expect(few[0]).toBe(3);
    expect(few[1]).toBeLessThanOrEqual(3);
    await clear();
  });

  it('count a section with all below it, batched over the whole tree', async () => {
    await save([
      rowIn('s1', { stance: 'SUPPORT' }),
      rowIn('s1', { stance: 'OPPOSE', answered: 1 }),
      rowIn('s1.m1', { answered: 1 }),
      rowIn('s1.m1'),
      rowIn('s2'),
      rowIn('s2', stateColumns('HIDDEN', '2026-01-01T00:00:00.000Z')),
      rowIn('s2', stateColumns('PENDING', null)),
    ]);
    const counts = room.get(CountsService);
    const ctx = guest();
    await counts.ofSection(guest(), placeOf('s1'));
    test.statements.reset();
    const all = await Promise.all(['s1', 's1.m1', 's2'].map((key) => counts.ofSection(ctx, placeOf(key))));
    expect(all).toEqual([
      { comments: 4, answered: 2, awaiting: 2 },
      { comments: 2, answered: 1, awaiting: 1 },
      { comments: 1, answered: 0, awaiting: 1 },
    ]);
    expect(test.statements.list.length).toBeLessThanOrEqual(2);
    expect(await counts.ofPlan(ctx, seeds.plans[PLAN] as string)).toEqual({
      comments: 5,
      answered: 2,
      awaiting: 3,
    });
    expect(await counts.ofRound(ctx, seeds.rounds[PLAN] as string)).toEqual({
      comments: 5,
      answered: 2,
      awaiting: 3,
    });
    expect(await counts.stancesOf(ctx, placeOf('s1'))).toEqual(
      expect.arrayContaining([
        { stance: 'SUPPORT', count: 1 },
        { stance: 'OPPOSE', count: 1 },
      ]),
    );
    await clear();
  });

  it('give a desk the states, sections and further conditions it asks for', async () => {
    const [held, open, other] = [
      rowIn('s1', stateColumns('HELD', null)),
      rowIn('s1', { body: '100% แน่นอน' }),
      rowIn('s2', { authorName: 'Somchai' }),
    ];
    await save([held, open, other]);
    const planId = seeds.plans[PLAN] as string;
    const list = async (desk: object) =>
      (
        await room
          .get(CommentStore)
          .listForDesk({}, { planId, ...desk }, 'OLDEST', { limit: 21, backward: false, position: null })
      ).items.map(({ id }) => id);
    expect(await list({})).toEqual([held.id, open.id, other.id]);
    expect(await list({ states: ['HELD', 'PENDING'] })).toEqual([held.id]);
    expect(await list({ sectionIds: [placeOf('s2').sectionId] })).toEqual([other.id]);
    expect(await list({ sectionIds: [] })).toEqual([]);
    expect(await list({ search: 'SOMCHAI' })).toEqual([other.id]);
    expect(await list({ search: '0% แน่' })).toEqual([open.id]);
    expect(await list({ search: '_' })).toEqual([]);
    expect(
      await list({
        also: [
          { text: 'EXISTS (SELECT 1 FROM comment x WHERE x.id = c.id AND x.state = ?)', values: ['HELD'] },
        ],
      }),
    ).toEqual([held.id]);
    expect(await room.get(CommentStore).countForDesk({}, { planId, answered: false })).toBe(3);
    await clear();
  });

  describe('of ten thousand comments', () => {
    beforeAll(async () => {
      await clear();
      const big = Array.from({ length: 10_000 }, (_, n) =>
        rowIn('s1', {
          answered: Number(n % 50 === 0),
          supportCount: n % 300,
          stance: n % 2 ? 'SUPPORT' : 'OPPOSE',
        }),
      );
      const hot = Array.from({ length: 3000 }, () => below(big[9999] as CommentRow));
      (big[9999] as CommentRow).replyCount = hot.length;
      await save([...big, ...hot, ...Array.from({ length: 60 }, () => rowIn('s2'))]);
      await test.database.transaction(
        {},
        async (ctx) =>
          void (await test.database
            .writing(ctx)
            .query(test.database.kind === 'sqlite' ? 'ANALYZE' : 'ANALYZE TABLE comment')),
      );
    });

    const explained = async (sort: ThreadSort, request: PageRequest, ctx: Ctx) => {
      const statements: string[] = [];
      test.statements.reset();
      await threadOf(ctx, 's1', { sort, ...request });
      statements.push(...test.statements.list);
      const sql = statements.at(-1) as string;
      const values = [...sql.matchAll(/\?/g)].map(() => 'x');
      const plan: { detail: string }[] = await test.database.reader.query(
        `EXPLAIN QUERY PLAN ${sql}`,
        values,
      );
      return plan.map(({ detail }) => detail).join(' | ');
    };

    it.each(Object.values(ThreadSort))(
      'reads a page of %s from an index in its order, without sorting, for everybody',
      async (sort) => {
        const staff = person([{ role: 'MODERATOR', scope: '*' }]);
        for (const ctx of [guest(), staff]) {
          const first = await threadOf(ctx, 's1', { sort, first: 50 });
          for (const request of [
            { first: 50 },
            { last: 50 },
            { first: 50, after: first.pageInfo.endCursor },
          ]) {
            const plan = await explained(sort, request, again(ctx));
            expect(plan).toMatch(/USING INDEX ix_comment_(newest|answered|supported)/);
            expect(plan).not.toMatch(/TEMP B-TREE|MULTI-INDEX/);
          }
        }
      },
    );

    it('opens its first and its last page nearly as fast as a small thread', async () => {
      const time = async (key: string, request: PageRequest & { sort?: ThreadSort }) => {
        const times = [];
        for (let n = 0; n < 30; n += 1) {
          const ctx = guest();
          const start = process.hrtime.bigint();
          const page = await threadOf(ctx, key, request);
          await Promise.all(
            page.edges.map(({ node }) => room.get(ThreadService).replies(ctx, node, { first: 3 })),
          );
          times.push(Number(process.hrtime.bigint() - start) / 1e6);
        }
        return times.sort((a, b) => a - b)[15] as number;
      };
      await time('s2', { first: 50 });
      const small = await time('s2', { first: 50 });
      const [first, last] = [await time('s1', { first: 50 }), await time('s1', { last: 50 })];
      const hot = await time('s1', { first: 50, sort: 'NEWEST' });
      process.stdout.write(
        `thread page ms: small ${small.toFixed(1)}, first of 10,000 ${first.toFixed(1)}, last ${last.toFixed(1)}, with a root of 3,000 replies ${hot.toFixed(1)}\n`,
      );
      expect(first).toBeLessThan(small * 3 + 15);
      expect(last).toBeLessThan(small * 3 + 15);
      expect(hot).toBeLessThan(small * 3 + 30);
    });
  });
});
