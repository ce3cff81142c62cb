import { describe, expect, it } from '@jest/globals';
import { DomainError } from '@rapfang/platform';
import {
  checkAnswerable,
  checkedCommentIds,
  checkedText,
  checkPublishable,
  COMMENTS_MOST,
  responseCode,
  TEXT_MOST,
} from './response.rules.js';

describe('The code of a response', () => {
  it.each([
    [1, 'R-001'],
    [42, 'R-042'],
    [999, 'R-999'],
    [1000, 'R-1000'],
  ])('of number %i is %s', (number, code) => {
    expect(responseCode(number)).toBe(code);
  });
});

describe('A text of a response', () => {
  it('is trimmed, and blanks are no text', () => {
    expect(checkedText('body', { th: '  รับไว้ \n', en: ' \t ' })).toEqual({ th: 'รับไว้', en: null });
    expect(checkedText('body', {})).toEqual({ th: null, en: null });
  });
  it('is not longer than the limit, and the error names the language', () => {
    expect(() => checkedText('reason', { th: 'ok', en: 'x'.repeat(TEXT_MOST + 1) })).toThrow('reason.en');
  });
});

describe('Publishing', () => {
  const whole = { body: { th: 'ตอบ', en: null }, reason: { th: 'เหตุผล', en: null }, commentCount: 1 };
  it('takes a Thai body and reason and at least one comment', () => {
    expect(() => checkPublishable(whole)).not.toThrow();
  });
  it.each([
    ['body.th', { ...whole, body: { th: null, en: 'answer' } }],
    ['reason.th', { ...whole, reason: { th: null, en: 'because' } }],
    ['commentIds', { ...whole, commentCount: 0 }],
  ])('is refused naming %s', (field, response) => {
    expect(() => checkPublishable(response)).toThrow(field);
  });
});

describe('Comments to be answered', () => {
  const found = [
    { id: 'a', planId: 'p', state: 'PUBLISHED' },
    { id: 'b', planId: 'p', state: 'WITHDRAWN' },
    { id: 'c', planId: 'p', state: 'HIDDEN' },
    { id: 'd', planId: 'other', state: 'PUBLISHED' },
  ];
  const paramsOf = (ids: string[]) => {
    try {
      checkAnswerable('commentIds', 'p', ids, found);
      return null;
    } catch (error) {
      return (error as DomainError).params;
    }
  };
  it.each([
    [['a'], null],
    [['a', 'b'], { rule: 'notWithdrawn', ids: 'b', count: 1 }],
    [['a', 'c'], { rule: 'published', ids: 'c', count: 1 }],
    [['d', 'a', 'x'], { rule: 'exists', ids: 'd x', count: 2 }],
  ])('%j give %j', (ids, params) => {
    expect(paramsOf(ids)).toEqual(params);
  });
  it('are counted once and are not more than the limit, with those already there', () => {
    expect(checkedCommentIds('commentIds', ['a', 'a', 'b'])).toEqual(['a', 'b']);
    expect(() => checkedCommentIds('addCommentIds', ['a', 'b'], COMMENTS_MOST - 1)).toThrow('addCommentIds');
  });
});
