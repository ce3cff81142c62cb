import { createHmac, randomBytes } from 'node:crypto';

/** Without 0, 1, I and O, which are mistaken for each other. */
const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const LENGTH = 12;
export const RECOVERY_CODES = 10;

/** A new code, to be written down: 60 random bits as `7K2M-QX4P-9DHT`. */
export function newRecoveryCode(): string {
  const letters = Array.from(randomBytes(LENGTH), (byte) => LETTERS[byte % LETTERS.length]);
  return [0, 4, 8].map((from) => letters.slice(from, from + 4).join('')).join('-');
}

/**
 * What is kept of a code. Keyed, because 60 bits alone could be searched by whoever copies the table.
 * @param code as typed: small letters, blanks and missing hyphens do not matter
 */
export function recoveryCodeHash(secret: string, personId: string, code: string): string {
  const plain = code.toUpperCase().replace(/[^0-9A-Z]/g, '');
  return createHmac('sha256', secret).update(`recovery code:${personId}:${plain}`).digest('hex');
}
