import { redirect, type RequestEvent } from '@sveltejs/kit';
import {
  ConfirmAuthenticatorAppDocument,
  EndOtherSessionsDocument,
  EndSessionDocument,
  RemoveAuthenticatorAppDocument,
  RemovePasskeyDocument,
  RenamePasskeyDocument,
  RenewRecoveryCodesDocument,
  StartAuthenticatorAppDocument,
} from '#lib/graphql/generated.ts';
import { actOrFail, loadSecurity, textOf } from '#lib/server/security.ts';
import { localPath } from '#lib/site.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access = { permission: 'access.secure' };

export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'private, no-store' });
  return { ...(await loadSecurity(event)), done: event.url.searchParams.get('done') };
};

/** To the page anew, so that reloading it sends nothing again. */
function done({ locals }: RequestEvent, what: string): never {
  redirect(303, localPath(`/me/security?done=${what}`, locals.lang));
}

export const actions: Actions = {
  startApp: async (event) => {
    const result = await actOrFail(event, StartAuthenticatorAppDocument, {});
    if ('failed' in result) return result.failed;
    redirect(303, `${localPath('/me/security', event.locals.lang)}#app`);
  },
  confirmApp: async (event) => {
    const [code = ''] = await textOf(event, 'code');
    const result = await actOrFail(event, ConfirmAuthenticatorAppDocument, { code });
    if ('failed' in result) return result.failed;
    if (result.data.confirmAuthenticatorApp.length === 0) done(event, 'app');
    return { codes: result.data.confirmAuthenticatorApp };
  },
  removeApp: async (event) => {
    const result = await actOrFail(event, RemoveAuthenticatorAppDocument, {});
    if ('failed' in result) return result.failed;
    done(event, 'appRemoved');
  },
  renewCodes: async (event) => {
    const result = await actOrFail(event, RenewRecoveryCodesDocument, {});
    if ('failed' in result) return result.failed;
    return { codes: result.data.renewRecoveryCodes };
  },
  renamePasskey: async (event) => {
    const [id = '', name = ''] = await textOf(event, 'id', 'name');
    const result = await actOrFail(event, RenamePasskeyDocument, { id, name });
    if ('failed' in result) return result.failed;
    done(event, 'renamed');
  },
  removePasskey: async (event) => {
    const [id = ''] = await textOf(event, 'id');
    const result = await actOrFail(event, RemovePasskeyDocument, { id });
    if ('failed' in result) return result.failed;
    done(event, 'passkeyRemoved');
  },
  endSession: async (event) => {
    const [id = ''] = await textOf(event, 'id');
    const result = await actOrFail(event, EndSessionDocument, { id });
    if ('failed' in result) return result.failed;
    done(event, 'ended');
  },
  endOthers: async (event) => {
    const result = await actOrFail(event, EndOtherSessionsDocument, {});
    if ('failed' in result) return result.failed;
    done(event, 'othersEnded');
  },
};
