import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { LiveComment, LiveEvent, LiveFrame, LiveResponse } from '../../../api/src/live/live-events';
import type { CommentPartsFragment } from './graphql/generated';
import {
  addOwn,
  applyFrame,
  applySupports,
  setSupport,
  showWaiting,
  type FindSection,
  type ThreadState,
} from './live-reducer';

type Told = LiveEvent extends infer Event ? (Event extends LiveEvent ? Omit<Event, 'seq'> : never) : never;

const findSection: FindSection = (key) => ({ key, kind: 'PROJECT', code: key, strategyNumber: 1 });

const emptyThread = (change: Partial<ThreadState> = {}): ThreadState => ({
  seen: 0,
  total: 0,
  roots: [],
  waiting: [],
  stance: null,
  acts: ['REPLY', 'SUPPORT'],
  ...change,
});

const live = (id: string, change: Partial<LiveComment> = {}): LiveComment => ({
  id,
  rootId: change.parentId ?? id,
  parentId: null,
  stance: null,
  language: 'TH',
  body: `ความคิดเห็น ${id}`,
  state: 'PUBLISHED',
  stateReason: null,
  stateChangedAt: null,
  author: { kind: 'GUEST', displayName: null, organisation: null, verified: false, erased: false },
  channel: 'ONLINE',
  demonstration: false,
  createdAt: '2026-11-22T02:00:00.000Z',
  editedAt: null,
  revision: 1,
  supportCount: 0,
  guestSupportCount: 0,
  replyCount: 0,
  ...change,
});

const hidden = (id: string): LiveComment =>
  live(id, { state: 'HIDDEN', body: null, stateReason: { code: 'ABUSE', text: null } });

const response = (code: string, change: Partial<LiveResponse> = {}): LiveResponse => ({
  id: `id-${code}`,
  code,
  disposition: 'ACCEPTED',
  body: { th: 'รับไว้', en: null },
  reason: { th: null, en: null },
  publishedAt: '2026-11-22T03:00:00.000Z',
  changedSectionKey: null,
  ...change,
});

const published = (comment: LiveComment): Told => ({ type: 'comment.published', comment });
const answered = (commentIds: string[], answer: LiveResponse): Told => ({
  type: 'response.published',
  commentIds,
  response: answer,
});

/** Frame of what happened, numbered from `from` on. */
function frame(from: number, ...told: Told[]): LiveFrame {
  const events = told.map((event, index) => ({ ...event, seq: from + index }) as LiveEvent);
  return { stream: 'section:plan/s1', from, to: from + told.length - 1, events };
}

const apply = (state: ThreadState, ...frames: LiveFrame[]): ThreadState =>
  frames.reduce((before, next) => applyFrame(before, next, findSection).state, state);

const shown = (state: ThreadState) =>
  state.roots.map(({ comment, replies }) => [comment.id, replies.map(({ id }) => id)]);
const commentOf = (state: ThreadState, id: string): CommentPartsFragment | undefined =>
  [...state.waiting, ...state.roots.flatMap(({ comment, replies }) => [comment, ...replies])].find(
    (comment) => comment.id === id,
  );

/** A page that shows comment `a` with its reply `r`. */
const page = (): ThreadState =>
  showWaiting(
    apply(
      emptyThread(),
      frame(1, published(live('a')), published(live('r', { parentId: 'a', rootId: 'a' }))),
    ),
  );

describe('frames of a stream', () => {
  it('keeps new comments waiting in the order they came, until the reader asks for them', () => {
    const state = apply(page(), frame(3, published(live('b')), published(live('c'))));

    expect(shown(state)).toEqual([['a', ['r']]]);
    expect(state.waiting.map(({ id }) => id)).toEqual(['b', 'c']);
    expect(state).toMatchObject({ total: 4, seen: 4 });
    expect(shown(showWaiting(state))).toEqual([
      ['c', []],
      ['b', []],
      ['a', ['r']],
    ]);
  });

  it('sorts what a frame holds by number', () => {
    const whole = frame(3, published(live('b')), { type: 'comment.hidden', comment: hidden('b') });
    const turned = { ...whole, events: [...whole.events].reverse() };

    expect(apply(page(), turned)).toEqual(apply(page(), whole));
  });

  it('applies a frame that comes twice once', () => {
    const next = frame(3, published(live('b')));

    expect(apply(page(), next, next)).toEqual(apply(page(), next));
  });

  it('takes only what is new from a frame that overlaps', () => {
    const first = frame(3, published(live('b')));
    const both = frame(3, published(live('b')), published(live('c')));

    expect(apply(page(), first, both)).toEqual(apply(page(), both));
  });

  it('says that something is missing and changes nothing', () => {
    const before = page();

    expect(applyFrame(before, frame(4, published(live('c'))), findSection)).toEqual({
      state: before,
      gap: true,
    });
  });

  it('counts on over what it may not see', () => {
    expect(apply(page(), frame(3, { type: 'void' }), frame(4, published(live('b'))))).toMatchObject({
      seen: 4,
      total: 3,
    });
  });
});

