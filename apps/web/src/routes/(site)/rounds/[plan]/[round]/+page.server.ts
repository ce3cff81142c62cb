import { error } from '@sveltejs/kit';
import { RoundPageDocument } from '#lib/graphql/generated.ts';
import { fetchPage } from '#lib/server/api.ts';
import type { PageServerLoad } from './$types';

export const _access = { public: 'A round of the plan.' };

export const load: PageServerLoad = async (event) => {
  const { viewer, round } = await fetchPage(event, RoundPageDocument, {
    planKey: event.params.plan,
    key: event.params.round,
  });
  if (!round) error(404, 'NOT_FOUND');
  return { viewer, round, now: new Date() };
};
