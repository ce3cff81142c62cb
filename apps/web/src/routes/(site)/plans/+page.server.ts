import { redirect } from '@sveltejs/kit';
import { PlanKeysDocument } from '#lib/graphql/generated.ts';
import { fetchPage } from '#lib/server/api.ts';
import { localPath } from '#lib/site.ts';
import type { PageServerLoad } from './$types';

export const _access = { public: 'Leads to the plan.' };

/** One plan is under consultation at a time; its reader is the page. */
export const load: PageServerLoad = async (event) => {
  const { plans } = await fetchPage(event, PlanKeysDocument, {});
  const first = plans[0];
  // Nothing is under consultation yet: the home page says so.
  if (!first) redirect(307, localPath('/', event.locals.lang));
  redirect(307, localPath(`/plans/${first.key}`, event.locals.lang));
};
