import { fail, redirect } from '@sveltejs/kit';
import { requireDesk } from '#lib/desk/enter.server.ts';
import { DeskAppealsDocument, DecideAppealDocument } from '#lib/graphql/generated.ts';
import { act, fetchPage, statusOf } from '#lib/server/api.ts';
import { wordError } from '#lib/words/errors.ts';
import { deskQueueWords } from '#lib/words/desk-queue.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access = { permission: 'moderation.readAppeals' };

export const load: PageServerLoad = async (event) => {
  const { plan } = requireDesk((await event.parent()).desk);
  const query = event.url.searchParams;
  const decided = query.get('state') === 'decided';
  const after = query.get('after')?.slice(0, 500) ?? null;
  const { deskAppeals } = await fetchPage(event, DeskAppealsDocument, {
    planKey: plan.key,
    decided,
    first: 20,
    after,
  });
  const did = query.get('did');
  return {
    decided,
    total: deskAppeals.totalCount,
    appeals: deskAppeals.edges.map(({ node }) => node),
    next: deskAppeals.pageInfo.hasNextPage ? deskAppeals.pageInfo.endCursor : null,
    did: did === 'UPHELD' || did === 'OVERTURNED' ? did : null,
  };
};

export const actions: Actions = {
  decide: async (event) => {
    const form = await event.request.formData();
    const appealId = String(form.get('appealId') ?? '');
    const outcome = form.get('outcome') === 'OVERTURNED' ? 'OVERTURNED' : 'UPHELD';
    const reasonText = String(form.get('reasonText') ?? '').slice(0, 1000);
    const q = deskQueueWords(event.locals.lang);
    if (reasonText.trim() === '') return fail(400, { appealId, reasonText, problem: q.appeal.reasonNeeded });
    const result = await act(event, DecideAppealDocument, { input: { appealId, outcome, reasonText } });
    const error = result.errors?.[0];
    if (error) {
      const byName = error.code === 'CONFLICT' ? String(error.params.byName ?? q.someone) : null;
      const problem =
        byName !== null
          ? q.appeal.conflict(byName)
          : error.params.rule === 'ownDecision'
            ? q.appeal.yours
            : wordError(error, event.locals.lang);
      return fail(statusOf(error.code), { appealId, reasonText, problem });
    }
    redirect(303, `${event.url.pathname}?did=${outcome}`);
  },
};
