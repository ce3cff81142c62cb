import type { RequestEvent } from '@sveltejs/kit';
import { DeskCommentDocument, DeskQueueDocument, type DeskCommentPartsFragment } from '../graphql/generated';
import { act, fetchPage } from '../server/api';

/** More than this many are chosen in several gestures. */
export const chosenMost = 100;

/** The comments of these ids, in this order; one page of the unanswered holds nearly all of them. */
export async function listChosen(
  event: Pick<RequestEvent, 'locals'>,
  planKey: string,
  ids: readonly string[],
): Promise<DeskCommentPartsFragment[]> {
  if (ids.length === 0) return [];
  const { deskComments } = await fetchPage(event, DeskQueueDocument, {
    filter: { planKey, states: ['PUBLISHED'], answered: false },
    sort: 'OLDEST',
    first: 100,
  });
  const found = new Map(deskComments.edges.map(({ node }) => [node.id, node]));
  const missing = ids.filter((id) => !found.has(id));
  for (const { data } of await Promise.all(missing.map((id) => act(event, DeskCommentDocument, { id })))) {
    if (data?.comment) found.set(data.comment.id, data.comment);
  }
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** Ids of an address (`?c=…&c=…`), each once. */
export const readChosen = (query: URLSearchParams): string[] =>
  [...new Set(query.getAll('c'))].filter((id) => id.length <= 26).slice(0, chosenMost);
