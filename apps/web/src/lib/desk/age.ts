import type { DeskWords } from '../words/desk-th';

/** How long something waits, in the largest whole unit. */
export function wordAge(since: string, now: Date, words: DeskWords['queue']['age']): string {
  const minutes = Math.max(0, Math.floor((now.getTime() - new Date(since).getTime()) / 60_000));
  if (minutes >= 48 * 60) return words.days(Math.floor(minutes / (24 * 60)));
  if (minutes >= 60) return words.hours(Math.floor(minutes / 60));
  return words.minutes(minutes);
}
