import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FOLDED, GROUP_LEAST, inSteps, showable } from './participant.rules.js';
import { PROVINCE_NAMES, readProvince } from './provinces.js';

const groups = (counts: Record<string, number>) =>
  Object.entries(counts).map(([value, count]) => ({ facet: 'province', value, count }));
const shown = (counts: Record<string, number>) =>
  Object.fromEntries(showable(groups(counts)).map(({ value, count }) => [value, count]));

describe('Groups of participants that may be shown', () => {
  it.each([
    ['all of five or more', { a: 9, b: 5 }, { a: 9, b: 5 }],
    ['two small groups folded, as together they are five', { a: 9, b: 4, c: 1 }, { a: 9, [FOLDED]: 5 }],
    ['the next one folded with a single small group', { a: 9, b: 7, c: 4 }, { a: 9, [FOLDED]: 11 }],
    [
      'the next one folded where the small ones make less than five',
      { a: 9, b: 6, c: 1, d: 1 },
      { a: 9, [FOLDED]: 8 },
    ],
    ['nothing where nothing would stand beside the folded ones', { a: 40, b: 2 }, {}],
    ['nothing of four people', { a: 4 }, {}],
    ['nothing of nobody', {}, {}],
  ])('%s', (_what, counts, expected) => {
    expect(shown(counts)).toEqual(expected);
  });

  it('never shows a group under five, never folds one alone, and keeps the total or shows nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 12 }), { maxLength: 12 }), (counts) => {
        const given = counts.map((count, index) => ({ facet: 'f', value: `v${index}`, count }));
        const result = showable(given);
        for (const { count } of result) expect(count).toBeGreaterThanOrEqual(GROUP_LEAST);
        const total = (list: readonly { count: number }[]) => list.reduce((sum, { count }) => sum + count, 0);
        if (result.length > 0) expect(total(result)).toBe(total(given));
        if (result.some(({ value }) => value === FOLDED)) {
          const named = result.filter(({ value }) => value !== FOLDED).length;
          expect(given.filter(({ count }) => count > 0).length - named).toBeGreaterThanOrEqual(2);
        }
      }),
    );
  });
});

describe('Groups while comments still come', () => {
  it('are counted down to multiples of five', () => {
    expect(inSteps(groups({ a: 5, b: 9, c: 10, d: 104 })).map(({ count }) => count)).toEqual([5, 5, 10, 100]);
  });
});

describe('Provinces', () => {
  it('are 77, each found by code, Thai and English name', () => {
    expect(new Set(PROVINCE_NAMES).size).toBe(77);
    for (const name of ['TH-50', 'เชียงใหม่', 'Chiang Mai', 'chiangmai', 'จังหวัดเชียงใหม่'])
      expect(readProvince(name)).toBe('เชียงใหม่');
    expect(readProvince(' ')).toBeNull();
    expect(() => readProvince('Atlantis')).toThrow('participant.province');
  });
});
