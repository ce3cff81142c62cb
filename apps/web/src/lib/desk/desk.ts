import { getContext, setContext } from 'svelte';
import type { Bilingual } from '../bilingual';
import type { Lang } from '../words';
import type { DeskWords } from '../words/desk-th';
import type { DeskRights } from './rights';

/** What the desk knows of itself: for whom it is open, and on which plan. */
export interface Desk {
  plan: DeskPlan;
  /** All plans at whose desk this person works. */
  plans: DeskPlan[];
  rights: DeskRights;
  counts: DeskOverview;
}

export interface DeskPlan {
  key: string;
  title: Bilingual;
  /** Its years as each language counts them, `2566–2570`; empty where it names none. */
  years: Record<Lang, string>;
  version: { number: number; label: Bilingual } | null;
  demonstration: boolean;
}

export interface DeskOverview {
  /** Comments by state; together they are all that came in. */
  states: StateCounts;
  untagged: number;
  unanswered: number;
  drafts: number;
  published: number;
}

export type DeskState = 'PENDING' | 'HELD' | 'PUBLISHED' | 'REFUSED' | 'HIDDEN' | 'WITHDRAWN';
export type StateCounts = Record<DeskState, number>;
export const deskStates: readonly DeskState[] = [
  'PENDING',
  'HELD',
  'PUBLISHED',
  'REFUSED',
  'HIDDEN',
  'WITHDRAWN',
];

export function countStates(list: readonly { state: DeskState; count: number }[]): StateCounts {
  const counts: StateCounts = { PENDING: 0, HELD: 0, PUBLISHED: 0, REFUSED: 0, HIDDEN: 0, WITHDRAWN: 0 };
  for (const { state, count } of list) counts[state] += count;
  return counts;
}

/** Words of one language only travel to a browser. */
export async function loadDeskWords(lang: Lang): Promise<DeskWords> {
  return lang === 'en'
    ? (await import('../words/desk-en')).deskEn
    : (await import('../words/desk-th')).deskTh;
}

const key = Symbol('desk words');
export const provideDeskWords = (words: DeskWords): DeskWords => setContext(key, words);
export const useDeskWords = (): DeskWords => getContext<DeskWords>(key);
