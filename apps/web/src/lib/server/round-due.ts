import type { RequestEvent } from '@sveltejs/kit';
import { RoundsDueDocument } from '../graphql/generated';
import { fetchPage } from './api';

interface Waiting {
  planKey: string;
  roundId: string | null;
  responses: readonly unknown[];
}

/** Day by which the round of a comment promised its answer; null once it is answered or where none is promised. */
export async function findDue(
  event: Pick<RequestEvent, 'locals'>,
  { planKey, roundId, responses }: Waiting,
): Promise<string | null> {
  if (!roundId || responses.length > 0) return null;
  const { rounds } = await fetchPage(event, RoundsDueDocument, { planKey });
  return rounds.find(({ id }) => id === roundId)?.resultsDueAt ?? null;
}
