import { error } from '@sveltejs/kit';
import {
  SectionPageDocument,
  StrategyIndicatorsDocument,
  type SectionPageQuery,
} from '#lib/graphql/generated.ts';
import { fetchPage } from '#lib/server/api.ts';
import { commentAction, supportAction } from '#lib/server/comment-actions.ts';
import { listContents } from '#lib/server/plan-tree.ts';
import { renderTalk } from '#lib/server/render-talk.ts';
import { readPage, readThreadQuery } from '#lib/server/thread-query.ts';
import type { KnownSection, TalkData } from '#lib/talk.ts';
import type { Actions, PageServerLoad } from './$types';

export const _access = { public: 'A section of the published plan with its comments; guests may write.' };

export const load: PageServerLoad = async (event) => {
  const { plan: planKey, section: key } = event.params;
  const search = event.url.searchParams;
  const query = readThreadQuery(search);
  const { viewer, section, plan } = await fetchPage(event, SectionPageDocument, {
    planKey,
    key,
    ...query,
    ...readPage(search),
  });
  if (!section || !plan) error(404, 'NOT_FOUND');
  const { thread, ...rest } = section;
  const contents = listContents(plan.sections, section.strategyNumber);
  const outcome = event.locals.outcome ?? null;
  const talk: TalkData = {
    planKey: plan.key,
    section: pick(section),
    round: section.openRound && {
      moderationPolicy: section.openRound.moderationPolicy,
      participation: section.openRound.participation,
      resultsDueAt: section.openRound.resultsDueAt,
    },
    viewer,
    query,
    roots: thread.edges.map(({ node: { replies, replyCount, ...comment } }) => ({
      comment,
      replyCount,
      replies: replies.edges.map(({ node }) => node),
    })),
    pageInfo: thread.pageInfo,
    below: section.children.flatMap(({ key, kind, code, counts: { comments } }) =>
      comments > 0 ? [{ key, kind, code, comments }] : [],
    ),
    known: listKnown(contents, section),
    replyTo: search.get('reply'),
    renderId: crypto.randomUUID(),
    outcome,
  };
  return {
    viewer,
    now: new Date(),
    plan: { key: plan.key, title: plan.title },
    contents,
    opinions: plan.reportedOpinions,
    section: rest,
    related: await findRelated(event, planKey, section),
    wrong: (outcome?.problems?.length ?? 0) > 0,
    talk: await renderTalk(event.locals.lang, talk, event.url),
  };
};

type Section = NonNullable<SectionPageQuery['section']>;

/** Indicators are set for strategies; what serves a strategy shows those of it. */
async function findRelated(event: Parameters<PageServerLoad>[0], planKey: string, section: Section) {
  const strategy = section.ancestors.find(({ kind }) => kind === 'STRATEGY');
  const serves = section.kind === 'MEASURE' || section.kind === 'PROJECT';
  if (!strategy || !serves || section.indicators.length > 0) return [];
  const found = await fetchPage(event, StrategyIndicatorsDocument, { planKey, key: strategy.key });
  return found.section?.indicators ?? [];
}

const pick = ({ key, kind, code, counts, stanceCounts, lastEvent }: Section): TalkData['section'] => ({
  key,
  kind,
  code,
  counts,
  stanceCounts,
  lastEvent,
});

/** This section and its neighbours in the contents: an answer that comes live may point at one. */
function listKnown(contents: ReturnType<typeof listContents>, section: Section): KnownSection[] {
  const { key, kind, code, strategyNumber } = section;
  const near = contents.flatMap(({ children }) => children).filter((child) => child.key !== key);
  return [
    { key, kind, code, strategyNumber },
    ...near.map((child) => ({
      key: child.key,
      kind: child.kind,
      code: child.code,
      strategyNumber,
    })),
  ];
}

export const actions: Actions = {
  comment: (event) => commentAction(event, event.params.plan, event.params.section),
  support: supportAction,
};
