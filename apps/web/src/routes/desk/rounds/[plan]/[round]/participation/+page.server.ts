import { error, fail, redirect } from '@sveltejs/kit';
import { requireDesk } from '#lib/desk/enter.server.ts';
import {
  DeskParticipationDocument,
  SetRoundParticipationDocument,
  type Participation,
} from '#lib/graphql/generated.ts';
import { act, fetchPage, statusOf } from '#lib/server/api.ts';
import { wordProblems } from '#lib/server/problems.ts';
import { loadWords } from '#lib/words/index.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access = { permission: 'consultation.setParticipation' };

const choices: readonly Participation[] = ['ANYONE', 'SIGNED_IN', 'VERIFIED'];

export const load: PageServerLoad = async (event) => {
  const { desk, viewer } = await event.parent();
  requireDesk(desk);
  const { plan: planKey, round: key } = event.params;
  const { round } = await fetchPage(event, DeskParticipationDocument, { planKey, key });
  if (!round) error(404, 'NOT_FOUND');
  const maySet = viewer.grants.some(
    (grant) =>
      (grant.role === 'SECRETARIAT' || grant.role === 'ADMINISTRATOR') &&
      (!grant.planKey || grant.planKey === planKey),
  );
  return { round, choices, maySet, saved: event.url.searchParams.has('saved') };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const reason = String(form.get('reason') ?? '').trim();
    const participation = choices.find((choice) => choice === form.get('participation')) ?? 'ANYONE';
    if (!reason) {
      const { participation: words } = await loadWords(event.locals.lang);
      return fail(400, {
        chosen: participation,
        problems: [{ field: 'reason', text: words.reasonMissing }],
      });
    }
    const { plan: planKey, round: roundKey } = event.params;
    const input = { planKey, roundKey, participation, reason };
    const result = await act(event, SetRoundParticipationDocument, { input });
    if (result.errors) {
      return fail(statusOf(result.errors[0]?.code ?? 'INTERNAL'), {
        chosen: participation,
        problems: wordProblems(result.errors, event.locals.lang),
      });
    }
    redirect(303, `${event.url.pathname}?saved`);
  },
};
