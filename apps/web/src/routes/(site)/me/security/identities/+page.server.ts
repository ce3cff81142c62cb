import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import {
  IdentitiesPageDocument,
  StartIdentityLinkDocument,
  UnlinkIdentityDocument,
} from '#lib/graphql/generated.ts';
import type { WebError } from '#lib/bridge.ts';
import { act, fetchPage, statusOf } from '#lib/server/api.ts';
import { readTrouble, troublePath } from '#lib/server/oidc.ts';
import { wordProblems } from '#lib/server/problems.ts';
import { localPath } from '#lib/site.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access = { permission: 'access.keepIdentities' };

const PATH = '/me/security/identities';

export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'private, no-store' });
  const { lang, bridge } = event.locals;
  const result = await bridge.graphql(IdentitiesPageDocument, {});
  if (result.errors?.some(({ code }) => code === 'SIGN_IN_REQUIRED'))
    redirect(303, localPath(`/sign-in?returnTo=${encodeURIComponent(localPath(PATH, lang))}`, lang));
  const page = result.data ?? (await fetchPage(event, IdentitiesPageDocument, {}));
  const done = event.url.searchParams.get('done');
  return { ...page, trouble: readTrouble(event, page.oidcProviders), done };
};

export const actions: Actions = {
  /** Ends in a page of ours that leads on: our content policy lets no form end at another site. */
  link: async (event) => {
    const provider = String((await event.request.formData()).get('provider') ?? '');
    const { lang } = event.locals;
    const locale = lang === 'en' ? 'EN' : 'TH';
    const result = await act(event, StartIdentityLinkDocument, { provider, locale });
    if (!result.errors) return { leaveFor: result.data.startIdentityLink, provider };
    const code = result.errors[0]?.code;
    if (code === 'UNAVAILABLE' || code === 'RATE_LIMITED')
      redirect(303, troublePath(PATH, { problem: code, provider }, lang));
    return failWith(event, result.errors);
  },
  unlink: async (event) => {
    const id = String((await event.request.formData()).get('id') ?? '');
    const result = await act(event, UnlinkIdentityDocument, { id });
    if (result.errors) return failWith(event, result.errors);
    redirect(303, localPath(`${PATH}?done=unlinked`, event.locals.lang));
  },
};

function failWith({ locals }: RequestEvent, errors: WebError[]) {
  return fail(statusOf(errors[0]?.code ?? 'INTERNAL'), { problems: wordProblems(errors, locals.lang) });
}
