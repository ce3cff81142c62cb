import { describe, expect, it } from '@jest/globals';
import {
  bangkokDay,
  chooseRound,
  endOfDay,
  isOpenFor,
  participationLack,
  roundState,
  startOfDay,
  type RoundScope,
  type RoundTimes,
} from './round.rules.js';

const UNDATED: RoundTimes = {
  opensAt: null,
  closesAt: null,
  startsOn: null,
  endsOn: null,
  statedState: null,
};
// Bangkok is seven hours ahead: 17:00Z begins its next day.
const OPENS = '2026-03-01T17:00:00.000Z';
const CLOSES = '2026-03-11T16:59:59.999Z';

describe('Legal days', () => {
  it('are those of Bangkok', () => {
    expect(bangkokDay('2026-03-01T16:59:59.999Z')).toBe('2026-03-01');
    expect(bangkokDay('2026-03-01T17:00:00.000Z')).toBe('2026-03-02');
    expect(startOfDay('2026-03-02T05:00:00.000Z')).toBe(OPENS);
    expect(endOfDay('2026-03-02T05:00:00.000Z', 9)).toBe(CLOSES);
  });
});

describe('The state of a round', () => {
  it.each<[string, Partial<RoundTimes>, string, string]>([
    ['before it opens', { opensAt: OPENS, closesAt: CLOSES }, '2026-03-01T16:59:59.999Z', 'PLANNED'],
    ['at the moment it opens', { opensAt: OPENS, closesAt: CLOSES }, OPENS, 'OPEN'],
    ['at its last moment', { opensAt: OPENS, closesAt: CLOSES }, CLOSES, 'OPEN'],
    ['a millisecond later', { opensAt: OPENS, closesAt: CLOSES }, '2026-03-11T17:00:00.000Z', 'CLOSED'],
    ['without an end', { opensAt: OPENS }, '2030-01-01T00:00:00.000Z', 'OPEN'],
    [
      'on the day before',
      { startsOn: '2026-03-02', endsOn: '2026-03-02' },
      '2026-03-01T16:59:59.999Z',
      'PLANNED',
    ],
    ['on its day', { startsOn: '2026-03-02', endsOn: '2026-03-02' }, OPENS, 'OPEN'],
    [
      'on the day after',
      { startsOn: '2026-03-02', endsOn: '2026-03-02' },
      '2026-03-02T17:00:00.000Z',
      'CLOSED',
    ],
    ['on its day, with no last day', { startsOn: '2026-03-02' }, '2026-03-02T17:00:00.000Z', 'CLOSED'],
    ['without dates, held', { statedState: 'CLOSED' }, OPENS, 'CLOSED'],
    ['without dates, planned', { statedState: 'PLANNED' }, OPENS, 'PLANNED'],
    ['without anything', {}, OPENS, 'PLANNED'],
  ])('%s', (_name, times, at, state) => {
    expect(roundState({ ...UNDATED, ...times }, at)).toBe(state);
  });
});

describe('A round takes a comment', () => {
  const round: RoundScope = {
    method: 'ONLINE_CONSULTATION',
    opensAt: OPENS,
    closesAt: CLOSES,
    sectionIds: [],
  };
  it.each<[string, Partial<RoundScope>, string[], string, boolean]>([
    ['on any section when it asks on the whole plan', {}, ['g', 'm', 's'], OPENS, true],
    ['on a section it names', { sectionIds: ['m'] }, ['m', 's'], OPENS, true],
    ['below a section it names', { sectionIds: ['s'] }, ['g', 'm', 's'], OPENS, true],
    ['but not above it', { sectionIds: ['m'] }, ['s'], OPENS, false],
    ['but not beside it', { sectionIds: ['m'] }, ['m2', 's'], OPENS, false],
    ['but not early', {}, ['s'], '2026-03-01T16:59:59.999Z', false],
    ['but not late', {}, ['s'], '2026-03-11T17:00:00.000Z', false],
    ['but not without an opening', { opensAt: null }, ['s'], OPENS, false],
    ['in a hearing', { method: 'PUBLIC_HEARING' }, ['s'], OPENS, true],
    ['but not in a survey', { method: 'SURVEY' }, ['s'], OPENS, false],
    ['but not in a circular letter', { method: 'CIRCULAR_LETTER' }, ['s'], OPENS, false],
  ])('%s', (_name, change, lineage, at, open) => {
    expect(isOpenFor({ ...round, ...change }, lineage, at)).toBe(open);
  });

  it('in the round that asks on its section, before one on the whole plan, then the one opened last', () => {
    const whole = { ...round, id: 'whole' };
    const later = { ...round, id: 'later', opensAt: '2026-03-02T17:00:00.000Z' };
    const narrow = { ...round, id: 'narrow', sectionIds: ['s'] };
    const at = '2026-03-05T00:00:00.000Z';
    expect(chooseRound([whole, later, narrow], ['m', 's'], at)?.id).toBe('narrow');
    expect(chooseRound([whole, later, narrow], ['other'], at)?.id).toBe('later');
    expect(chooseRound([whole, narrow], ['other'], OPENS)?.id).toBe('whole');
    expect(chooseRound([narrow], ['other'], at)).toBeNull();
  });
});

describe('participationLack', () => {
  const guest = { kind: 'guest', assurance: 'NONE' } as const;
  const person = { kind: 'person', assurance: 'EMAIL' } as const;
  const verified = { kind: 'person', assurance: 'VERIFIED' } as const;
  it.each([
    ['ANYONE', guest, null],
    ['SIGNED_IN', guest, 'SIGN_IN_REQUIRED'],
    ['SIGNED_IN', person, null],
    ['VERIFIED', guest, 'VERIFIED_IDENTITY_REQUIRED'],
    ['VERIFIED', person, 'VERIFIED_IDENTITY_REQUIRED'],
    ['VERIFIED', verified, null],
  ] as const)('in a round for %s, %j lacks %j', (participation, actor, lack) => {
    expect(participationLack(participation, actor)).toBe(lack);
  });
});
