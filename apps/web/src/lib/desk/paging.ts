export const pageSize = 30;

export interface PageAsked {
  first?: number;
  after?: string;
  last?: number;
  before?: string;
}

/** A page by keyset from an address: `?after=…` or `?before=…`. */
export function readPage(query: URLSearchParams): PageAsked {
  const before = query.get('before');
  const after = query.get('after');
  if (before) return { last: pageSize, before: before.slice(0, 500) };
  return after ? { first: pageSize, after: after.slice(0, 500) } : { first: pageSize };
}

/** `?strategy=s2&to=R-001`, or nothing. */
export function formatQuery(parts: Record<string, string>): string {
  const text = new URLSearchParams(parts).toString();
  return text ? `?${text}` : '';
}
