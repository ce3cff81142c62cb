import { describe, expect, it } from '@jest/globals';
import { contentDigest } from './canonical.rules.js';
import { countKinds, plainText } from './plan.rules.js';

describe('plainText', () => {
  it.each([
    [null, null],
    ['  ก\r\nข  \n\n\n\nค\t\n', 'ก\nข\n\nค'],
    ['e\u0301', 'é'],
    ['น้ำ', 'น้ำ'],
  ])('of %j is %j', (body, plain) => {
    expect(plainText(body)).toBe(plain);
  });

  it('changes nothing the second time', () => {
    const once = plainText('ก  \r\n\r\n\r\n ข') as string;
    expect(plainText(once)).toBe(once);
  });
});

describe('countKinds', () => {
  it('counts in the order of the plan, without kinds that are not there', () => {
    expect(countKinds([{ kind: 'PROJECT' }, { kind: 'STRATEGY' }, { kind: 'PROJECT' }])).toEqual([
      { kind: 'STRATEGY', count: 1 },
      { kind: 'PROJECT', count: 2 },
    ]);
  });
});

describe('contentDigest', () => {
  it('does not depend on the order of names, but on that of lists', () => {
    expect(contentDigest({ a: 1, b: [1, 2] })).toBe(contentDigest({ b: [1, 2], a: 1 }));
    expect(contentDigest({ b: [1, 2] })).not.toBe(contentDigest({ b: [2, 1] }));
  });
});
