import { error, redirect } from '@sveltejs/kit';
import { CompleteOidcSignInDocument } from '#lib/graphql/generated.ts';
import { act, statusOf } from '#lib/server/api.ts';
import { troublePath } from '#lib/server/oidc.ts';
import { localPath } from '#lib/site.ts';
import type { RequestHandler } from './$types';

export const _access = {
  public: 'Where a provider sends people back; checks that this browser left for it.',
};

/** Providers know one address per site, so the language is the one in which the person left. */
export const GET: RequestHandler = async (event) => {
  const { provider } = event.params;
  const result = await act(event, CompleteOidcSignInDocument, { provider, answer: event.url.search });
  // The address holds a code of the provider, used up by now.
  event.setHeaders({ 'cache-control': 'private, no-store' });
  if (result.errors) {
    const code = result.errors[0]?.code ?? 'INTERNAL';
    if (code !== 'RATE_LIMITED') error(statusOf(code), code);
    redirect(303, troublePath('/sign-in', { problem: code, provider }, event.locals.lang));
  }
  const { problem, linking, returnTo, language, viewer } = result.data.completeOidcSignIn;
  const lang = language === 'EN' ? 'en' : 'th';
  const page = linking ? '/me/security/identities' : '/sign-in';
  if (problem) redirect(303, troublePath(page, { problem, provider }, lang));
  if (linking) redirect(303, localPath(`${page}?done=linked`, lang));
  const next = returnTo ?? localPath('/me', lang);
  const waits = viewer.secondFactor === 'NEEDED' || viewer.secondFactor === 'SET_UP_NEEDED';
  redirect(
    303,
    waits ? localPath(`/sign-in/second-factor?returnTo=${encodeURIComponent(next)}`, lang) : next,
  );
};
