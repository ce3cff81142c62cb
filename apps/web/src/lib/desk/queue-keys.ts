import type { Decision } from '../graphql/generated';
import { openHelp } from './help.svelte';
import { digitOf } from './keyboard';

/** What the keys of the moderation desk move. */
export interface QueueHands {
  /** A gesture is on its way: decisions wait for it. */
  busy: boolean;
  move(step: 1 | -1): void;
  /** Moves, and selects on the way. */
  extend(step: 1 | -1): void;
  pick(): void;
  pickAll(): void;
  undo(): void;
  /** The first of these that fits the comment. */
  decide(...wanted: Decision[]): void;
  /** A reason where one is asked for, else a strategy. */
  number(digit: number): void;
  publishWith(digit: number): void;
  searchTag(): void;
  /** Into the open comment, from its row. @returns false where Enter is the browser's */
  enter(): boolean;
}

/**
 * @param name as of `readKey`
 * @returns true when the key is ours
 */
export function pressQueueKey(name: string, hands: QueueHands): boolean {
  const digit = digitOf(name);
  if (digit !== null) {
    if (hands.busy) return true;
    if (name.startsWith('Shift+')) hands.publishWith(digit);
    else hands.number(digit);
    return true;
  }
  if (name === 'Enter') return hands.enter();
  const doers: Record<string, () => void> = {
    KeyJ: () => hands.move(1),
    KeyK: () => hands.move(-1),
    'Shift+KeyJ': () => hands.extend(1),
    'Shift+KeyK': () => hands.extend(-1),
    KeyS: () => hands.pick(),
    'Shift+KeyA': () => hands.pickAll(),
    KeyB: () => document.querySelector<HTMLElement>('[data-bulk-decision]')?.focus(),
    KeyZ: () => !hands.busy && hands.undo(),
    KeyP: () => !hands.busy && hands.decide('PUBLISH'),
    KeyH: () => hands.decide('HOLD'),
    KeyX: () => hands.decide('REFUSE', 'HIDE'),
    KeyT: () => hands.searchTag(),
    Slash: focusSearch,
    'Shift+Slash': openHelp,
  };
  const doer = doers[name];
  doer?.();
  return doer !== undefined;
}

/** The field is drawn twice, in the fold and in the column; one of them is in sight. */
function focusSearch(): void {
  [...document.querySelectorAll<HTMLElement>('[data-desk-search]')]
    .find((field) => field.offsetParent !== null)
    ?.focus();
}
