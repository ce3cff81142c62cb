import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { WebError } from '../bridge';
import {
  ClaimCommentDocument,
  DecideCommentDocument,
  DecideCommentsDocument,
  DeskCommentDocument,
  DismissReportsDocument,
  ReleaseClaimDocument,
  ReturnProposalDocument,
  TagCommentsDocument,
  UndoDecisionDocument,
} from '../graphql/generated';
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
        rule: first.params.rule ? String(first.params.rule) : null,
        comment,
      } satisfies QueueOutcome,
    });
  }
  if (!staysOnPage(event))
    redirect(
      303,
      backTo(event.url, {
        open: text(form, 'next'),
        did: wanted,
        act: result.data.decideComment.decisions.at(-1)?.actId ?? '',
      }),
    );
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

/** Takes back what was decided in one go; both acts stay on record. */
export async function undo(event: Event) {
  const form = await event.request.formData();
  const [actId, commentId] = [text(form, 'actId'), text(form, 'commentId')];
  const result = await act(event, UndoDecisionDocument, { actId });
  if (result.errors) return wrong(event, commentId, result.errors[0] ?? unknown);
  const results = result.data.undoDecision;
  const done = results.filter(({ outcome }) => outcome === 'DONE').length;
  if (!staysOnPage(event)) redirect(303, backTo(event.url, { open: commentId, did: '', act: '' }));
  const comment = commentId
    ? ((await act(event, DeskCommentDocument, { id: commentId })).data?.comment ?? null)
    : null;
  const failed = results.length - done;
  return { outcome: { kind: 'undone', commentId, done, failed, comment } satisfies QueueOutcome };
}

/** Claims the open comment, or takes it over: `{ claim }` says who looks at it now. */
export async function claim(event: Event) {
  const form = await event.request.formData();
  const id = text(form, 'commentId');
  if (form.has('release')) {
    await act(event, ReleaseClaimDocument, { id });
    return { claim: null };
  }
  const result = await act(event, ClaimCommentDocument, { id, takeOver: form.has('takeOver') });
  if (!staysOnPage(event)) redirect(303, backTo(event.url, { open: id }));
  const error = result.errors?.[0];
  if (error && error.code !== 'CONFLICT') return wrong(event, id, error);
  return {
    claim: error
      ? { byName: error.params.byName ? String(error.params.byName) : null, byViewer: false }
      : (result.data?.claimComment ?? null),
  };
}

/** Sends a proposed refusal back to the queue. */
export async function returnProposal(event: Event) {
  const form = await event.request.formData();
  const commentId = text(form, 'commentId');
  const result = await act(event, ReturnProposalDocument, { input: { commentId } });
  if (result.errors) return wrong(event, commentId, result.errors[0] ?? unknown);
  if (!staysOnPage(event)) redirect(303, backTo(event.url, { open: commentId }));
  return {
    outcome: { kind: 'returned', commentId, comment: result.data.returnProposal } satisfies QueueOutcome,
  };
}

/** Answers readers' reports with a reason; the comment stays, and what they held is public again. */
export async function dismissReports(event: Event) {
  const form = await event.request.formData();
  const commentId = text(form, 'commentId');
  const reason = text(form, 'reason').trim().slice(0, 1000);
  const result = await act(event, DismissReportsDocument, { input: { commentId, reason } });
  if (result.errors) return wrong(event, commentId, result.errors[0] ?? unknown);
  if (!staysOnPage(event)) redirect(303, backTo(event.url, { open: commentId }));
  return {
    outcome: { kind: 'dismissed', commentId, comment: result.data.dismissReports } satisfies QueueOutcome,
  };
}

/** One decision and one reason for many; what became of each comes back. */
export async function decideMany(event: Event) {
  const form = await event.request.formData();
  const comments = form.getAll('comment').flatMap((value) => {
    const [commentId = '', state, revision] = String(value).split(':');
    const expectedState = deskStates.find((known) => known === state);
    return expectedState ? [{ commentId, expectedState, expectedRevision: Number(revision) || 1 }] : [];
  });
  const decision = text(form, 'decision');
  if (!isDecision(decision)) return wrong(event, '', unknown);
  const code = text(form, 'reasonCode');
  const result = await act(event, DecideCommentsDocument, {
    input: {
      comments,
      decision,
      reasonCode: isReason(code) ? code : null,
      reasonText: text(form, 'reasonText').trim().slice(0, 1000) || null,
    },
  });
  if (result.errors) return wrong(event, '', result.errors[0] ?? unknown);
  const { actId, results } = result.data.decideComments;
  const failed = results
    .filter(({ outcome }) => outcome !== 'DONE')
    .map(({ commentId, rule, byName }) => ({ commentId, rule: rule ?? 'missing', byName }));
  const done = results.length - failed.length;
  return { outcome: { kind: 'bulk', commentId: '', actId, done, failed } satisfies QueueOutcome };
}
