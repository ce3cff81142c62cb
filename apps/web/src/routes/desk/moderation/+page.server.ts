import { countStates } from '#lib/desk/desk.ts';
import { requireDesk } from '#lib/desk/enter.server.ts';
import { countFacets, findHider } from '#lib/desk/facets.server.ts';
import { readPage } from '#lib/desk/paging.ts';
import {
  claim,
  decide,
  decideMany,
  dismissReports,
  returnProposal,
  tag,
  undo,
} from '#lib/desk/queue-actions.server.ts';
import { filterOf, readView } from '#lib/desk/queue-view.ts';
import { isDecision } from '#lib/desk/decisions.ts';
import { strategyTags } from '#lib/desk/tags.ts';
import {
  DeskCommentDocument,
  DeskCountsDocument,
  DeskQueueDocument,
  DeskSectionDocument,
  DeskTagsDocument,
} from '#lib/graphql/generated.ts';
import { act, fetchPage } from '#lib/server/api.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access = { permission: 'comment.readUnpublished' };

export const load: PageServerLoad = async (event) => {
  const { plan } = requireDesk((await event.parent()).desk);
  const query = event.url.searchParams;
  const view = readView(query);
  const [{ deskComments }, { tags }, { deskCounts }] = await Promise.all([
    fetchPage(event, DeskQueueDocument, {
      filter: filterOf(plan.key, view),
      sort: view.sort,
      ...readPage(query),
    }),
    fetchPage(event, DeskTagsDocument, { planKey: plan.key }),
    fetchPage(event, DeskCountsDocument, { planKey: plan.key }),
  ]);
  const rows = deskComments.edges.map(({ node }) => node);
  const asked = query.get('open');
  // A comment may have left the view since; its address still opens it.
  const listed = asked ? rows.find(({ id }) => id === asked) : rows[0];
  const open =
    listed ?? (asked ? (await act(event, DeskCommentDocument, { id: asked })).data?.comment : null) ?? null;
  const [facets, hider, section] = await Promise.all([
    countFacets(
      event,
      plan.key,
      view,
      strategyTags(tags).map(({ key }) => key),
    ),
    rows.length === 0 ? findHider(event, plan.key, view) : null,
    open ? act(event, DeskSectionDocument, { planKey: plan.key, key: open.sectionKey }) : null,
  ]);
  const did = query.get('did');
  return {
    view,
    rows,
    total: deskComments.totalCount,
    pageInfo: deskComments.pageInfo,
    states: countStates(deskCounts),
    facets,
    hider,
    tags,
    open,
    /** Asked for by its address: on a narrow screen the list gives way to it. */
    explicit: asked !== null && open !== null,
    section: section?.data?.section ?? null,
    did: isDecision(did) ? did : null,
    /** What was decided on the page before, to be taken back without script. */
    act: isDecision(did) ? (query.get('act')?.slice(0, 26) ?? null) : null,
    /** The page's own place in the list, to come back to. */
    page: placeOf(query),
    now: new Date(),
  };
};

function placeOf(query: URLSearchParams): Record<string, string> {
  const [after, before] = [query.get('after'), query.get('before')];
  if (before) return { before };
  return after ? { after } : {};
}

export const actions: Actions = { claim, decide, decideMany, dismissReports, returnProposal, tag, undo };
