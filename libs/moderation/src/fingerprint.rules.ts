import { foldedText, type FoldedLetter } from './fold.rules.js';

/** Below this many folded letters, two people may well say the same without copying: เห็นด้วยกับร่างแผน. */
const LETTERS_LEAST = 24;
/** Below this many, one word more or less is much: only the same text counts as the same. */
const LETTERS_FOR_NEAR = 80;
/** Bits of 64 that two texts of one campaign may differ in; unrelated ones differ in 32 on average. */
const BITS_MOST = 10;
const GRAM = 4;

/**
 * A text's fingerprint, 17 hexadecimal digits, near to that of a nearly equal text; null for a text too
 * short to tell anything. The first digit is 1 when it is long enough to be compared nearly.
 * Source: Charikar, "Similarity estimation techniques from rounding algorithms", STOC 2002, over
 * overlapping groups of four folded letters.
 */
export function fingerprintOf(letters: readonly FoldedLetter[]): string | null {
  const text = foldedText(letters);
  if (text.length < LETTERS_LEAST) return null;
  const ones = new Int32Array(64);
  let grams = 0;
  for (let from = 0; from + GRAM <= text.length; from += 1) {
    grams += 1;
    // FNV-1a over four letters, with two seeds.
    let high = 0x811c9dc5;
    let low = 0x01000193;
    for (let at = from; at < from + GRAM; at += 1) {
      const unit = text.charCodeAt(at);
      high = Math.imul(high ^ unit, 0x01000193);
      low = Math.imul(low ^ unit, 0x85ebca6b);
    }
    count(ones, 0, high ^ (high >>> 15));
    count(ones, 32, low ^ (low >>> 13));
  }
  return (text.length < LETTERS_FOR_NEAR ? '0' : '1') + hex(ones, 0, grams) + hex(ones, 32, grams);
}

/** Whether two fingerprints are of texts that say nearly the same. */
export function isNearlySame(one: string | null, other: string | null): boolean {
  if (one === null || other === null) return false;
  if (one === other) return true;
  if (one[0] !== '1' || other[0] !== '1') return false;
  return bitsApart(one.slice(1, 9), other.slice(1, 9)) + bitsApart(one.slice(9), other.slice(9)) <= BITS_MOST;
}

/** Runs for every four letters of every comment: no branch, no allocation. */
function count(ones: Int32Array, from: number, hash: number): void {
  for (let bit = 0; bit < 32; bit += 1)
    ones[from + bit] = (ones[from + bit] as number) + ((hash >>> bit) & 1);
}

/** A bit is set where more than half of the groups set it. */
function hex(ones: Int32Array, from: number, grams: number): string {
  let value = 0;
  for (let bit = 0; bit < 32; bit += 1) if ((ones[from + bit] as number) * 2 > grams) value |= 1 << bit;
  return (value >>> 0).toString(16).padStart(8, '0');
}

function bitsApart(one: string, other: string): number {
  let differing = parseInt(one, 16) ^ parseInt(other, 16);
  let count = 0;
  while (differing !== 0) {
    differing &= differing - 1;
    count += 1;
  }
  return count;
}
