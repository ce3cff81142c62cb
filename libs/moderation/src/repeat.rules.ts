import { PASS, type Check, type Earlier } from './check.kinds.js';
import { isNearlySame } from './fingerprint.rules.js';

/** How far back an author's comments count as one flood. */
export const FLOOD_SECONDS = 600;
/** Somebody who reads a plan from end to end writes on many sections: marked from here … */
export const FLOOD_MARKED = 12;
/** … and held from here, which nobody writes by hand. */
export const FLOOD_HELD = 30;
const SIMILAR_NAMED = 5;

/** Very many comments in a short time, from one author or from one address. */
export const checkFlood: Check = ({ earlier, at, isEdit, addressIsBusy, countsFlood }) => {
  if (isEdit || !countsFlood) return PASS;
  const since = new Date(Date.parse(at) - FLOOD_SECONDS * 1000).toISOString();
  const count = earlier.filter(({ own, createdAt }) => own && createdAt >= since).length + 1;
  if (count >= FLOOD_MARKED)
    return {
      outcome: count >= FLOOD_HELD ? 'HOLD' : 'FLAG',
      evidence: { rule: 'MANY_FROM_AUTHOR', count, seconds: FLOOD_SECONDS },
    };
  // A hall full of people shares an address: a mark, never more.
  return addressIsBusy
    ? { outcome: 'FLAG', evidence: { rule: 'MANY_FROM_ADDRESS', seconds: FLOOD_SECONDS } }
    : PASS;
};

/**
 * Nearly the same text again. From the same author on the same section it is held, as it adds nothing.
 * From many people it is a campaign, which is a right: marked, so that the desk can group it.
 */
export const checkNearDuplicate: Check = ({ earlier, fingerprint, sectionId }) => {
  const similar = earlier.filter((one) => isNearlySame(one.fingerprint, fingerprint));
  const own = similar.filter((one) => one.own && one.sectionId === sectionId);
  if (own.length > 0) return { outcome: 'HOLD', evidence: { rule: 'OWN_REPEAT', ...named(own) } };
  const others = similar.filter((one) => !one.own);
  if (others.length === 0) return PASS;
  return { outcome: 'FLAG', evidence: { rule: 'SAID_BY_OTHERS', ...named(others) } };
};

function named(similar: readonly Earlier[]): { similarIds: string[]; count: number } {
  return { similarIds: similar.slice(0, SIMILAR_NAMED).map(({ id }) => id), count: similar.length };
}
