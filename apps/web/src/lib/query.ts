/** `?a=1&b=2` of what is given; empty when nothing is. */
export function queryOf(entries: Record<string, string | null | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(entries)) if (value) search.set(name, value);
  return search.size > 0 ? `?${search}` : '';
}

/** The query of an address with some entries replaced (null removes), without a form action in it. */
export function changeQuery(search: string, changes: Record<string, string | null>): string {
  const kept = [...new URLSearchParams(search)].filter(([name]) => !name.startsWith('/'));
  return queryOf({ ...Object.fromEntries(kept), ...changes });
}
