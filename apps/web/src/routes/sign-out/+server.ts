import { redirect } from '@sveltejs/kit';
import { SignOutDocument } from '#lib/graphql/generated.ts';
import { act } from '#lib/server/api.ts';
import { localPath } from '#lib/site.ts';
import type { RequestHandler } from './$types';

export const _access = { public: 'Ends the own session.' };

/** Only by a form of ours: a link that signs out could be put on any page. */
export const POST: RequestHandler = async (event) => {
  await act(event, SignOutDocument, {});
  redirect(303, localPath('/', event.locals.lang));
};
