import { describe, expect, it } from '@jest/globals';
import { BULK_MOST, checkedChange, neededChanges, tagsOfPlan } from './tag.rules.js';

const section = (key: string, kind: string, strategyNumber: number | null = 1) => ({
  id: `id-${key}`,
  key,
  kind,
  code: key.slice(1),
  title: { th: `ไทย ${key}`, en: null },
  strategyNumber,
});

describe('Tags of a plan', () => {
  it('are its strategies and measures in reading order, then the focus areas; projects and guidelines give none', () => {
    const tags = tagsOfPlan(
      [
        section('s1', 'STRATEGY'),
        section('s1.m1', 'MEASURE'),
        section('s1.p1.1', 'PROJECT'),
        section('s1.m1.g1', 'GUIDELINE'),
        section('s2', 'STRATEGY', 2),
      ],
      [{ code: 'F1', name: { th: 'การศึกษา', en: 'Education' } }],
    );
    expect(
      tags.map(({ kind, key, strategyNumber, position }) => [kind, key, strategyNumber, position]),
    ).toEqual([
      ['STRATEGY', 's1', 1, 0],
      ['MEASURE', 's1.m1', 1, 1],
      ['STRATEGY', 's2', 2, 2],
      ['FOCUS_AREA', 'F1', null, 3],
    ]);
    expect(tags[1]).toMatchObject({ sectionId: 'id-s1.m1', label: { th: 'ไทย s1.m1', en: null } });
    expect(tags[3]).toMatchObject({ sectionId: null, label: { en: 'Education' } });
  });
});

describe('A change of tags', () => {
  it('counts nothing twice', () => {
    expect(checkedChange({ commentIds: ['a', 'b', 'a'], add: ['t', 't'] })).toEqual({
      commentIds: ['a', 'b'],
      add: ['t'],
      remove: [],
    });
  });

  it.each([
    ['no comment', { commentIds: [], add: ['t'] }, 'commentIds'],
    [
      'too many comments',
      { commentIds: Array.from({ length: BULK_MOST + 1 }, (_, n) => `c${n}`), add: ['t'] },
      'commentIds',
    ],
    ['nothing to do', { commentIds: ['a'], add: [], remove: null }, 'add'],
    ['the same tag on and off', { commentIds: ['a'], add: ['t'], remove: ['t'] }, 'remove'],
    ['too many tags', { commentIds: ['a'], add: Array.from({ length: 51 }, (_, n) => `t${n}`) }, 'add'],
  ])('is refused with %s', (_case, input, field) => {
    expect(() => checkedChange(input)).toThrow(field);
  });

  it('does only what is not so already', () => {
    const change = { commentIds: ['a', 'b'], add: ['t1'], remove: ['t2'] };
    const standing = [
      { id: '1', commentId: 'a', tagId: 't1' },
      { id: '2', commentId: 'b', tagId: 't2' },
      { id: '3', commentId: 'b', tagId: 't3' },
    ];
    expect(neededChanges(change, standing)).toEqual({
      adding: [{ commentId: 'b', tagId: 't1' }],
      removing: [standing[1]],
    });
  });
});
