import { randomBytes } from 'node:crypto';
import { DateTime } from 'luxon';
import { invalid, type Instant } from '@rapfang/platform';

/** Without 0, 1, O and I, which are read wrong from paper. 32 letters: five bits each. */
export const RECEIPT_ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const LETTERS = 8;
const SHAPE = /^RF([0-9]{2})([2-9A-HJ-NP-Z]{4})([2-9A-HJ-NP-Z]{4})$/;

/** Last two digits of the Buddhist year of that moment's day in Bangkok. */
export function buddhistYear(at: Instant): string {
  const year = DateTime.fromISO(at, { zone: 'Asia/Bangkok' }).year + 543;
  return String(year % 100).padStart(2, '0');
}

/** A new receipt code, `RF-69-7KQP-X2MD`: 40 random bits, which a limit on look-ups keeps from guessing. */
export function newReceiptCode(at: Instant, random: (size: number) => Uint8Array = randomBytes): string {
  // 256 is a multiple of 32, so no letter is likelier than another.
  const letters = [...random(LETTERS)]
    .map((byte) => RECEIPT_ALPHABET[byte % RECEIPT_ALPHABET.length])
    .join('');
  return `RF-${buddhistYear(at)}-${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/**
 * A code as it is kept, from what a person typed: case, hyphens and blanks do not count.
 * @throws DomainError VALIDATION on `field` when it cannot be a code
 */
export function readReceiptCode(text: string, field = 'code'): string {
  const [, year, first, second] =
    SHAPE.exec(
      text
        .slice(0, 100)
        .toUpperCase()
        .replace(/[\s\p{Pd}]/gu, ''),
    ) ?? [];
  if (!year) throw invalid(field, 'receiptCode');
  return `RF-${year}-${first}-${second}`;
}
