import { requireDesk } from '#lib/desk/enter.server.ts';
import { readPage } from '#lib/desk/paging.ts';
import { DeskRecordDocument } from '#lib/graphql/generated.ts';
import { fetchPage } from '#lib/server/api.ts';
import type { PageServerLoad } from './$types';

export const _access = { permission: 'record.read' };

/** What fits, or null: an address may hold anything. */
const fitting = (value: string | null, shape: RegExp): string | null => {
  const text = value?.trim() ?? '';
  return shape.test(text) ? text : null;
};

export const load: PageServerLoad = async (event) => {
  const { plan } = requireDesk((await event.parent()).desk);
  const query = event.url.searchParams;
  const filter = {
    action: fitting(query.get('action'), /^[A-Za-z.]{1,64}$/),
    subjectId: fitting(query.get('about'), /^[\w-]{1,64}$/),
    day: fitting(query.get('day'), /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/),
  };
  const { recordEntries } = await fetchPage(event, DeskRecordDocument, {
    planKey: plan.key,
    ...filter,
    ...readPage(query),
  });
  return {
    filter,
    entries: recordEntries.edges.map(({ node }) => node),
    total: recordEntries.totalCount,
    pageInfo: recordEntries.pageInfo,
  };
};
