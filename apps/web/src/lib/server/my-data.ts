import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { WebError } from '../bridge';
import {
  EraseMyDataDocument,
  GiveConsentDocument,
  MyDataPageDocument,
  WithdrawConsentDocument,
  type ConsentPurpose,
} from '../graphql/generated';
import { localPath } from '../site';
import { act, fetchPage, statusOf } from './api';
import { wordProblems } from './problems';

const PURPOSES: readonly ConsentPurpose[] = ['ACCOUNT', 'LETTERS', 'PARTICIPANT'];

/** The page about one's own data, of a person, a guest or (with a code) one comment. */
export async function loadMyData(event: RequestEvent, receiptCode: string | null) {
  const page = await fetchPage(event, MyDataPageDocument, { receiptCode });
  event.setHeaders({ 'cache-control': 'private, no-store' });
  const { searchParams } = event.url;
  return { ...page, receiptCode, step: searchParams.get('step'), done: searchParams.get('done') };
}

/** What the forms of the page do; `receiptCode` says whose. */
export function myDataActions(codeOf: (event: RequestEvent) => string | null) {
  return {
    consent: async (event: RequestEvent) => {
      const form = await event.request.formData();
      const purpose = PURPOSES.find((known) => known === form.get('purpose')) ?? 'ACCOUNT';
      const version = String(form.get('version') ?? '');
      const result = await act(event, GiveConsentDocument, { purpose, version });
      if (result.errors) return refuse(event, result.errors);
      redirect(303, `${event.url.pathname}?done=consent`);
    },
    withdraw: async (event: RequestEvent) => {
      const form = await event.request.formData();
      const purpose = PURPOSES.find((known) => known === form.get('purpose')) ?? 'LETTERS';
      const result = await act(event, WithdrawConsentDocument, { purpose, receiptCode: codeOf(event) });
      if (result.errors) return refuse(event, result.errors);
      redirect(303, `${event.url.pathname}?done=consent`);
    },
    erase: async (event: RequestEvent) => {
      const form = await event.request.formData();
      if (form.get('confirm') !== 'yes') {
        return refuse(event, [
          { code: 'VALIDATION', field: 'confirm', params: { rule: 'confirmErasure' }, requestId: '' },
        ]);
      }
      const result = await act(event, EraseMyDataDocument, { receiptCode: codeOf(event) });
      if (result.errors) return refuse(event, result.errors);
      redirect(303, localPath('/me/data?done=erased', event.locals.lang));
    },
  };
}

function refuse(event: RequestEvent, errors: WebError[]) {
  return fail(statusOf(errors[0]?.code ?? 'INTERNAL'), { problems: wordProblems(errors, event.locals.lang) });
}
