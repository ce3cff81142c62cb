import { json } from '@sveltejs/kit';
import { countStates } from '#lib/desk/desk.ts';
import { planKeyOf } from '#lib/desk/enter.server.ts';
import { DeskCountsDocument } from '#lib/graphql/generated.ts';
import { fetchPage } from '#lib/server/api.ts';
import type { RequestHandler } from './$types';

export const _access = { permission: 'comment.readUnpublished' };

/** Counts by state, for the line that says how many are new. */
export const GET: RequestHandler = async (event) => {
  const { deskCounts } = await fetchPage(event, DeskCountsDocument, { planKey: await planKeyOf(event) });
  return json(countStates(deskCounts));
};
