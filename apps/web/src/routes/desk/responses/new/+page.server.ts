import { error, redirect } from '@sveltejs/kit';
import {
  bodyOf,
  checkAnswer,
  readAnswer,
  reasonOf,
  refuseAnswer,
  wordRefusal,
} from '#lib/desk/answer-input.server.ts';
import { listChosen, readChosen } from '#lib/desk/chosen.server.ts';
import { planKeyOf, requireDesk } from '#lib/desk/enter.server.ts';
import { DeskSectionsDocument, DraftResponseDocument } from '#lib/graphql/generated.ts';
import { act, fetchPage } from '#lib/server/api.ts';
import { localPath } from '#lib/site.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access = { permission: 'response.draft' };

export const load: PageServerLoad = async (event) => {
  const { plan, rights } = requireDesk((await event.parent()).desk);
  if (!rights.draft) error(403, 'FORBIDDEN');
  const ids = readChosen(event.url.searchParams);
  if (ids.length === 0) redirect(303, localPath('/desk/responses', event.locals.lang));
  const [comments, sections] = await Promise.all([
    listChosen(event, plan.key, ids),
    fetchPage(event, DeskSectionsDocument, { planKey: plan.key }),
  ]);
  if (comments.length === 0) error(404, 'NOT_FOUND');
  return { comments, sections: sections.plan?.sections ?? [] };
};

export const actions: Actions = {
  save: async (event) => {
    const planKey = await planKeyOf(event);
    const asked = readAnswer(await event.request.formData());
    const problems = await checkAnswer(event, asked);
    const { disposition } = asked.values;
    if (problems.length > 0 || !disposition) return refuseAnswer(asked, problems, null);
    const result = await act(event, DraftResponseDocument, {
      input: {
        planKey,
        commentIds: asked.chosen,
        disposition,
        body: bodyOf(asked.values),
        reason: reasonOf(asked.values),
        changedSectionKey: asked.values.changed || null,
      },
    });
    if (result.errors)
      return refuseAnswer(asked, await wordRefusal(event, result.errors), result.errors[0] ?? null);
    redirect(
      303,
      localPath(`/desk/responses/${result.data.draftResponse.code}?did=saved`, event.locals.lang),
    );
  },
};
