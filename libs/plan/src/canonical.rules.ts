import { createHash } from 'node:crypto';

/**
 * SHA-256, as hex, of a value's JSON with sorted names (as RFC 8785 does, for the JSON we make):
 * the same content gives the same digest, however its file was laid out.
 */
export function contentDigest(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(value)))
    .digest('hex');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => [name, sorted(member)]),
  );
}
