import { fail, redirect } from '@sveltejs/kit';
import {
  RequestSignInDocument,
  SignInAsDemoPersonDocument,
  SignInPageDocument,
} from '#lib/graphql/generated.ts';
import { act, fetchPage, statusOf } from '#lib/server/api.ts';
import { readTrouble } from '#lib/server/oidc.ts';
import { wordProblems } from '#lib/server/problems.ts';
import { safeReturn } from '#lib/server/safe-return.ts';
import { localPath } from '#lib/site.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access = { public: 'Nobody is signed in before.' };

export const load: PageServerLoad = async (event) => {
  const page = await fetchPage(event, SignInPageDocument, {});
  const trouble = readTrouble(event, page.oidcProviders);
  return { ...page, trouble, returnTo: event.url.searchParams.get('returnTo') };
};

export const actions: Actions = {
  link: async (event) => {
    const form = await event.request.formData();
    const email = String(form.get('email') ?? '').trim();
    const returnTo = form.get('returnTo');
    const result = await act(event, RequestSignInDocument, {
      email,
      locale: event.locals.lang === 'en' ? 'EN' : 'TH',
      returnTo: returnTo ? safeReturn(returnTo) : null,
    });
    if (result.errors) {
      return fail(statusOf(result.errors[0]?.code ?? 'INTERNAL'), {
        email,
        problems: wordProblems(result.errors, event.locals.lang),
      });
    }
    return { email, sent: true, demoLink: result.data.requestSignIn.demoLink };
  },
  demo: async (event) => {
    const form = await event.request.formData();
    const result = await act(event, SignInAsDemoPersonDocument, { key: String(form.get('key') ?? '') });
    if (result.errors) {
      return fail(statusOf(result.errors[0]?.code ?? 'INTERNAL'), {
        email: '',
        problems: wordProblems(result.errors, event.locals.lang),
      });
    }
    const returnTo = form.get('returnTo');
    redirect(303, returnTo ? safeReturn(returnTo) : localPath('/', event.locals.lang));
  },
};
