import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { AppealDecisionDocument } from '../graphql/generated';
import { act, statusOf } from './api';
import { wordProblems } from './problems';

/** Appeals against what was decided about the own comment. @param receiptCode for an author without an account */
export async function appealAction(event: RequestEvent, receiptCode: string | null) {
  const form = await event.request.formData();
  const body = String(form.get('text') ?? '')
    .replaceAll('\r\n', '\n')
    .slice(0, 8000);
  const result = await act(event, AppealDecisionDocument, {
    input: { commentId: String(form.get('id') ?? ''), text: body, receiptCode },
  });
  if (result.errors)
    return fail(statusOf(result.errors[0]?.code ?? 'INTERNAL'), {
      kind: 'appeal' as const,
      body,
      problems: wordProblems(result.errors, event.locals.lang),
    });
  redirect(303, `${event.url.pathname}?done=appeal`);
}
