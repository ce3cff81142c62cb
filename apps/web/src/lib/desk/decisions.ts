import type { Decision, ReasonCode } from '../graphql/generated';
import type { DeskState } from './desk';
import type { DeskRights } from './rights';

/** Reasons in the order of their keys 1–8. */
export const reasonCodes: readonly ReasonCode[] = [
  'PERSONAL_DATA',
  'ABUSE',
  'OFF_TOPIC',
  'DUPLICATE',
  'ADVERTISING',
  'UNLAWFUL',
  'UNREADABLE',
  'OTHER',
];

const possible: Record<DeskState, readonly Decision[]> = {
  PENDING: ['PUBLISH', 'HOLD', 'REFUSE'],
  HELD: ['PUBLISH', 'REFUSE'],
  PUBLISHED: ['HIDE'],
  REFUSED: ['PUBLISH'],
  HIDDEN: ['PUBLISH'],
  WITHDRAWN: [],
};

/** Decisions that fit the state and are this person's to take. */
export function decisionsOn(
  state: DeskState,
  rights: Pick<DeskRights, 'decide' | 'hide'>,
): readonly Decision[] {
  return possible[state].filter((decision) => (decision === 'HIDE' ? rights.hide : rights.decide));
}

/** Publishing explains itself; everything else owes the author a reason. */
export const owesReason = (decision: Decision): boolean => decision !== 'PUBLISH';

/** What a lost decision comes to in the state it finds now: keeping something back becomes hiding it. */
export function insistOn(decision: Decision, state: DeskState, rights: DeskRights): Decision | null {
  const now = decisionsOn(state, rights);
  if (now.includes(decision)) return decision;
  if (decision === 'PUBLISH') return null;
  return now.find((other) => other === 'HIDE' || other === 'REFUSE') ?? null;
}

export const isDecision = (value: unknown): value is Decision =>
  value === 'PUBLISH' || value === 'HOLD' || value === 'REFUSE' || value === 'HIDE';
export const isReason = (value: unknown): value is ReasonCode => reasonCodes.some((code) => code === value);
