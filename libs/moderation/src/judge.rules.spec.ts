import { describe, expect, it } from '@jest/globals';
import { decidersOf, judge, undoUntil, type LogEntry, type Standing, type Wanted } from './judge.rules.js';

const standing: Standing = {
  state: 'PENDING',
  revision: 2,
  fourEyes: false,
  claim: null,
  proposal: null,
  appealOpen: false,
};
const wanted: Wanted = {
  actorId: 'me',
  decision: 'REFUSE',
  expectedState: 'PENDING',
  expectedRevision: 2,
};
const claimOf = (actorId: string) => ({ actorId, actorName: actorId });

describe('What a decision comes to', () => {
  it.each<[string, Partial<Standing>, Partial<Wanted>, object]>([
    ['is taken', {}, {}, { act: 'DECIDE', to: 'REFUSED' }],
    ['loses against another state', { state: 'PUBLISHED' }, {}, { refused: 'state' }],
    ['loses against another text', { revision: 3 }, {}, { refused: 'revision' }],
    ['loses against the claim of another', { claim: claimOf('other') }, {}, { refused: 'claimed' }],
    ['is taken under the own claim', { claim: claimOf('me') }, {}, { act: 'DECIDE', to: 'REFUSED' }],
    [
      'waits for an open appeal',
      { state: 'REFUSED', appealOpen: true },
      { decision: 'PUBLISH', expectedState: 'REFUSED' },
      { refused: 'appealOpen' },
    ],
    ['must fit the state', {}, { decision: 'HIDE' }, { refused: 'decision' }],
    [
      'is never taken on what was withdrawn',
      { state: 'WITHDRAWN' },
      { decision: 'PUBLISH', expectedState: 'WITHDRAWN' },
      { refused: 'decision' },
    ],
    [
      'turns a refusal round',
      { state: 'REFUSED' },
      { decision: 'PUBLISH', expectedState: 'REFUSED' },
      { act: 'REVERSE', to: 'PUBLISHED' },
    ],
    [
      'turns a hiding round',
      { state: 'HIDDEN' },
      { decision: 'PUBLISH', expectedState: 'HIDDEN' },
      { act: 'REVERSE', to: 'PUBLISHED' },
    ],
    [
      'is a proposal first where four eyes are asked for',
      { fourEyes: true },
      {},
      { act: 'PROPOSE', to: 'PENDING' },
    ],
    [
      'is taken at once for all but refusals there',
      { fourEyes: true },
      { decision: 'PUBLISH' },
      { act: 'DECIDE', to: 'PUBLISHED' },
    ],
    [
      'confirms the proposal of another',
      { fourEyes: true, proposal: { actorId: 'other' } },
      {},
      { act: 'CONFIRM', to: 'REFUSED' },
    ],
    [
      'never confirms the own proposal',
      { fourEyes: true, proposal: { actorId: 'me' } },
      {},
      { refused: 'ownProposal' },
    ],
    [
      'waits until a proposal is returned',
      { fourEyes: true, proposal: { actorId: 'other' } },
      { decision: 'PUBLISH' },
      { refused: 'proposalOpen' },
    ],
    [
      'still needs two when the rule was dropped after the proposal',
      { proposal: { actorId: 'me' } },
      {},
      { refused: 'ownProposal' },
    ],
  ])('%s', (_, also, but, comes) => {
    expect(judge({ ...standing, ...also }, { ...wanted, ...but })).toEqual(comes);
  });
});

describe('Who decided', () => {
  const entry = (
    id: string,
    act: LogEntry['act'],
    actorId: string,
    more: Partial<LogEntry> = {},
  ): LogEntry => ({
    id,
    act,
    actorId,
    undoesId: null,
    fromState: 'PENDING',
    toState: 'REFUSED',
    ...more,
  });
  const still = { fromState: 'PENDING', toState: 'PENDING' } as const;

  it.each<[string, LogEntry[], string[]]>([
    ['is nobody where a machine or an import did', [], []],
    ['is the moderator of the decision', [entry('1', 'DECIDE', 'a')], ['a']],
    [
      'is the second after an undo',
      [
        entry('1', 'DECIDE', 'a'),
        entry('2', 'UNDO', 'a', { undoesId: '1', fromState: 'REFUSED', toState: 'PENDING' }),
        entry('3', 'DECIDE', 'b'),
      ],
      ['b'],
    ],
    [
      'is both who proposed and who confirmed',
      [entry('1', 'PROPOSE', 'a', still), entry('2', 'CONFIRM', 'b')],
      ['b', 'a'],
    ],
    [
      'is not who proposed what was returned',
      [entry('1', 'PROPOSE', 'a', still), entry('2', 'RETURN', 'b', still), entry('3', 'DECIDE', 'b')],
      ['b'],
    ],
    [
      'is the first where a reversal was taken back',
      [
        entry('1', 'DECIDE', 'a'),
        entry('2', 'REVERSE', 'b', { fromState: 'REFUSED', toState: 'PUBLISHED' }),
        entry('3', 'UNDO', 'b', { undoesId: '2', fromState: 'PUBLISHED', toState: 'REFUSED' }),
      ],
      ['a'],
    ],
  ])('%s', (_, log, deciders) => {
    expect(decidersOf(log, 'REFUSED')).toEqual(deciders);
  });
});

it('A decision can be taken back for five seconds', () => {
  expect(undoUntil('2026-01-05T03:00:00.000Z')).toBe('2026-01-05T03:00:05.000Z');
});
