import { parsePhoneNumberFromString, type MetadataJson } from 'libphonenumber-js/core';
import { createRequire } from 'node:module';
import { isNationalId } from '@rapfang/platform';
import { links } from './links.rules.js';
import { PASS, type Check, type Mark } from './check.kinds.js';

/** Read as a file: Jest takes no JSON as a module without being told that it is JSON. */
const NUMBERS = createRequire(import.meta.url)('libphonenumber-js/metadata.min.json') as MetadataJson;

/** Digits in one piece, and what stands before them. */
interface Group {
  digits: string;
  start: number;
  end: number;
  /** Null at the start of a row: what stands before is no separator of numbers. */
  joint: string | null;
}

const DIGITS = /[0-9๐-๙０-９]+/g;
/** Between the digits of one number: at most three blanks, hyphens, brackets, joiners. No comma: that is a sum of money. */
const JOINT = /^[\s\u00AD\u200B-\u200D\u2060\uFEFF.()\u2010-\u2015\u2212_-]{1,3}$/;
const GROUPS_MOST = 13;
/** Thai numbers have 9 (landline) or 10 digits (mobile) with the leading 0; 66 stands for it. */
const THAI_PHONE = /^(?:0|66)(?:[2-7]\d{7}|[689]\d{8})$/;
/** Every part is bounded, so that no text makes it slow. */
const EMAIL = /[\w.%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,24}/g;
const FOREIGN_LEAST = 8;
const FOREIGN_MOST = 15;

/** Personal data in the text of a comment: held for a person to look at, never changed. */
export const checkPersonalData: Check = ({ body }) => {
  const marks = [...numbersIn(body), ...emailsIn(body)].sort((a, b) => a.start - b.start);
  return marks.length === 0 ? PASS : { outcome: 'HOLD', evidence: { rule: 'FOUND', marks } };
};

/** Those of other alphabets too, and those to which Thai is glued, which is no part of an address. */
function emailsIn(body: string): Mark[] {
  if (!body.includes('@')) return [];
  const plain = [...body.matchAll(EMAIL)].map(({ 0: { length }, index }) => ({
    start: index,
    end: index + length,
  }));
  const others = links(body).filter(
    ({ isMail, start, end }) => isMail && !plain.some((one) => one.start < end && start < one.end),
  );
  return [...plain, ...others].map(({ start, end }) => ({ start, end, kind: 'EMAIL' }));
}

/** National IDs and telephone numbers, however they are grouped. */
function numbersIn(body: string): Mark[] {
  const marks: Mark[] = [];
  const groups = groupsOf(body);
  for (let from = 0; from < groups.length; from += 1) {
    const mark = longestFrom(body, groups, from);
    if (!mark) continue;
    marks.push(mark);
    while ((groups[from + 1]?.start ?? Infinity) < mark.end) from += 1;
  }
  return marks;
}

function longestFrom(body: string, groups: readonly Group[], from: number): Mark | null {
  const first = groups[from] as Group;
  let digits = '';
  let found: Mark | null = null;
  for (let to = from; to < Math.min(groups.length, from + GROUPS_MOST); to += 1) {
    const group = groups[to] as Group;
    if (to > from && (group.joint === null || !fits(group.joint, to === from + 1 ? first : null))) break;
    digits += group.digits;
    if (digits.length > FOREIGN_MOST) break;
    const { start } = first;
    const { end } = group;
    if (isIdAt(groups, from, to, digits)) found = { start, end, kind: 'NATIONAL_ID' };
    else if (isPhoneAt(body, first, digits)) {
      const plus = body[start - 1] === '+' ? 1 : 0;
      found = { start: start - plus, end, kind: 'PHONE' };
    }
  }
  return found;
}

/** A point after a single 0 makes a fraction: 0.812345678. */
function fits(joint: string, first: Group | null): boolean {
  return !(joint.includes('.') && first?.digits === '0');
}

/**
 * Thirteen digits with the right check digit: in one piece, one by one, as cards print them
 * (1-2345-67890-12-1), or grouped otherwise where no further digits hang on. One in ten of other
 * numbers of that length has it by chance; a person looks at those.
 */
function isIdAt(groups: readonly Group[], from: number, to: number, digits: string): boolean {
  if (digits.length !== 13 || !isNationalId(digits)) return false;
  const sizes = groups
    .slice(from, to + 1)
    .map((group) => group.digits.length)
    .join('');
  if (sizes === '13' || sizes === '14521' || sizes === '1'.repeat(13)) return true;
  const isolated = (groups[from] as Group).joint === null && (groups[to + 1]?.joint ?? null) === null;
  return isolated && (groups[from] as Group).digits.length === 1;
}

function isPhoneAt(body: string, first: Group, digits: string): boolean {
  const isForeign = body[first.start - 1] === '+';
  if (isForeign) {
    if (digits.length < FOREIGN_LEAST) return false;
    return parsePhoneNumberFromString(`+${digits}`, NUMBERS)?.isValid() ?? false;
  }
  if (!THAI_PHONE.test(digits)) return false;
  return parsePhoneNumberFromString(digits, 'TH', NUMBERS)?.isValid() ?? false;
}

function groupsOf(body: string): Group[] {
  const groups: Group[] = [];
  let last = 0;
  for (const { 0: written, index } of body.matchAll(DIGITS)) {
    const between = body.slice(last, index);
    const joint = groups.length > 0 && between.length <= 3 && JOINT.test(between) ? between : null;
    // A sum of money (1,234,567) and a fraction of one stay one number, and none of ours.
    const inSum = groups.length > 0 && /^,$/.test(between);
    last = index + written.length;
    if (inSum) {
      const sum = groups.at(-1) as Group;
      sum.digits = 'x';
      sum.end = last;
    } else groups.push({ digits: asciiDigits(written), start: index, end: last, joint });
  }
  return groups;
}

function asciiDigits(written: string): string {
  return written
    .replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - 0x0e50))
    .replace(/[０-９]/g, (digit) => String(digit.charCodeAt(0) - 0xff10));
}
