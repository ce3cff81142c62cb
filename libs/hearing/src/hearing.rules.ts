import { invalid, type Instant } from '@rapfang/platform';

/**
 * PREPARED: set up and announced; REHEARSAL: the desk tries everything out, the public sees nothing of
 * it; LIVE and PAUSED: going on; CLOSED: over, for good.
 */
export const HearingState = {
  PREPARED: 'PREPARED',
  REHEARSAL: 'REHEARSAL',
  LIVE: 'LIVE',
  PAUSED: 'PAUSED',
  CLOSED: 'CLOSED',
} as const;
export type HearingState = keyof typeof HearingState;

export const HearingMove = {
  REHEARSE: 'REHEARSE',
  END_REHEARSAL: 'END_REHEARSAL',
  START: 'START',
  PAUSE: 'PAUSE',
  RESUME: 'RESUME',
  CLOSE: 'CLOSE',
} as const;
export type HearingMove = keyof typeof HearingMove;

const MOVES: Record<HearingMove, { from: readonly HearingState[]; to: HearingState }> = {
  REHEARSE: { from: ['PREPARED'], to: 'REHEARSAL' },
  END_REHEARSAL: { from: ['REHEARSAL'], to: 'PREPARED' },
  START: { from: ['PREPARED'], to: 'LIVE' },
  PAUSE: { from: ['LIVE'], to: 'PAUSED' },
  RESUME: { from: ['PAUSED'], to: 'LIVE' },
  CLOSE: { from: ['LIVE', 'PAUSED'], to: 'CLOSED' },
};

/** The state after the move; null where it cannot be made. */
export function stateAfter(from: HearingState, move: HearingMove): HearingState | null {
  const { from: allowed, to } = MOVES[move];
  return allowed.includes(from) ? to : null;
}

export function movesFrom(state: HearingState): HearingMove[] {
  return Object.values(HearingMove).filter((move) => stateAfter(state, move) !== null);
}

/** What everybody sees: a rehearsal is not told. */
export function publicState(state: HearingState): HearingState {
  return state === 'REHEARSAL' ? 'PREPARED' : state;
}

/** It has begun, for everybody, and is not over. */
export function isUnderWay(state: HearingState): boolean {
  return state === 'LIVE' || state === 'PAUSED';
}

export const HEARING_HOURS_MOST = 24;
export const ITEMS_MOST = 50;
export const ITEM_MINUTES_MOST = 600;
/** Seconds between two comments of one person, at most. */
export const SLOW_MOST = 600;

/** @throws DomainError VALIDATION on `startsAt` or `endsAt` */
export function checkTimes(startsAt: string, endsAt: string): { startsAt: Instant; endsAt: Instant } {
  const start = instant('startsAt', startsAt);
  const end = instant('endsAt', endsAt);
  if (end <= start) throw invalid('endsAt', 'afterStart');
  if (Date.parse(end) - Date.parse(start) > HEARING_HOURS_MOST * 3_600_000) {
    throw invalid('endsAt', 'longest', { limit: HEARING_HOURS_MOST });
  }
  return { startsAt: start, endsAt: end };
}

function instant(field: string, text: string): Instant {
  const whole = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.test(text);
  const at = whole ? Date.parse(text) : NaN;
  if (Number.isNaN(at)) throw invalid(field, 'time');
  return new Date(at).toISOString();
}

/** Name in the address: `/hearings/dgplan-draft-2`. @throws DomainError VALIDATION on `key` */
export function checkKey(key: string): string {
  if (!/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/.test(key)) throw invalid('key', 'slug');
  return key;
}

/** Texts of which at least one language is there. @throws DomainError VALIDATION on `field` */
export function checkTitle(
  field: string,
  { th, en }: { th?: string | null | undefined; en?: string | null | undefined },
): { th: string | null; en: string | null } {
  const clean = (text: string | null | undefined) =>
    text
      ?.replace(/\p{Cc}+/gu, ' ')
      .trim()
      .normalize('NFC') || null;
  const title = { th: clean(th), en: clean(en) };
  if (!title.th && !title.en) throw invalid(field, 'required');
  if ((title.th?.length ?? 0) > 300 || (title.en?.length ?? 0) > 300)
    throw invalid(field, 'maxLength', { limit: 300 });
  return title;
}

/**
 * When each item begins by the plan: one after the other from the start of the hearing.
 * @param minutes planned length of each item, in order
 */
export function plannedStarts(startsAt: Instant, minutes: readonly number[]): Instant[] {
  let at = Date.parse(startsAt);
  return minutes.map((length) => {
    const start = new Date(at).toISOString();
    at += length * 60_000;
    return start;
  });
}
