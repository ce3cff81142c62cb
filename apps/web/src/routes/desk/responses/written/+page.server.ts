import { requireDesk } from '#lib/desk/enter.server.ts';
import { readPage } from '#lib/desk/paging.ts';
import { DeskResponsesDocument } from '#lib/graphql/generated.ts';
import { fetchPage } from '#lib/server/api.ts';
import type { PageServerLoad } from './$types';

export const _access = { permission: 'response.readDrafts' };

export const load: PageServerLoad = async (event) => {
  const { plan } = requireDesk((await event.parent()).desk);
  const query = event.url.searchParams;
  const state = query.get('state') === 'published' ? 'PUBLISHED' : 'DRAFT';
  const { responses } = await fetchPage(event, DeskResponsesDocument, {
    planKey: plan.key,
    state,
    ...readPage(query),
  });
  return {
    state,
    responses: responses.edges.map(({ node }) => node),
    total: responses.totalCount,
    pageInfo: responses.pageInfo,
  } as const;
};
