import { invalid, isMailAddress } from '@rapfang/platform';

/** Unicode code points, as people count: a Thai vowel mark is one, an emoji with a skin tone two. */
export const BODY_MOST = 4000;
export const NAME_MOST = 80;

/** Refuses before normalising: 100,000 characters cost nothing. Four code units a code point is beyond any real text. */
const UNITS_A_POINT = 4;
/** Control characters but tab and line feed; they have no look and break files. */
const CONTROLS = /[^\P{Cc}\t\n]/gu;
/** Marks that turn the direction of what follows: with them a text reads other than it is written. */
const TURNS = /[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C]/g;
/** Has something to see: not only blanks, joiners, marks without a base, or fillers that look blank. */
const VISIBLE = /[^\p{Z}\p{C}\p{M}\u115F\u1160\u2800\u3164\uFFA0]/u;
/** Blanks, and what takes no room; one at a time, as a pattern for a run at the end takes time with its square. */
const BLANK = /[\s\u200B-\u200D\u2060\uFEFF]/;

/**
 * A text as it is kept: composed form (NFC), `\n` line ends, no control characters, trimmed.
 * Zero-width spaces inside stay: Thai writers break words with them.
 * @throws DomainError VALIDATION on `field` with rule `required` or `maxLength`
 */
export function cleanText(text: string, field: string, limit: number): string {
  if (text.length > limit * UNITS_A_POINT) throw invalid(field, 'maxLength', { limit });
  const clean = withoutEdges(
    text.toWellFormed().normalize('NFC').replace(/\r\n?/g, '\n').replace(CONTROLS, '').replace(TURNS, ''),
  );
  if (!VISIBLE.test(clean)) throw invalid(field, 'required');
  if (codePoints(clean) > limit) throw invalid(field, 'maxLength', { limit });
  return clean;
}

function withoutEdges(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && BLANK.test(text.charAt(start))) start += 1;
  while (end > start && BLANK.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** @throws DomainError VALIDATION on `body` */
export function cleanBody(body: string): string {
  return cleanText(body, 'body', BODY_MOST);
}

/**
 * A name on one line; null when nothing is left of it.
 * @throws DomainError VALIDATION on `displayName`
 */
export function cleanName(name: string | null | undefined): string | null {
  if (!name || (name.length <= NAME_MOST * UNITS_A_POINT && !VISIBLE.test(name))) return null;
  return cleanText(name.replace(/\s+/g, ' '), 'displayName', NAME_MOST);
}

/**
 * Where an answer is to be sent; null when none is wanted.
 * @throws DomainError VALIDATION on `email`
 */
export function cleanEmail(email: string | null | undefined): string | null {
  const trimmed = email?.trim().toLowerCase();
  if (!trimmed) return null;
  if (!isMailAddress(trimmed)) throw invalid('email', 'email');
  return trimmed;
}

/** @throws DomainError VALIDATION on `clientId` */
export function cleanClientId(clientId: string): string {
  if (!/^[A-Za-z0-9_-]{8,64}$/.test(clientId)) throw invalid('clientId', 'pattern');
  return clientId;
}

export function codePoints(text: string): number {
  return [...text].length;
}
