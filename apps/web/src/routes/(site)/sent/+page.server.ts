import { redirect } from '@sveltejs/kit';
import { SentPageDocument } from '#lib/graphql/generated.ts';
import { fetchPage } from '#lib/server/api.ts';
import { findDue } from '#lib/server/round-due.ts';
import { localPath } from '#lib/site.ts';
import type { PageServerLoad } from './$types';

export const _access = { public: 'Shows the receipt once to the browser that just sent a comment.' };

/** After a comment was posted without script: its receipt, which a reload shows again and never sends twice. */
export const load: PageServerLoad = async (event) => {
  const code = event.url.searchParams.get('code') ?? '';
  const { viewer, receipt } = await fetchPage(event, SentPageDocument, { code });
  if (!receipt) redirect(303, localPath('/receipts', event.locals.lang));
  event.setHeaders({ 'cache-control': 'private, no-store' });
  return { viewer, receipt, dueAt: await findDue(event, receipt.comment) };
};
