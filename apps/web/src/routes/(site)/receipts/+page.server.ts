import { redirect } from '@sveltejs/kit';
import { ShellDocument } from '#lib/graphql/generated.ts';
import { fetchPage } from '#lib/server/api.ts';
import { localPath } from '#lib/site.ts';
import type { PageServerLoad } from './$types';

export const _access = { public: 'Asks for a receipt code.' };

/** The look-up form; a code in the address goes on to its receipt, and comes back as `missing` when there is none. */
export const load: PageServerLoad = async (event) => {
  const search = event.url.searchParams;
  const code = search.get('code')?.trim().slice(0, 40);
  if (code) redirect(303, localPath(`/receipts/${encodeURIComponent(code)}`, event.locals.lang));
  const { viewer } = await fetchPage(event, ShellDocument, {});
  return { viewer, missing: search.get('missing')?.slice(0, 40) ?? null, blank: code === '' };
};