describe('changes of a comment', () => {
  it('hides a text in its place, keeps its replies and counts it no more', () => {
    const state = apply(page(), frame(3, { type: 'comment.hidden', comment: hidden('a') }));

    expect(shown(state)).toEqual([['a', ['r']]]);
    expect(commentOf(state, 'a')).toMatchObject({ body: null, state: 'HIDDEN', viewerMay: [] });
    expect(state.total).toBe(1);
  });

  it('counts a comment again that is published again', () => {
    const state = apply(
      page(),
      frame(3, { type: 'comment.hidden', comment: hidden('a') }, published(live('a'))),
    );

    expect(commentOf(state, 'a')).toMatchObject({ body: 'ความคิดเห็น a', state: 'PUBLISHED' });
    expect(state.total).toBe(2);
  });

  it('counts down for a comment of another page', () => {
    const state = apply(
      emptyThread({ total: 9 }),
      frame(1, { type: 'comment.hidden', comment: hidden('far') }),
    );

    expect(state).toMatchObject({ total: 8, roots: [], waiting: [] });
  });

  it('shows an edit in its place and keeps what only this reader knows', () => {
    const own = setSupport(page(), 'a', { supportCount: 1, guestSupportCount: 0, viewerSupports: true });
    const comment = live('a', { body: 'แก้แล้ว', revision: 2, supportCount: 1 });
    const state = apply(own, frame(3, { type: 'comment.edited', comment }));

    expect(commentOf(state, 'a')).toMatchObject({ body: 'แก้แล้ว', revision: 2, viewerSupports: true });
    expect(state.total).toBe(2);
  });

  it('edits and hides a comment that still waits', () => {
    const state = apply(
      page(),
      frame(3, published(live('b')), { type: 'comment.hidden', comment: hidden('b') }),
    );

    expect(state.waiting).toMatchObject([{ id: 'b', body: null, state: 'HIDDEN' }]);
    expect(state.total).toBe(2);
  });

  it('marks a tagged comment once', () => {
    const tagged: Told = { type: 'comment.tagged', comment: live('a') };

    expect(commentOf(apply(page(), frame(3, tagged, tagged)), 'a')?.tags).toHaveLength(1);
  });
});

describe('replies', () => {
  it('puts a waiting reply under its comment', () => {
    const reply = live('r2', { parentId: 'r', rootId: 'a' });
    const state = showWaiting(apply(page(), frame(3, published(reply))));

    expect(shown(state)).toEqual([['a', ['r', 'r2']]]);
    expect(state.roots[0]?.replyCount).toBe(2);
  });

  it('puts a reply under a comment that waited with it', () => {
    const reply = live('br', { parentId: 'b', rootId: 'b' });
    const state = showWaiting(apply(page(), frame(3, published(live('b')), published(reply))));

    expect(shown(state)).toEqual([
      ['b', ['br']],
      ['a', ['r']],
    ]);
  });

  it('only counts a reply to a comment of another page', () => {
    const reply = live('x', { parentId: 'far', rootId: 'far' });

    expect(apply(page(), frame(3, published(reply)))).toMatchObject({ total: 3, waiting: [] });
  });
});

