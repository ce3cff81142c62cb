import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { WebError } from '#lib/bridge.ts';
import { bodyMost, lengthOf } from '#lib/comment-form.ts';
import {
  EditCommentDocument,
  ReceiptPageDocument,
  WithdrawCommentDocument,
  type Stance,
} from '#lib/graphql/generated.ts';
import { act, statusOf } from '#lib/server/api.ts';
import { appealAction } from '#lib/server/appeal-action.ts';
import { findDue } from '#lib/server/round-due.ts';
import { wordProblems } from '#lib/server/problems.ts';
import { localPath } from '#lib/site.ts';
import { stances } from '#lib/stances.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access = { public: 'Whoever holds the code is the author.' };

export const load: PageServerLoad = async (event) => {
  const { code } = event.params;
  const result = await event.locals.bridge.graphql(ReceiptPageDocument, { code });
  // A code that cannot be one is answered like one that is not there.
  const unknown = result.errors?.every((wrong) => ['VALIDATION', 'NOT_FOUND'].includes(wrong.code)) ?? false;
  if (result.errors && !unknown) {
    const [first] = result.errors;
    error(statusOf(first?.code ?? 'INTERNAL'), first?.code ?? 'INTERNAL', { requestId: first?.requestId });
  }
  if (!result.data?.receipt) {
    redirect(303, localPath(`/receipts?missing=${encodeURIComponent(code)}`, event.locals.lang));
  }
  event.setHeaders({ 'cache-control': 'private, no-store' });
  return {
    viewer: result.data.viewer,
    receipt: result.data.receipt,
    dueAt: await findDue(event, result.data.receipt.comment),
    done: event.url.searchParams.get('done'),
  };
};

type Kind = 'edit' | 'withdraw';
const refuse = (event: RequestEvent, kind: Kind, errors: WebError[], body = '') =>
  fail(statusOf(errors[0]?.code ?? 'INTERNAL'), {
    kind,
    body,
    problems: wordProblems(errors, event.locals.lang),
  });
const wrong = (field: string, rule: string, params = {}): WebError[] => [
  { code: 'VALIDATION', field, params: { rule, ...params }, requestId: '' },
];

export const actions: Actions = {
  appeal: (event) => appealAction(event, event.params.code),
  edit: async (event) => {
    const form = await event.request.formData();
    const body = String(form.get('body') ?? '').replaceAll('\r\n', '\n');
    if (body.trim() === '') return refuse(event, 'edit', wrong('body', 'required'), body);
    if (lengthOf(body.trim()) > bodyMost)
      return refuse(event, 'edit', wrong('body', 'maxLength', { limit: bodyMost }), body);
    const stance: Stance | null = stances.find((known) => known === form.get('stance')) ?? null;
    const result = await act(event, EditCommentDocument, {
      input: {
        id: String(form.get('id') ?? ''),
        expectedRevision: Number(form.get('revision') ?? 0),
        body,
        stance,
        receiptCode: event.params.code,
      },
    });
    if (result.errors) return refuse(event, 'edit', result.errors, body);
    redirect(303, `${event.url.pathname}?done=edit`);
  },
  withdraw: async (event) => {
    const form = await event.request.formData();
    if (form.get('confirm') !== 'yes') return refuse(event, 'withdraw', wrong('confirm', 'confirm'));
    const result = await act(event, WithdrawCommentDocument, {
      input: { id: String(form.get('id') ?? ''), receiptCode: event.params.code },
    });
    if (result.errors) return refuse(event, 'withdraw', result.errors);
    redirect(303, `${event.url.pathname}?done=withdraw`);
  },
};
