import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { formIdOf, type CommentOutcome } from '../comment-form';
import { SetSupportDocument, SubmitCommentDocument } from '../graphql/generated';
import { localPath } from '../site';
import type { TalkAnswer } from '../talk';
import { act, statusOf } from './api';
import { checkValues, commentInput, readFiles, readValues, uploadFiles } from './comment-input';
import { wordProblems } from './problems';

type Event = Pick<RequestEvent, 'locals' | 'url'>;
interface Answered {
  status: number;
  answer: TalkAnswer;
}

/** Sends a comment or a reply from its form. */
export async function sendComment(
  event: Event,
  form: FormData,
  planKey: string,
  sectionKey: string,
): Promise<{ status: number; answer: { outcome: CommentOutcome } }> {
  const { lang, bridge } = event.locals;
  const parentId = String(form.get('parentId') ?? '') || null;
  const formId = formIdOf(parentId);
  const values = readValues(form);
  const files = readFiles(form);
  const refuse = (errors: Parameters<typeof wordProblems>[0], status: number) => ({
    status,
    answer: {
      outcome: { formId, problems: wordProblems(errors, lang), values, filesLost: files.length > 0 },
    },
  });

  const wrong = checkValues(values, files);
  if (wrong.length > 0) return refuse(wrong, 400);
  const renderId = String(form.get('renderId') ?? '').slice(0, 64);
  const input = commentInput({ planKey, sectionKey, parentId }, values, renderId);
  const uploads = await uploadFiles(bridge, files, input.clientId);
  if (uploads.errors.length > 0) return refuse(uploads.errors, 400);

  const result = await act(event, SubmitCommentDocument, { input: { ...input, uploadIds: uploads.ids } });
  if (result.errors) return refuse(result.errors, statusOf(result.errors[0]?.code ?? 'INTERNAL'));
  const { receiptCode, comment } = result.data.submitComment;
  return { status: 200, answer: { outcome: { formId, sent: { receiptCode, comment } } } };
}

/** Adds or takes back support. */
export async function supportComment(event: Event, form: FormData): Promise<Answered> {
  const commentId = String(form.get('commentId') ?? '');
  const supported = form.get('supported') === 'true';
  const result = await act(event, SetSupportDocument, { input: { commentId, supported } });
  if (!result.errors) return { status: 200, answer: { support: result.data.setSupport } };
  const [problem] = wordProblems(result.errors, event.locals.lang);
  return { status: statusOf(result.errors[0]?.code ?? 'INTERNAL'), answer: { problem } };
}

/** A comment posted without script: on to the receipt, or back to the form with what is wrong. */
export async function commentAction(
  event: Event & Pick<RequestEvent, 'request'>,
  planKey: string,
  sectionKey: string,
) {
  const { status, answer } = await sendComment(event, await event.request.formData(), planKey, sectionKey);
  const { sent } = answer.outcome;
  if (!sent) {
    // The page is drawn again in this same request, with what was typed and what is wrong with it.
    event.locals.outcome = answer.outcome;
    return fail(status);
  }
  redirect(
    303,
    localPath(`/sent?code=${encodeURIComponent(sent.receiptCode)}#sent-title`, event.locals.lang),
  );
}

/** Support posted without script: the page as it was, at the place of the comment. */
export async function supportAction(event: Event & Pick<RequestEvent, 'request'>) {
  const form = await event.request.formData();
  const { status, answer } = await supportComment(event, form);
  if (answer.problem) return fail(status, { problem: answer.problem });
  const search = new URLSearchParams([...event.url.searchParams].filter(([name]) => !name.startsWith('/')));
  redirect(
    303,
    `${event.url.pathname}${search.size > 0 ? `?${search}` : ''}#c-${String(form.get('commentId'))}`,
  );
}
