import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { WebError } from '../bridge';
import { DecideCommentDocument, DeskCommentDocument, TagCommentsDocument } from '../graphql/generated';
import { act, statusOf } from '../server/api';
import { wordError } from '../words/errors';
import { isDecision, isReason } from './decisions';
import { deskStates } from './desk';
import type { QueueOutcome } from './outcome';

type Event = Pick<RequestEvent, 'locals' | 'request' | 'url'>;
/** A browser with script stays on the page; without, it is sent to the next comment. */
const staysOnPage = (event: Event) => event.request.headers.get('x-sveltekit-action') === 'true';
const text = (form: FormData, name: string) => String(form.get(name) ?? '');

/** Publishes, holds, refuses or hides one comment; `publishWith` is the id of a tag, and publishes. */
export async function decide(event: Event) {
  const form = await event.request.formData();
  const commentId = text(form, 'commentId');
  const publishWith = text(form, 'publishWith');
  const wanted = publishWith ? 'PUBLISH' : text(form, 'decision');
  const expectedState = deskStates.find((state) => state === text(form, 'expectedState'));
  if (!isDecision(wanted) || !expectedState) return wrong(event, commentId, unknown);
  const code = text(form, 'reasonCode');
  const reason = {
    code: isReason(code) ? code : null,
    text: text(form, 'reasonText').trim().slice(0, 1000) || null,
  };

  const result = await act(event, DecideCommentDocument, {
    input: {
      commentId,
      decision: wanted,
      expectedState,
      expectedRevision: Number(text(form, 'expectedRevision')) || 1,
      ...(wanted !== 'PUBLISH' && { reasonCode: reason.code, reasonText: reason.text }),
      ...(publishWith && { tagIds: [publishWith] }),
    },
  });
  if (result.errors) {
    const first = result.errors[0] ?? unknown;
    if (first.code !== 'CONFLICT') return wrong(event, commentId, first);
    const fresh = await act(event, DeskCommentDocument, { id: commentId });
    const byName = first.params.byName ? String(first.params.byName) : null;
    const comment = fresh.data?.comment ?? null;
    return fail(409, {
      outcome: {
        kind: 'conflict',
        commentId,
        decision: wanted,
        reason,
        byName,
        comment,
      } satisfies QueueOutcome,
    });
  }
  if (!staysOnPage(event)) redirect(303, backTo(event.url, { open: text(form, 'next'), did: wanted }));
  const comment = result.data.decideComment;
  return { outcome: { kind: 'decided', commentId, decision: wanted, comment } satisfies QueueOutcome };
}

/** Puts tags on one comment (`add`) or takes them off (`remove`). */
export async function tag(event: Event) {
  const form = await event.request.formData();
  const commentId = text(form, 'commentId');
  const [added, removed] = [text(form, 'add') || null, text(form, 'remove') || null];
  const result = await act(event, TagCommentsDocument, {
    input: { commentIds: [commentId], ...(added && { add: [added] }), ...(removed && { remove: [removed] }) },
  });
  if (result.errors) return wrong(event, commentId, result.errors[0] ?? unknown);
  const comment = result.data.tagComments[0];
  if (!staysOnPage(event) || !comment) redirect(303, backTo(event.url, { open: commentId }));
  return { outcome: { kind: 'tagged', commentId, comment, added, removed } satisfies QueueOutcome };
}

const unknown: WebError = { code: 'BAD_REQUEST', field: null, params: {}, requestId: '' };

function wrong(event: Event, commentId: string, error: WebError) {
  const outcome: QueueOutcome = {
    kind: 'problem',
    commentId,
    text: wordError(error, event.locals.lang),
    code: error.code,
    requestId: error.requestId,
  };
  return fail(statusOf(error.code), { outcome });
}

/** The view as it was, without the action in its address. */
function backTo(url: URL, more: Record<string, string>): string {
  const query = new URLSearchParams([...url.searchParams].filter(([name]) => !name.startsWith('/')));
  for (const [name, value] of Object.entries(more)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  return `${url.pathname}?${query.toString()}`;
}
