import type { BilingualText } from '@rapfang/platform';
import { pathText, type JsonPath, type JsonValue } from './json-text.rules.js';

/** One thing wrong with a file: where, as JSON path or as line and column, and what. */
export interface Problem {
  path: string | null;
  line: number | null;
  column: number | null;
  message: string;
}

export const PROBLEMS_MOST = 200;
/** Years of the Buddhist era that a plan of our time may name. */
export const YEAR_BE = { least: 2400, most: 2700 } as const;
/** A JSON column holds 65,535 bytes on MariaDB. */
const JSON_BYTES_MOST = 60_000;
export type JsonObject = { [name: string]: JsonValue };

/** Names that would reach an object's prototype in careless code. */
const FORBIDDEN_NAMES = new Set(['__proto__', 'prototype', 'constructor']);
/** Control characters but tab and line break, bidirectional overrides and isolates, byte order mark. */
const CONTROL = /[^\P{Cc}\t\n]|[\u202a-\u202e\u2066-\u2069\ufeff]/u;

/** Reads typed values out of untyped JSON and gathers every problem, with its path. */
export class Reading {
  readonly problems: Problem[] = [];
  /** Problems beyond those kept. */
  more = 0;
  /** Members that mean nothing to us and are left out. */
  readonly ignored: string[] = [];

  problem(path: JsonPath, message: string): null {
    const problem = { path: pathText(path) || '$', line: null, column: null, message };
    const last = this.problems.at(-1);
    // What is read in two parts is wrong once.
    if (last?.path === problem.path && last.message === message) return null;
    if (this.problems.length < PROBLEMS_MOST) {
      this.problems.push(problem);
    } else {
      this.more += 1;
    }
    return null;
  }

  /**
   * An object with no other members than these.
   * @param names the members we know; others are noted as ignored, and forbidden ones refused
   */
  object(path: JsonPath, value: JsonValue | undefined, names: readonly string[] | null): JsonObject | null {
    if (value === null || value === undefined) return null;
    if (typeof value !== 'object' || Array.isArray(value)) {
      return this.problem(path, `must be an object, but is ${nameOf(value)}`);
    }
    for (const name of Object.keys(value)) {
      if (FORBIDDEN_NAMES.has(name)) this.problem([...path, name], 'this name is not allowed');
      else if (names && !names.includes(name)) this.ignored.push(pathText([...path, name]));
    }
    return value;
  }

  list(path: JsonPath, value: JsonValue | undefined): JsonValue[] {
    if (value === null || value === undefined) return [];
    if (Array.isArray(value)) return value;
    this.problem(path, `must be a list, but is ${nameOf(value)}`);
    return [];
  }

  /** A text without blanks around it; null when absent or blank. `most` is in characters (UTF-16 units). */
  text(path: JsonPath, value: JsonValue | undefined, most: number): string | null {
    if (value === null || value === undefined) return null;
    if (typeof value !== 'string') return this.problem(path, `must be a text, but is ${nameOf(value)}`);
    if (value.length > most) {
      return this.problem(
        path,
        `is ${value.length.toLocaleString('en')} characters long; the most is ${most.toLocaleString('en')}`,
      );
    }
    if (!value.isWellFormed())
      return this.problem(path, 'holds half of a surrogate pair, which is no character');
    const text = value.replace(/\r\n?/g, '\n').trim();
    const control = CONTROL.exec(text)?.[0];
    if (control) {
      const code = control.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
      return this.problem(path, `holds the control character U+${code}`);
    }
    return isBlank(text) ? null : text;
  }

  /** `{ th, en }`, either of which may be missing. */
  bilingual(
    path: JsonPath,
    value: JsonValue | undefined,
    most: number,
    also: readonly string[] = [],
  ): BilingualText {
    const object = this.object(path, value, ['th', 'en', ...also]);
    return {
      th: object ? this.text([...path, 'th'], object['th'], most) : null,
      en: object ? this.text([...path, 'en'], object['en'], most) : null,
    };
  }

