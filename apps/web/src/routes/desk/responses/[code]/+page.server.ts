import { error, redirect } from '@sveltejs/kit';
import {
  bodyOf,
  checkAnswer,
  readAnswer,
  reasonOf,
  refuseAnswer,
  wordRefusal,
} from '#lib/desk/answer-input.server.ts';
import { valuesOf } from '#lib/desk/answer-values.ts';
import { planKeyOf, requireDesk } from '#lib/desk/enter.server.ts';
import {
  DeskResponseDocument,
  DeskSectionsDocument,
  PublishResponseDocument,
  ReviseResponseDocument,
} from '#lib/graphql/generated.ts';
import { act, fetchPage } from '#lib/server/api.ts';
import { localPath } from '#lib/site.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const _access = { permission: 'response.readDrafts' };

const shown = 100;

export const load: PageServerLoad = async (event) => {
  const { plan } = requireDesk((await event.parent()).desk);
  const [{ response }, sections] = await Promise.all([
    fetchPage(event, DeskResponseDocument, { planKey: plan.key, code: event.params.code, first: shown }),
    fetchPage(event, DeskSectionsDocument, { planKey: plan.key }),
  ]);
  if (!response) error(404, 'NOT_FOUND');
  const query = event.url.searchParams;
  const told = query.get('did');
  const did: 'saved' | 'published' | null = told === 'saved' || told === 'published' ? told : null;
  return {
    response,
    comments: response.comments.edges.map(({ node }) => node),
    sections: sections.plan?.sections ?? [],
    asking: query.get('ask') === 'publish',
    did,
    added: Number(query.get('added')) || 0,
  };
};

const find = async (event: RequestEvent) => {
  const planKey = await planKeyOf(event);
  const { response } = await fetchPage(event, DeskResponseDocument, {
    planKey,
    code: event.params.code,
    first: shown,
  });
  if (!response) error(404, 'NOT_FOUND');
  return response;
};
const backTo = (event: RequestEvent, did: string) =>
  localPath(`/desk/responses/${event.params.code}?did=${did}`, event.locals.lang);

export const actions: Actions = {
  save: async (event) => {
    const response = await find(event);
    const asked = readAnswer(await event.request.formData());
    // Comments beyond those shown stay answered, whatever the form says.
    const chosen = response.commentCount > shown ? [...asked.chosen, 'more'] : asked.chosen;
    const problems = await checkAnswer(event, { ...asked, chosen });
    const { disposition } = asked.values;
    if (problems.length > 0 || !disposition) return refuseAnswer(asked, problems, null);
    const removeCommentIds = asked.listed.filter((id) => !asked.chosen.includes(id));
    const result = await act(event, ReviseResponseDocument, {
      input: {
        id: response.id,
        expectedRevision: asked.revision,
        disposition,
        body: bodyOf(asked.values),
        reason: reasonOf(asked.values),
        changedSectionKey: asked.values.changed || null,
        ...(removeCommentIds.length > 0 && { removeCommentIds }),
      },
    });
    if (result.errors) {
      const first = result.errors[0] ?? null;
      const conflict =
        first?.code === 'CONFLICT' ? { revision: response.revision, byName: response.byName } : null;
      return refuseAnswer(asked, conflict ? [] : await wordRefusal(event, result.errors), first, conflict);
    }
    redirect(303, backTo(event, 'saved'));
  },
  publish: async (event) => {
    const response = await find(event);
    const result = await act(event, PublishResponseDocument, { id: response.id });
    if (result.errors) {
      const asked = {
        values: valuesOf(response),
        chosen: response.comments.edges.map(({ node }) => node.id),
        revision: response.revision,
      };
      return refuseAnswer(asked, await wordRefusal(event, result.errors), result.errors[0] ?? null);
    }
    redirect(303, backTo(event, 'published'));
  },
};
