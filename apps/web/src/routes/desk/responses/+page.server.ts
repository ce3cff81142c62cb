import { fail, redirect } from '@sveltejs/kit';
import { readChosen } from '#lib/desk/chosen.server.ts';
import { planKeyOf, requireDesk } from '#lib/desk/enter.server.ts';
import { readPage } from '#lib/desk/paging.ts';
import { strategyTags } from '#lib/desk/tags.ts';
import {
  DeskQueueDocument,
  DeskResponseDocument,
  DeskSectionDocument,
  DeskTagsDocument,
  DeskTotalDocument,
  ReviseResponseDocument,
  type DeskFilter,
} from '#lib/graphql/generated.ts';
import { act, fetchPage, statusOf } from '#lib/server/api.ts';
import { localPath } from '#lib/site.ts';
import { wordError } from '#lib/words/errors.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access = { permission: 'comment.readUnpublished' };

export const load: PageServerLoad = async (event) => {
  const { plan } = requireDesk((await event.parent()).desk);
  const query = event.url.searchParams;
  const strategy = query.get('strategy')?.slice(0, 64) || null;
  const base: DeskFilter = { planKey: plan.key, states: ['PUBLISHED'], answered: false };
  const of = (key: string | null): DeskFilter => {
    if (key === 'none') return { ...base, tagged: false };
    return key ? { ...base, strategyKey: key } : base;
  };
  const [{ tags }, { deskComments }] = await Promise.all([
    fetchPage(event, DeskTagsDocument, { planKey: plan.key }),
    fetchPage(event, DeskQueueDocument, { filter: of(strategy), sort: 'OLDEST', ...readPage(query) }),
  ]);
  const rows = deskComments.edges.map(({ node }) => node);
  const open = rows.find(({ id }) => id === query.get('open')) ?? rows[0] ?? null;
  const strategies = strategyTags(tags);
  const keys = [null, ...strategies.map(({ key }) => key), 'none'];
  const [totals, section] = await Promise.all([
    Promise.all(
      keys.map(
        async (key) =>
          (await fetchPage(event, DeskTotalDocument, { filter: of(key) })).deskComments.totalCount,
      ),
    ),
    open ? act(event, DeskSectionDocument, { planKey: plan.key, key: open.sectionKey }) : null,
  ]);
  return {
    rows,
    total: deskComments.totalCount,
    pageInfo: deskComments.pageInfo,
    tabs: keys.map((key, index) => ({
      key,
      count: totals[index] ?? 0,
      tag: strategies.find((tag) => tag.key === key) ?? null,
    })),
    strategy,
    open,
    explicit: query.has('open') && open !== null,
    section: section?.data?.section ?? null,
    picked: readChosen(query),
    /** Code of a response to which the chosen are added, when one comes from there. */
    to: query.get('to')?.slice(0, 20) || null,
    now: new Date(),
  };
};

export const actions: Actions = {
  /** Adds the chosen comments to a response that exists. */
  add: async (event) => {
    const planKey = await planKeyOf(event);
    const form = await event.request.formData();
    const code = String(form.get('to') ?? '');
    const addCommentIds = form.getAll('c').map(String);
    const { response } = await fetchPage(event, DeskResponseDocument, { planKey, code, first: 1 });
    if (!response || addCommentIds.length === 0) return fail(400, { problem: null });
    const result = await act(event, ReviseResponseDocument, {
      input: { id: response.id, expectedRevision: response.revision, addCommentIds },
    });
    const first = result.errors?.[0];
    if (first) {
      return fail(statusOf(first.code), {
        problem: { text: wordError(first, event.locals.lang), code: first.code, requestId: first.requestId },
      });
    }
    redirect(303, localPath(`/desk/responses/${code}?added=${addCommentIds.length}`, event.locals.lang));
  },
};
