import { error, redirect } from '@sveltejs/kit';
import { StartOidcSignInDocument } from '#lib/graphql/generated.ts';
import { act, statusOf } from '#lib/server/api.ts';
import { troublePath } from '#lib/server/oidc.ts';
import { safeReturn } from '#lib/server/safe-return.ts';
import type { RequestHandler } from './$types';

export const _access = { public: 'Leads to the provider; nobody is signed in by it.' };

/**
 * A link, not a form: browsers do not let a form lead to another site under our content policy. It may
 * be opened by anyone's page, for it only begins what the person has to finish at the provider.
 */
export const GET: RequestHandler = async (event) => {
  const { lang } = event.locals;
  const { provider } = event.params;
  const returnTo = event.url.searchParams.get('returnTo');
  const result = await act(event, StartOidcSignInDocument, {
    provider,
    locale: lang === 'en' ? 'EN' : 'TH',
    returnTo: returnTo ? safeReturn(returnTo) : null,
  });
  event.setHeaders({ 'cache-control': 'private, no-store' });
  // Where it leads comes from the operator's provider, never from the request.
  if (!result.errors) redirect(303, result.data.startOidcSignIn, { external: true });
  const code = result.errors[0]?.code ?? 'INTERNAL';
  if (code !== 'UNAVAILABLE' && code !== 'RATE_LIMITED') error(statusOf(code), code);
  redirect(303, troublePath('/sign-in', { problem: code, provider }, lang));
};
