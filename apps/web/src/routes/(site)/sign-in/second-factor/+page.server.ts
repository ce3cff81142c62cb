import { redirect } from '@sveltejs/kit';
import {
  ConfirmAuthenticatorAppDocument,
  StartAuthenticatorAppDocument,
  UseRecoveryCodeDocument,
  VerifyAuthenticatorCodeDocument,
} from '#lib/graphql/generated.ts';
import { actOrFail, loadSecurity, returnOf, secondStepPath, textOf } from '#lib/server/security.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access = { permission: 'access.secure' };

export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'private, no-store' });
  const { viewer, security } = await loadSecurity(event);
  const returnTo = returnOf(event);
  const done = security.secondFactor === 'PASSED' || security.secondFactor === 'NOT_NEEDED';
  // The answer to the form that made recovery codes shows them first; nothing else stays here.
  if (done && event.request.method === 'GET') redirect(303, returnTo);
  return { viewer, security, returnTo };
};

export const actions: Actions = {
  code: async (event) => {
    const [code = ''] = await textOf(event, 'code');
    const result = await actOrFail(event, VerifyAuthenticatorCodeDocument, { code });
    if ('failed' in result) return result.failed;
    redirect(303, returnOf(event));
  },
  recovery: async (event) => {
    const [code = ''] = await textOf(event, 'code');
    const result = await actOrFail(event, UseRecoveryCodeDocument, { code });
    if ('failed' in result) return result.failed;
    redirect(303, returnOf(event));
  },
  startApp: async (event) => {
    const result = await actOrFail(event, StartAuthenticatorAppDocument, {});
    if ('failed' in result) return result.failed;
    redirect(303, secondStepPath(event, returnOf(event)));
  },
  confirmApp: async (event) => {
    const [code = ''] = await textOf(event, 'code');
    const result = await actOrFail(event, ConfirmAuthenticatorAppDocument, { code });
    if ('failed' in result) return result.failed;
    if (result.data.confirmAuthenticatorApp.length === 0) redirect(303, returnOf(event));
    return { codes: result.data.confirmAuthenticatorApp };
  },
};
