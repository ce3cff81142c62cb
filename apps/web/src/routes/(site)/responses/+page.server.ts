import { error, redirect } from '@sveltejs/kit';
import { PlanKeysDocument, ResponsesPageDocument } from '#lib/graphql/generated.ts';
import { fetchPage } from '#lib/server/api.ts';
import { readPage } from '#lib/server/thread-query.ts';
import { localPath } from '#lib/site.ts';
import type { PageServerLoad } from './$types';

export const _access = { public: 'Published responses.' };

export const load: PageServerLoad = async (event) => {
  const search = event.url.searchParams;
  // The address names a plan only when there are several; else which one is known only by asking.
  const planKey = search.get('plan') ?? (await fetchPage(event, PlanKeysDocument, {})).plans[0]?.key;
  if (!planKey) redirect(307, localPath('/', event.locals.lang));
  const strategyKey = search.get('strategy');
  const { viewer, plan, responses } = await fetchPage(event, ResponsesPageDocument, {
    planKey,
    strategyKey,
    ...readPage(search, 25),
  });
  if (!plan) error(404, 'NOT_FOUND');
  const strategies = plan.sections
    .filter(({ kind }) => kind === 'STRATEGY')
    // The api counts what is said below a section with it.
    .map(({ key, strategyNumber, title, counts: { comments, answered } }) => ({
      key,
      strategyNumber,
      title,
      comments,
      answered,
    }));
  return {
    viewer,
    plan: { key: plan.key, title: plan.title, counts: plan.counts },
    strategies,
    strategyKey,
    total: responses.totalCount,
    pageInfo: responses.pageInfo,
    answers: responses.edges.map(({ node: { comments, ...response } }) => ({
      ...response,
      exemplar: comments.edges[0]?.node ?? null,
    })),
  };
};