describe('what the reader does', () => {
  const own = (change: Partial<CommentPartsFragment> = {}): CommentPartsFragment => ({
    ...(commentOf(page(), 'a') as CommentPartsFragment),
    id: 'own',
    rootId: 'own',
    viewerIsAuthor: true,
    ...change,
  });

  it('shows an own comment at once and counts it once, whichever comes first', () => {
    const event = frame(3, published(live('own')));

    for (const state of [apply(addOwn(page(), own()), event), addOwn(apply(page(), event), own())]) {
      expect(shown(state)).toEqual([
        ['own', []],
        ['a', ['r']],
      ]);
      expect(state).toMatchObject({ total: 3, waiting: [] });
    }
  });

  it('counts an own comment when a moderator publishes it', () => {
    const pending = addOwn(page(), own({ state: 'PENDING' }));

    expect(pending.total).toBe(2);
    expect(apply(pending, frame(3, published(live('own')))).total).toBe(3);
  });

  it('leaves out stances that are filtered away, and counts them', () => {
    const filtered = { ...page(), stance: 'SUPPORT' } as const;
    const state = apply(
      filtered,
      frame(3, published(live('b', { stance: 'OPPOSE' })), published(live('c', { stance: 'SUPPORT' }))),
    );

    expect(state.waiting.map(({ id }) => id)).toEqual(['c']);
    expect(state.total).toBe(4);
  });

  it('takes the latest counts of supports', () => {
    const state = applySupports(applySupports(page(), { counts: { r: [1, 5] } }), { counts: { r: [2, 4] } });

    expect(commentOf(state, 'r')).toMatchObject({ supportCount: 2, guestSupportCount: 4 });
  });
});

describe('answers', () => {
  it('puts an answer under every comment that it answers, replies and waiting ones too', () => {
    const state = apply(
      page(),
      frame(
        3,
        published(live('b')),
        answered(['a', 'r', 'b', 'far'], response('R-001', { changedSectionKey: 's1.p1' })),
      ),
    );

    for (const id of ['a', 'r', 'b']) {
      expect(commentOf(state, id)?.responses).toMatchObject([
        { code: 'R-001', commentCount: 4, changedSection: { key: 's1.p1' } },
      ]);
    }
  });

  it('replaces an answer that is published again', () => {
    const corrected = response('R-001', { disposition: 'ACCEPTED_IN_PART' });
    const state = apply(page(), frame(3, answered(['a'], response('R-001')), answered(['a'], corrected)));

    expect(commentOf(state, 'a')?.responses).toMatchObject([{ disposition: 'ACCEPTED_IN_PART' }]);
  });
});

describe('any way a sequence may come', () => {
  const ids = ['a', 'r', 'b', 'c', 'br'] as const;
  const parents: Record<string, string> = { r: 'a', br: 'b' };
  const comment = fc
    .record({
      id: fc.constantFrom(...ids),
      state: fc.constantFrom('PUBLISHED' as const, 'HIDDEN' as const),
      revision: fc.integer({ min: 1, max: 5 }),
    })
    .map(({ id, state, revision }) =>
      live(id, {
        parentId: parents[id] ?? null,
        rootId: parents[id] ?? id,
        state,
        revision,
        body: state === 'HIDDEN' ? null : `ฉบับที่ ${revision}`,
      }),
    );
  const told: fc.Arbitrary<Told> = fc.oneof(
    fc
      .tuple(
        fc.constantFrom(
          'comment.published' as const,
          'comment.edited' as const,
          'comment.hidden' as const,
          'comment.withdrawn' as const,
          'comment.tagged' as const,
        ),
        comment,
      )
      .map(([type, about]) => ({ type, comment: about })),
    fc
      .tuple(fc.subarray([...ids]), fc.constantFrom('R-001', 'R-002'))
      .map(([commentIds, code]) => answered(commentIds, response(code))),
    fc.constant<Told>({ type: 'void' }),
  );
  /** For each delivery: how far it reaches, and how much of what was had before it brings again. */
  const cuts = fc.array(fc.record({ ahead: fc.nat(4), again: fc.nat(6) }), { maxLength: 20 });

  it('gives the same thread', () => {
    fc.assert(
      fc.property(fc.array(told, { maxLength: 15 }), cuts, (sequence, deliveries) => {
        const start = page();
        const part = (from: number, to: number) => frame(start.seen + 1 + from, ...sequence.slice(from, to));
        const whole = apply(start, part(0, sequence.length));

        let had = 0;
        let state = start;
        for (const { ahead, again } of [...deliveries, { ahead: sequence.length, again: 0 }]) {
          const to = Math.min(sequence.length, had + ahead);
          const result = applyFrame(state, part(Math.max(0, had - again), to), findSection);
          expect(result.gap).toBe(false);
          state = result.state;
          had = to;
        }

        expect(state).toEqual(whole);
      }),
    );
  });

  it('never takes a frame over a gap', () => {
    fc.assert(
      fc.property(fc.array(told, { minLength: 2, maxLength: 15 }), fc.nat(), (sequence, skip) => {
        const start = page();
        const from = 1 + (skip % (sequence.length - 1));

        expect(applyFrame(start, frame(start.seen + 1 + from, ...sequence.slice(from)), findSection)).toEqual(
          { state: start, gap: true },
        );
      }),
    );
  });
});
