import { fail, redirect } from '@sveltejs/kit';
import { AcceptInvitationDocument, InvitationPageDocument } from '#lib/graphql/generated.ts';
import { loadPeopleWords, wordPeopleError } from '#lib/people/people-words.ts';
import { textOf } from '#lib/people/people-form.server.ts';
import { act, fetchPage, statusOf } from '#lib/server/api.ts';
import { localPath } from '#lib/site.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access = { permission: 'people.acceptInvitation' };

/** A press of a button, not the visit, accepts: mail scanners open links, and would use this one up. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'private, no-store' });
  const { invitation, plans, viewer } = await fetchPage(event, InvitationPageDocument, {
    token: event.params.token,
  });
  return { invitation, plans, viewer };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const { lang } = event.locals;
    const displayName = textOf(form, 'displayName').trim();
    const result = await act(event, AcceptInvitationDocument, {
      input: { token: event.params.token, displayName: displayName || null },
    });
    const first = result.errors?.[0];
    if (first) {
      const text = wordPeopleError(first, await loadPeopleWords(lang), lang);
      return fail(statusOf(first.code), { problems: [{ field: first.field, text }], displayName });
    }
    const { secondFactor, grants } = result.data?.acceptInvitation ?? { secondFactor: null, grants: [] };
    // A role sleeps until the session has passed a second factor.
    if (secondFactor === 'NEEDED' || secondFactor === 'SET_UP_NEEDED')
      redirect(
        303,
        localPath(`/sign-in/second-factor?returnTo=${encodeURIComponent(localPath('/desk', lang))}`, lang),
      );
    redirect(303, localPath(grants.length > 0 ? '/desk' : '/me', lang));
  },
};
