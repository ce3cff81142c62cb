import { json } from '@sveltejs/kit';
import { countStates } from '#lib/desk/desk.ts';
import { planKeyOf } from '#lib/desk/enter.server.ts';
import { DeskClaimsDocument, DeskCountsDocument } from '#lib/graphql/generated.ts';
import { fetchPage } from '#lib/server/api.ts';
import type { RequestHandler } from './$types';

export const _access = { permission: 'comment.readUnpublished' };

/** Counts by state, for the line that says how many are new, and who looks at which comment. */
export const GET: RequestHandler = async (event) => {
  const planKey = await planKeyOf(event);
  const [{ deskCounts }, { deskClaims }] = await Promise.all([
    fetchPage(event, DeskCountsDocument, { planKey }),
    fetchPage(event, DeskClaimsDocument, { planKey }),
  ]);
  const others = deskClaims.filter(({ byViewer }) => !byViewer);
  return json({
    states: countStates(deskCounts),
    claims: Object.fromEntries(others.map(({ commentId, byName }) => [commentId, byName])),
  });
};
