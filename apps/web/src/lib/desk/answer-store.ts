import { dispositions, isBlank, type AnswerValues } from './answer-values';

/** A response being written, kept on this device until it is saved; it holds no personal data. */
export interface KeptAnswer {
  values: AnswerValues;
  /** The comments it was to answer; for a response that exists, none. */
  commentIds: string[];
  /** The saved revision it started from; 0 for a new one. */
  revision: number;
  /** Milliseconds since 1970. */
  savedAt: number;
}

const prefix = 'rapfang:desk:answer:';
const aMonth = 30 * 24 * 60 * 60 * 1000;

/** Storage may be full or forbidden; then nothing survives, and nothing fails. */
function attempt<Result>(work: () => Result): Result | null {
  try {
    return work();
  } catch {
    return null;
  }
}

export const placeOfNew = (planKey: string, commentIds: readonly string[]): string =>
  `new:${planKey}:${[...commentIds].sort().join('.')}`;
export const placeOfSaved = (planKey: string, code: string): string => `saved:${planKey}:${code}`;

export function keepAnswer(place: string, answer: Omit<KeptAnswer, 'savedAt'>): number | null {
  const savedAt = Date.now();
  return attempt(() => {
    if (isBlank(answer.values)) localStorage.removeItem(prefix + place);
    else localStorage.setItem(prefix + place, JSON.stringify({ ...answer, savedAt }));
    return savedAt;
  });
}

export function findAnswer(place: string): KeptAnswer | null {
  const text = attempt(() => localStorage.getItem(prefix + place));
  const kept: unknown = text ? attempt(() => JSON.parse(text)) : null;
  return isKept(kept) && kept.savedAt > Date.now() - aMonth ? kept : null;
}

export function forgetAnswer(place: string): void {
  attempt(() => localStorage.removeItem(prefix + place));
}

/** New responses left half-written, newest first. */
export function listUnfinished(planKey: string): KeptAnswer[] {
  const start = `${prefix}new:${planKey}:`;
  const names = attempt(() => Object.keys(localStorage)) ?? [];
  return names
    .filter((name) => name.startsWith(start))
    .flatMap((name) => findAnswer(name.slice(prefix.length)) ?? [])
    .sort((a, b) => b.savedAt - a.savedAt);
}

function isKept(value: unknown): value is KeptAnswer {
  if (typeof value !== 'object' || value === null) return false;
  const { values, commentIds, revision, savedAt } = value as Record<string, unknown>;
  if (typeof values !== 'object' || values === null || !Array.isArray(commentIds)) return false;
  const { disposition, ...texts } = values as Record<string, unknown>;
  return (
    (disposition === '' || dispositions.some((known) => known === disposition)) &&
    ['bodyTh', 'bodyEn', 'reasonTh', 'reasonEn', 'changed'].every(
      (name) => typeof texts[name] === 'string',
    ) &&
    commentIds.every((id) => typeof id === 'string') &&
    typeof revision === 'number' &&
    typeof savedAt === 'number'
  );
}
