import { error, fail, redirect } from '@sveltejs/kit';
import { requireDesk } from '#lib/desk/enter.server.ts';
import {
  DeskRoundDocument,
  SetRoundErasureRuleDocument,
  SetRoundModerationDocument,
  type CheckLimit,
  type CheckName,
} from '#lib/graphql/generated.ts';
import { act, fetchPage, statusOf } from '#lib/server/api.ts';
import { wordProblems } from '#lib/server/problems.ts';
import { loadWords } from '#lib/words/index.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access = { permission: 'moderation.setRound' };

const limits: readonly CheckLimit[] = ['OFF', 'FLAG', 'HOLD'];

export const load: PageServerLoad = async (event) => {
  requireDesk((await event.parent()).desk);
  const { round } = await fetchPage(event, DeskRoundDocument, {
    planKey: event.params.plan,
    key: event.params.round,
  });
  if (!round?.moderation) error(404, 'NOT_FOUND');
  const { viewer } = await event.parent();
  const maySet = viewer.grants.some(
    ({ role, planKey }) =>
      (role === 'SECRETARIAT' || role === 'ADMINISTRATOR') && (!planKey || planKey === event.params.plan),
  );
  return {
    planKey: event.params.plan,
    round,
    moderation: round.moderation,
    maySet,
    saved: event.url.searchParams.has('saved'),
  };
};

export const actions: Actions = {
  moderation: async (event) => {
    const form = await event.request.formData();
    const reason = String(form.get('reason') ?? '').trim();
    const { checks: words } = await loadWords(event.locals.lang);
    if (!reason) {
      return fail(400, { problems: [{ field: 'reason', text: words.round.reasonMissing }] });
    }
    const checks = (Object.keys(words.names) as CheckName[]).flatMap((check) => {
      const limit = limits.find((known) => known === form.get(`check-${check}`));
      return limit ? [{ check, limit }] : [];
    });
    const result = await act(event, SetRoundModerationDocument, {
      input: {
        planKey: event.params.plan,
        roundKey: event.params.round,
        policy: form.get('policy') === 'BEFORE_PUBLICATION' ? 'BEFORE_PUBLICATION' : 'AFTER_PUBLICATION',
        checks,
        fourEyes: form.has('fourEyes'),
        reportsOpen: form.has('reportsOpen'),
        reportThreshold: Math.trunc(Number(form.get('reportThreshold')) || 0),
        reportsHold: form.has('reportsHold'),
        reason,
      },
    });
    if (result.errors) {
      return fail(statusOf(result.errors[0]?.code ?? 'INTERNAL'), {
        problems: wordProblems(result.errors, event.locals.lang),
      });
    }
    redirect(303, `${event.url.pathname}?saved`);
  },
  erasure: async (event) => {
    const form = await event.request.formData();
    const reason = String(form.get('reason') ?? '').trim();
    const { checks: words } = await loadWords(event.locals.lang);
    const field = 'erasure-reason';
    if (!reason) return fail(400, { problems: [{ field, text: words.round.reasonMissing }] });
    const erasureRule = form.get('erasureRule') === 'REMOVE_TEXT' ? 'REMOVE_TEXT' : 'KEEP_PUBLIC_TEXT';
    const { plan: planKey, round: roundKey } = event.params;
    const input = { planKey, roundKey, erasureRule, reason } as const;
    const result = await act(event, SetRoundErasureRuleDocument, { input });
    if (result.errors) {
      const problems = wordProblems(result.errors, event.locals.lang);
      return fail(statusOf(result.errors[0]?.code ?? 'INTERNAL'), {
        problems: problems.map(({ text }) => ({ field, text })),
      });
    }
    redirect(303, `${event.url.pathname}?saved`);
  },
};
