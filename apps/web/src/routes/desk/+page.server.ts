import { redirect } from '@sveltejs/kit';
import { requireDesk } from '#lib/desk/enter.server.ts';
import { localPath } from '#lib/site.ts';
import type { PageServerLoad } from './$types';

export const _access = { permission: 'comment.readUnpublished' };

/** Whoever has one desk only goes straight to it; the others see what waits where. */
export const load: PageServerLoad = async ({ parent, locals, url }) => {
  const { rights } = requireDesk((await parent()).desk);
  if (url.searchParams.has('overview')) return;
  if (rights.decide && !rights.draft && !rights.publish)
    redirect(307, localPath('/desk/moderation', locals.lang));
  if (rights.draft && !rights.decide && !rights.publish)
    redirect(307, localPath('/desk/responses', locals.lang));
};
