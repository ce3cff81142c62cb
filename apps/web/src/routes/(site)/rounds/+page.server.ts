import { RoundsPageDocument } from '#lib/graphql/generated.ts';
import { fetchPage } from '#lib/server/api.ts';
import type { PageServerLoad } from './$types';

export const _access = { public: 'Rounds of the plan.' };

export const load: PageServerLoad = async (event) => fetchPage(event, RoundsPageDocument, {});
