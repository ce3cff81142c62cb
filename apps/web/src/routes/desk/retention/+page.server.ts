import { requireDesk } from '#lib/desk/enter.server.ts';
import { DeskRetentionDocument } from '#lib/graphql/generated.ts';
import { fetchPage } from '#lib/server/api.ts';
import type { PageServerLoad } from './$types';

export const _access = { permission: 'privacy.readRetention' };

export const load: PageServerLoad = async (event) => {
  requireDesk((await event.parent()).desk);
  const { retention } = await fetchPage(event, DeskRetentionDocument, {});
  return retention;
};
