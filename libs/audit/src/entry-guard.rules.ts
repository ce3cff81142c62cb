/**
 * What `before` and `after` may hold: codes, ids, numbers, times. They are hashed and stay for ever,
 * so that nothing of a person and no free text may get in; those go through `subject` and `reason`.
 */
const FORBIDDEN_KEY =
  /(e-?mail|phone|mobile|token|secret|password|address|national_?id|name|text|body|reason|message|note|(person|actor|author|member|user|holder)(id|key)?)$/i;
/** Letters of codes, ids, keys and times: no blank, no `@`, no Thai. */
const CODE = /^[\w.:/+*-]{0,100}$/;
const DEPTH_MOST = 4;
const ITEMS_MOST = 1000;

/** @returns the path of the first value that may not be there, or null */
export function firstUnfit(value: unknown, path: string, depth = 0): string | null {
  if (value === null || value === undefined || typeof value === 'boolean') return null;
  if (typeof value === 'number') return Number.isFinite(value) ? null : path;
  if (typeof value === 'string') return CODE.test(value) ? null : path;
  if (typeof value !== 'object' || depth >= DEPTH_MOST) return path;
  const entries = Object.entries(value);
  if (entries.length > ITEMS_MOST) return path;
  for (const [key, item] of entries) {
    const place = `${path}.${key}`;
    const named = !Array.isArray(value) && item !== null && typeof item !== 'boolean';
    if (named && (FORBIDDEN_KEY.test(key) || !CODE.test(key))) return place;
    const unfit = firstUnfit(item, place, depth + 1);
    if (unfit) return unfit;
  }
  return null;
}
