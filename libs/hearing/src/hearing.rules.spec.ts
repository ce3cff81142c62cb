import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  checkKey,
  checkTimes,
  checkTitle,
  HearingMove,
  HearingState,
  movesFrom,
  plannedStarts,
  publicState,
  stateAfter,
} from './hearing.rules.js';

describe('The states of a hearing', () => {
  it.each([
    ['PREPARED', ['REHEARSE', 'START']],
    ['REHEARSAL', ['END_REHEARSAL']],
    ['LIVE', ['PAUSE', 'CLOSE']],
    ['PAUSED', ['RESUME', 'CLOSE']],
    ['CLOSED', []],
  ] as const)('lead from %s by %j', (state, moves) => {
    expect(movesFrom(state)).toEqual(moves);
  });

  it('never lead out of CLOSED, nor from a rehearsal straight into the public', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...Object.values(HearingMove))), (moves) => {
        let state: HearingState = 'PREPARED';
        for (const move of moves) {
          const next = stateAfter(state, move);
          if (state === 'CLOSED') expect(next).toBeNull();
          if (state === 'REHEARSAL' && next) expect(next).toBe('PREPARED');
          state = next ?? state;
        }
      }),
    );
  });

  it('tell the public nothing of a rehearsal', () => {
    expect(Object.values(HearingState).map(publicState)).toEqual([
      'PREPARED',
      'PREPARED',
      'LIVE',
      'PAUSED',
      'CLOSED',
    ]);
  });
});

describe('What is checked when a hearing is set up', () => {
  it('takes times with their zone and keeps them in UTC', () => {
    expect(checkTimes('2026-12-01T13:30:00+07:00', '2026-12-01T09:00:00Z')).toEqual({
      startsAt: '2026-12-01T06:30:00.000Z',
      endsAt: '2026-12-01T09:00:00.000Z',
    });
  });

  it.each([
    ['2026-12-01', '2026-12-02T00:00Z', 'startsAt'],
    ['2026-12-01T10:00Z', '2026-13-01T10:00Z', 'endsAt'],
    ['2026-12-01T10:00Z', '2026-12-01T10:00Z', 'endsAt'],
    ['2026-12-01T10:00Z', '2026-12-03T10:00Z', 'endsAt'],
  ])('refuses %s to %s, naming %s', (startsAt, endsAt, field) => {
    expect(() => checkTimes(startsAt, endsAt)).toThrow(expect.objectContaining({ field }));
  });

  it.each(['', '-a', 'a-', 'A', 'ก', 'a b', 'a/b', 'a'.repeat(65)])('refuses the key %j', (key) => {
    expect(() => checkKey(key)).toThrow(expect.objectContaining({ field: 'key' }));
  });

  it('asks for a title in one language at least, and takes control characters out', () => {
    expect(checkTitle('title', { th: ' ประชา\u0007พิจารณ์ ' })).toEqual({ th: 'ประชา พิจารณ์', en: null });
    expect(() => checkTitle('title', { th: ' ', en: null })).toThrow(
      expect.objectContaining({ field: 'title' }),
    );
    expect(() => checkTitle('title', { en: 'x'.repeat(301) })).toThrow(
      expect.objectContaining({ field: 'title' }),
    );
  });

  it('plans items one after the other', () => {
    expect(plannedStarts('2026-12-01T06:30:00.000Z', [10, 45, 5])).toEqual([
      '2026-12-01T06:30:00.000Z',
      '2026-12-01T06:40:00.000Z',
      '2026-12-01T07:25:00.000Z',
    ]);
  });
});
