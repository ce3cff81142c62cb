import { fail, redirect } from '@sveltejs/kit';
import { CompleteSignInDocument } from '#lib/graphql/generated.ts';
import { act } from '#lib/server/api.ts';
import { safeReturn } from '#lib/server/safe-return.ts';
import { afterSignIn } from '#lib/server/security.ts';
import { localPath } from '#lib/site.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access = { public: 'The link in the letter is the proof.' };

/** A press of a button, not the visit, signs in: mail scanners open links, and would use this one up. */
export const load: PageServerLoad = ({ url, setHeaders }) => {
  setHeaders({ 'cache-control': 'private, no-store' });
  return { token: url.searchParams.get('token') ?? '', returnTo: url.searchParams.get('returnTo') };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const result = await act(event, CompleteSignInDocument, { token: String(form.get('token') ?? '') });
    if (result.errors) return fail(400, { failed: true });
    const returnTo = form.get('returnTo');
    const to = returnTo ? safeReturn(returnTo) : localPath('/me', event.locals.lang);
    redirect(303, afterSignIn(event, result.data.completeSignIn.secondFactor, to));
  },
};
