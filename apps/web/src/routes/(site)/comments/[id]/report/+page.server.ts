import { error, fail, redirect } from '@sveltejs/kit';
import { ReportCommentDocument, ReportPageDocument, type ReportReason } from '#lib/graphql/generated.ts';
import { act, fetchPage, statusOf } from '#lib/server/api.ts';
import { wordProblems } from '#lib/server/problems.ts';
import { loadWords } from '#lib/words/index.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access = { permission: 'moderation.report' };

const reasons: readonly ReportReason[] = ['SPAM', 'ABUSE', 'PERSONAL_DATA', 'OFF_TOPIC', 'OTHER'];
const TEXT_MOST = 500;

export const load: PageServerLoad = async (event) => {
  const { viewer, comment } = await fetchPage(event, ReportPageDocument, { id: event.params.id });
  if (!comment) error(404, 'NOT_FOUND');
  event.setHeaders({ 'cache-control': 'private, no-store' });
  return { viewer, comment, reasons, done: event.url.searchParams.has('done') };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const text = String(form.get('text') ?? '').trim();
    const reason = reasons.find((known) => known === form.get('reason')) ?? null;
    const { checks } = await loadWords(event.locals.lang);
    const refuse = (field: 'reason' | 'text' | null, words: string, status = 400) =>
      fail(status, { reason, text, problems: [{ field, text: words }] });
    if (!reason) return refuse('reason', checks.report.missingReason);
    if (reason === 'OTHER' && !text) return refuse('text', checks.report.missingText);
    if (text.length > TEXT_MOST) return refuse('text', checks.report.longText);
    const result = await act(event, ReportCommentDocument, {
      input: { commentId: event.params.id, reason, text: text || null },
    });
    if (result.errors) {
      const [first] = result.errors;
      const status = statusOf(first?.code ?? 'INTERNAL');
      if (first?.field === 'commentId') return refuse(null, checks.report.cannot, status);
      const [problem] = wordProblems(result.errors, event.locals.lang);
      return refuse(null, problem?.text ?? checks.report.cannot, status);
    }
    redirect(303, `${event.url.pathname}?done`);
  },
};