  /** As `bilingual`, but null when neither language is there. */
  bilingualOrNull(path: JsonPath, value: JsonValue | undefined, most: number): BilingualText | null {
    const text = this.bilingual(path, value, most);
    return text.th === null && text.en === null ? null : text;
  }

  /** A note: `{ th, en }`, or one text, whose language is told by its letters. */
  note(path: JsonPath, value: JsonValue | undefined, most: number): BilingualText | null {
    if (typeof value !== 'string') return this.bilingualOrNull(path, value, most);
    const text = this.text(path, value, most);
    if (text === null) return null;
    const thai = text.match(/\p{Script=Thai}/gu)?.length ?? 0;
    return thai > (text.match(/[a-z]/gi)?.length ?? 0) ? { th: text, en: null } : { th: null, en: text };
  }

  whole(path: JsonPath, value: JsonValue | undefined, least: number, most: number): number | null {
    if (value === null || value === undefined) return null;
    if (typeof value !== 'number')
      return this.problem(path, `must be a whole number, but is ${nameOf(value)}`);
    if (!Number.isInteger(value) || value < least || value > most) {
      return this.problem(path, `must be a whole number from ${least} to ${most}, but is ${value}`);
    }
    return value;
  }

  /** A year in a list, 0 when wrong. @param shift what the era's years lack to the Buddhist era's */
  year(path: JsonPath, value: JsonValue, shift = 0): number {
    if (value === null) this.problem(path, 'must be a year, but is null');
    return this.whole(path, value, YEAR_BE.least - shift, YEAR_BE.most - shift) ?? 0;
  }

  flag(path: JsonPath, value: JsonValue | undefined): boolean {
    if (value === null || value === undefined) return false;
    if (typeof value === 'boolean') return value;
    this.problem(path, `must be true or false, but is ${nameOf(value)}`);
    return false;
  }

  /** A day as YYYY-MM-DD that the calendar has. */
  day(path: JsonPath, value: JsonValue | undefined): string | null {
    const text = this.text(path, value, 10);
    if (text === null) return null;
    const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
    if (date && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)) return text;
    return this.problem(path, `must be a day as YYYY-MM-DD, but is "${text}"`);
  }

  /** Says that a Thai text is missing, unless something worse was said about it already. */
  missingThai(path: JsonPath, parent: JsonValue | undefined): void {
    const object = typeof parent === 'object' && parent !== null && !Array.isArray(parent) ? parent : null;
    if (parent !== undefined && parent !== null && !object) return;
    const text = object?.['th'];
    if (text === undefined || text === null || (typeof text === 'string' && isBlank(text))) {
      this.problem(path, 'the Thai title is missing');
    }
  }

  /** JSON columns are bounded; says so before the database does. */
  checkBytes(path: JsonPath, value: unknown, what: string): void {
    const bytes = Buffer.byteLength(JSON.stringify(value));
    if (bytes > JSON_BYTES_MOST) {
      this.problem(
        path,
        `${what} take ${bytes.toLocaleString('en')} bytes together; the most is ${JSON_BYTES_MOST.toLocaleString('en')}`,
      );
    }
  }

  /** A lasting key: letters, digits, dot, dash, underscore; 64 at most. */
  key(path: JsonPath, value: JsonValue | undefined): string | null {
    const blank = value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
    const key = blank ? this.problem(path, 'is missing') : this.text(path, value, 64);
    if (key === null) return null;
    if (FORBIDDEN_NAMES.has(key)) return this.problem(path, 'this name is not allowed');
    if (/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(key)) return key;
    return this.problem(path, `must be letters, digits, ".", "-" or "_", but is ${JSON.stringify(key)}`);
  }
}

/** Whether there is nothing to see: blanks and characters of no width alone. */
function isBlank(text: string): boolean {
  return !/[^\p{Z}\p{Cc}\p{Cf}]/u.test(text);
}

export function nameOf(value: JsonValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return 'a text';
  return `${typeof value === 'number' ? 'a number' : 'a truth value'} (${value})`;
}
