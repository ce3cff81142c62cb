import { DateTime } from 'luxon';
import type { Actor, Instant } from '@rapfang/platform';

export const Method = {
  ONLINE_CONSULTATION: 'ONLINE_CONSULTATION',
  PUBLIC_HEARING: 'PUBLIC_HEARING',
  FOCUS_GROUP: 'FOCUS_GROUP',
  WORKSHOP: 'WORKSHOP',
  INTERVIEW: 'INTERVIEW',
  CIRCULAR_LETTER: 'CIRCULAR_LETTER',
  SURVEY: 'SURVEY',
  COMMITTEE_REVIEW: 'COMMITTEE_REVIEW',
  PUBLICATION: 'PUBLICATION',
} as const;
export type Method = keyof typeof Method;

export const RoundState = { PLANNED: 'PLANNED', OPEN: 'OPEN', CLOSED: 'CLOSED' } as const;
export type RoundState = keyof typeof RoundState;

export const DatePrecision = { DAY: 'DAY', MONTH: 'MONTH', YEAR: 'YEAR', UNKNOWN: 'UNKNOWN' } as const;
export type DatePrecision = keyof typeof DatePrecision;

export const ModerationPolicy = {
  AFTER_PUBLICATION: 'AFTER_PUBLICATION',
  BEFORE_PUBLICATION: 'BEFORE_PUBLICATION',
} as const;
export type ModerationPolicy = keyof typeof ModerationPolicy;

/**
 * How far an automatic check of comments may go in a round: not run, mark for the desk, or hold for a
 * person. Declared here as part of a round; the checks are the moderation room's.
 */
export const CheckLimit = { OFF: 'OFF', FLAG: 'FLAG', HOLD: 'HOLD' } as const;
export type CheckLimit = keyof typeof CheckLimit;
/** By the name of the check; what is missing may hold. */
export type RoundChecks = Partial<Record<string, CheckLimit>>;

/** How a round is moderated where nobody has said otherwise. */
export const ROUND_MODERATION = {
  checks: null,
  fourEyes: 0,
  reportsOpen: 1,
  reportThreshold: 3,
  reportsHold: 0,
} as const;

/** Who may comment in a round: everyone, everyone signed in, or people whose identity a provider has checked. */
export const Participation = { ANYONE: 'ANYONE', SIGNED_IN: 'SIGNED_IN', VERIFIED: 'VERIFIED' } as const;
export type Participation = keyof typeof Participation;

/** What became of an opinion. Declared here, as reported opinions carry it too; the response room uses it. */
export const Disposition = {
  ACCEPTED: 'ACCEPTED',
  ACCEPTED_IN_PART: 'ACCEPTED_IN_PART',
  ALREADY_COVERED: 'ALREADY_COVERED',
  NOT_ACCEPTED: 'NOT_ACCEPTED',
  OUT_OF_SCOPE: 'OUT_OF_SCOPE',
  REFERRED: 'REFERRED',
} as const;
export type Disposition = keyof typeof Disposition;

/** What somebody lacks to take part; null when nothing. */
export function participationLack(
  participation: Participation,
  { kind, assurance }: Pick<Actor, 'kind' | 'assurance'>,
): 'SIGN_IN_REQUIRED' | 'VERIFIED_IDENTITY_REQUIRED' | null {
  if (participation === 'VERIFIED') return assurance === 'VERIFIED' ? null : 'VERIFIED_IDENTITY_REQUIRED';
  return participation === 'SIGNED_IN' && kind === 'guest' ? 'SIGN_IN_REQUIRED' : null;
}

/** Methods whose rounds take comments on sections; a survey or a letter has forms of its own. */
const TAKES_COMMENTS: ReadonlySet<Method> = new Set(['ONLINE_CONSULTATION', 'PUBLIC_HEARING']);

export interface RoundTimes {
  opensAt: Instant | null;
  closesAt: Instant | null;
  startsOn: string | null;
  endsOn: string | null;
  statedState: RoundState | null;
}

export interface RoundScope {
  method: Method;
  opensAt: Instant | null;
  closesAt: Instant | null;
  /** Sections asked about, each with all below it; empty for the whole plan. */
  sectionIds: readonly string[];
}

/** The legal day (YYYY-MM-DD) in Bangkok at that moment. */
export function bangkokDay(at: Instant): string {
  return DateTime.fromISO(at, { zone: 'Asia/Bangkok' }).toISODate() as string;
}

/** The first moment of the legal day that lies `days` after the one of `at`. */
export function startOfDay(at: Instant, days = 0): Instant {
  return utc(DateTime.fromISO(at, { zone: 'Asia/Bangkok' }).plus({ days }).startOf('day'));
}

/** The last moment (23:59:59.999) of the legal day that lies `days` after the one of `at`. */
export function endOfDay(at: Instant, days = 0): Instant {
  return utc(DateTime.fromISO(at, { zone: 'Asia/Bangkok' }).plus({ days }).endOf('day'));
}

/** The moment within the times of a round, both ends included. */
function within(opensAt: Instant | null, closesAt: Instant | null, at: Instant): boolean {
  return opensAt !== null && opensAt <= at && (closesAt === null || at <= closesAt);
}

/**
 * The state of a round at a moment: by its times when it opens here, else by its legal days in
 * Bangkok, else by what the documents say. The closing moment still belongs to the round.
 */
export function roundState(round: RoundTimes, at: Instant): RoundState {
  if (round.opensAt !== null) {
    if (at < round.opensAt) return RoundState.PLANNED;
    return within(round.opensAt, round.closesAt, at) ? RoundState.OPEN : RoundState.CLOSED;
  }
  const start = round.startsOn;
  if (start !== null) {
    const today = bangkokDay(at);
    if (today < start) return RoundState.PLANNED;
    return today <= (round.endsOn ?? start) ? RoundState.OPEN : RoundState.CLOSED;
  }
  return round.statedState ?? RoundState.PLANNED;
}

/**
 * Whether a comment on a section would be taken now.
 * @param lineage the section's id and the ids of all above it
 */
export function isOpenFor(round: RoundScope, lineage: readonly string[], at: Instant): boolean {
  return (
    TAKES_COMMENTS.has(round.method) &&
    within(round.opensAt, round.closesAt, at) &&
    (round.sectionIds.length === 0 || round.sectionIds.some((id) => lineage.includes(id)))
  );
}

/** Of several open rounds, the one a comment belongs to: the one that asks on the section first, then the one opened last. */
export function chooseRound<R extends RoundScope & { id: string }>(
  rounds: readonly R[],
  lineage: readonly string[],
  at: Instant,
): R | null {
  const open = rounds.filter((round) => isOpenFor(round, lineage, at));
  open.sort((a, b) => {
    const narrow = Number(b.sectionIds.length > 0) - Number(a.sectionIds.length > 0);
    if (narrow !== 0) return narrow;
    if (a.opensAt !== b.opensAt) return (a.opensAt as string) < (b.opensAt as string) ? 1 : -1;
    return a.id < b.id ? -1 : 1;
  });
  return open[0] ?? null;
}

function utc(time: DateTime): Instant {
  return time.toJSDate().toISOString();
}
