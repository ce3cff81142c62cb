import { describe, expect, it } from '@jest/globals';
import { checkedReason, Decision, nextState, REASON_TEXT_MOST } from './moderation.rules.js';

const STATES = ['PENDING', 'PUBLISHED', 'HELD', 'REFUSED', 'HIDDEN', 'WITHDRAWN'] as const;

describe('What a decision makes of a state', () => {
  //             PENDING      PUBLISHED  HELD         REFUSED      HIDDEN       WITHDRAWN
  const table = {
    PUBLISH: ['PUBLISHED', null, 'PUBLISHED', 'PUBLISHED', 'PUBLISHED', null],
    HOLD: ['HELD', null, null, null, null, null],
    REFUSE: ['REFUSED', null, 'REFUSED', null, null, null],
    HIDE: [null, 'HIDDEN', null, null, null, null],
  };
  const cases = Object.values(Decision).flatMap((decision) =>
    STATES.map((from, index) => ({ decision, from, to: table[decision][index] ?? null })),
  );
  it.each(cases)('$decision turns $from into $to', ({ decision, from, to }) => {
    expect(nextState(from, decision)).toBe(to);
  });
});

describe('The reason of a decision', () => {
  it.each(['HOLD', 'REFUSE', 'HIDE'] as const)('is owed for %s', (decision) => {
    expect(() => checkedReason(decision, null, 'words alone')).toThrow('reasonCode');
    expect(checkedReason(decision, 'ABUSE', null)).toEqual({ code: 'ABUSE', text: null });
  });

  it('needs words when it is OTHER, and blanks are no words', () => {
    expect(() => checkedReason('REFUSE', 'OTHER', '  \n ')).toThrow('reasonText');
    expect(checkedReason('REFUSE', 'OTHER', ' sent twice ')).toEqual({ code: 'OTHER', text: 'sent twice' });
  });

  it('may be left out when publishing', () => {
    expect(checkedReason('PUBLISH', null, undefined)).toEqual({ code: null, text: null });
  });

  it('is not longer than the record holds', () => {
    expect(() => checkedReason('HIDE', 'ABUSE', 'x'.repeat(REASON_TEXT_MOST + 1))).toThrow('reasonText');
  });
});
