import { PASS, type Check } from './check.kinds.js';

const CAPITALS_LEAST = 30;
const CAPITALS_SHARE = 0.8;
/** Of one letter alone: `ก` and `5555` say nothing, `I` might be the start of something. */
const REPEATED_LEAST = 4;

/** Too short to mean anything, one letter over and over, or shouted. Emoji alone are a feeling, not a comment. */
export const checkLength: Check = ({ body, letters }) => {
  const written = letters.reduce((sum, { run }) => sum + run, 0);
  if (new Set(letters.map(({ letter }) => letter)).size === 1 && written >= REPEATED_LEAST)
    return { outcome: 'HOLD', evidence: { rule: 'ONE_LETTER', count: written } };
  if (written < 2) return { outcome: 'HOLD', evidence: { rule: 'TOO_SHORT', count: written } };
  const latin = body.match(/[A-Za-z]/g)?.length ?? 0;
  const capitals = body.match(/[A-Z]/g)?.length ?? 0;
  if (latin >= CAPITALS_LEAST && latin * 2 > written && capitals / latin >= CAPITALS_SHARE)
    return { outcome: 'FLAG', evidence: { rule: 'CAPITALS', count: capitals } };
  return PASS;
};
