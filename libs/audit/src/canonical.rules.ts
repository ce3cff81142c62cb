import { createHash } from 'node:crypto';

/**
 * The one way to write a value as text, after RFC 8785 (JSON Canonicalization Scheme): keys sorted by
 * UTF-16 code units, no blanks, strings and numbers as ECMAScript writes them. `undefined` is left out.
 */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item ?? null)).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
}

/**
 * SHA-256, as 64 hexadecimal letters, of a first line that names what is hashed and the canonical text of it. The first
 * line keeps the kinds apart: nothing hashed as one can be passed off as another.
 */
export function hashOf(kind: HashKind, value: unknown): string {
  return createHash('sha256').update(`rapfang.audit.${kind}.v1\n`).update(canonical(value)).digest('hex');
}

export type HashKind = 'entry' | 'detail' | 'chain';
