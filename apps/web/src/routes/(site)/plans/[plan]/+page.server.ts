import { error } from '@sveltejs/kit';
import { PlanPageDocument } from '#lib/graphql/generated.ts';
import { fetchPage } from '#lib/server/api.ts';
import { filterSections, readerFilters } from '#lib/server/reader-filter.ts';
import type { PageServerLoad } from './$types';

export const _access = { public: 'The published plan.' };

export const load: PageServerLoad = async (event) => {
  const { viewer, plan } = await fetchPage(event, PlanPageDocument, { planKey: event.params.plan });
  if (!plan) error(404, 'NOT_FOUND');

  const { searchParams } = event.url;
  const words = (searchParams.get('q') ?? '').slice(0, 200);
  const filter = readerFilters.find((known) => known === searchParams.get('show')) ?? 'all';
  // Guidelines have no title and no thread of their own in the tree; their measure shows them.
  const rows = plan.sections.filter(({ kind }) => kind !== 'GUIDELINE');
  const filtered = words.trim() !== '' || filter !== 'all';
  const kept = filtered ? new Set(filterSections(rows, filter, words).map(({ key }) => key)) : null;

  const strategies = rows
    .filter(({ kind }) => kind === 'STRATEGY')
    .map((strategy) => {
      const under = rows.filter(
        ({ strategyNumber, key }) => strategyNumber === strategy.strategyNumber && key !== strategy.key,
      );
      return {
        // The api counts what is said below a section with it.
        ...strategy,
        measures: under.filter(({ kind }) => kind === 'MEASURE').length,
        projects: under.filter(({ kind }) => kind === 'PROJECT').length,
        children: kept ? under.filter(({ key }) => kept.has(key)) : under,
        shown: !kept || kept.has(strategy.key) || under.some(({ key }) => kept.has(key)),
      };
    })
    .filter(({ shown }) => shown);

  return {
    viewer,
    now: new Date(),
    plan: { ...plan, sections: undefined },
    openRound: plan.rounds.find(({ state }) => state === 'OPEN') ?? null,
    strategies,
    words,
    filter,
    filtered,
    found: kept?.size ?? rows.length,
  };
};
