import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CommentState } from './comment.kinds.js';
import {
  actsFor,
  canSee,
  isShown,
  mayBecome,
  placeBelow,
  PUBLIC_VIEWER,
  sightOf,
  THREAD_LEVELS,
  type Viewer,
} from './comment.rules.js';

const STATES = Object.values(CommentState);
const AUTHOR: Viewer = { key: 'guest:1', staff: false, receipt: false };
const STRANGER: Viewer = { key: 'guest:2', staff: false, receipt: false };
const STAFF: Viewer = { key: 'person:3', staff: true, receipt: false };
const HOLDER: Viewer = { key: 'guest:4', staff: false, receipt: true };

describe('What a moderator may make of a state', () => {
  const table: Record<CommentState, CommentState[]> = {
    PENDING: ['PUBLISHED', 'HELD', 'REFUSED'],
    PUBLISHED: ['HIDDEN'],
    HELD: ['PUBLISHED', 'REFUSED'],
    REFUSED: ['PUBLISHED'],
    HIDDEN: ['PUBLISHED'],
    WITHDRAWN: [],
  };
  const cases = STATES.flatMap((from) =>
    STATES.map((to) => ({ from, to, allowed: table[from].includes(to) })),
  );
  it.each(cases)('$from to $to: $allowed', ({ from, to, allowed }) => {
    expect(mayBecome(from, to)).toBe(allowed);
  });
});

describe('Who sees how much', () => {
  it.each<[CommentState, boolean, string, string, string, string]>([
    // state, was public, public, author, receipt holder, staff
    ['PENDING', false, 'NOTHING', 'WHOLE', 'WHOLE', 'WHOLE'],
    ['PUBLISHED', true, 'WHOLE', 'WHOLE', 'WHOLE', 'WHOLE'],
    ['HELD', false, 'NOTHING', 'WHOLE', 'WHOLE', 'WHOLE'],
    ['REFUSED', false, 'NOTHING', 'WHOLE', 'WHOLE', 'WHOLE'],
    ['HIDDEN', true, 'PLACEHOLDER', 'WHOLE', 'WHOLE', 'WHOLE'],
    ['WITHDRAWN', true, 'PLACEHOLDER', 'PLACEHOLDER', 'PLACEHOLDER', 'WHOLE'],
    ['WITHDRAWN', false, 'NOTHING', 'PLACEHOLDER', 'PLACEHOLDER', 'WHOLE'],
  ])('%s (once public: %s)', (state, wasPublic, open, author, holder, staff) => {
    const seen = { state, shown: Number(isShown(state, wasPublic ? '2026' : null)), authorKey: AUTHOR.key };
    expect([PUBLIC_VIEWER, STRANGER, AUTHOR, HOLDER, STAFF].map((viewer) => sightOf(seen, viewer))).toEqual([
      open,
      open,
      author,
      holder,
      staff,
    ]);
  });

  it('never lets somebody see more than staff, or the public more than a stranger', () => {
    const comment = fc.record({
      state: fc.constantFrom(...STATES),
      shown: fc.constantFrom(0, 1),
      authorKey: fc.constantFrom('guest:1', 'person:9'),
    });
    fc.assert(
      fc.property(comment, (seen) => {
        expect(canSee(seen, STAFF)).toBe(true);
        expect(canSee(seen, PUBLIC_VIEWER)).toBe(canSee(seen, STRANGER));
      }),
    );
  });
});

describe('What a viewer may do', () => {
  const open = { open: true, judgedFirst: false, takesReplies: true };
  it.each([
    ['the author of a published comment', 'PUBLISHED', true, open, ['EDIT', 'WITHDRAW', 'REPLY']],
    [
      'the author where moderators read first',
      'PUBLISHED',
      true,
      { ...open, judgedFirst: true },
      ['WITHDRAW', 'REPLY'],
    ],
    [
      'the author of a waiting comment',
      'PENDING',
      true,
      { ...open, judgedFirst: true },
      ['EDIT', 'WITHDRAW'],
    ],
    [
      'the author after the round',
      'PUBLISHED',
      true,
      { open: false, judgedFirst: false, takesReplies: false },
      ['WITHDRAW'],
    ],
    ['the author of a refused comment', 'REFUSED', true, open, ['WITHDRAW']],
    ['the author of a withdrawn comment', 'WITHDRAWN', true, open, []],
    ['anyone, of a published comment', 'PUBLISHED', false, open, ['REPLY', 'SUPPORT']],
    ['anyone, of a hidden comment', 'HIDDEN', false, open, []],
  ] as const)('%s', (_who, state, own, round, acts) => {
    expect(actsFor(state, own, round)).toEqual(acts);
  });
});

describe('Where a reply hangs', () => {
  it('is below its parent, at most four levels deep, then beside it', () => {
    let parent = { id: 'c0', parentId: null as string | null, rootId: 'c0', depth: 0 };
    const places = Array.from({ length: 6 }, (_, n) => {
      const place = placeBelow(parent);
      parent = { id: `c${n + 1}`, ...place };
      return [place.parentId, place.depth];
    });
    expect(places).toEqual([
      ['c0', 1],
      ['c1', 2],
      ['c2', 3],
      ['c2', 3],
      ['c2', 3],
      ['c2', 3],
    ]);
    expect(Math.max(...places.map(([, depth]) => Number(depth)))).toBe(THREAD_LEVELS - 1);
  });
});
