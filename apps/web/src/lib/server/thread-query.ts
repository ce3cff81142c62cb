import type { Stance, ThreadSort } from '../graphql/generated';
import { stances } from '../stances';

export const pageSize = 20;
export const sorts: readonly ThreadSort[] = ['ANSWERED_FIRST', 'NEWEST', 'OLDEST', 'MOST_SUPPORTED'];

/** A keyset page from the address: `?after=` onward, `?before=` backward, else the first. */
export function readPage(search: URLSearchParams, size = pageSize) {
  const after = search.get('after');
  const before = search.get('before');
  return before && !after
    ? { first: null, after: null, last: size, before }
    : { first: size, after, last: null, before: null };
}

export interface ThreadQuery {
  sort: ThreadSort;
  stance: Stance | null;
}

/** Order and filter from the address; what is unknown falls back. */
export function readThreadQuery(search: URLSearchParams): ThreadQuery {
  return {
    sort: sorts.find((known) => known === search.get('sort')) ?? 'ANSWERED_FIRST',
    stance: stances.find((known) => known === search.get('stance')) ?? null,
  };
}
