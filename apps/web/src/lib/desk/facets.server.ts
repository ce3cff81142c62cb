import type { RequestEvent } from '@sveltejs/kit';
import {
  DeskCheckFacetsDocument,
  DeskFacetsDocument,
  DeskTotalDocument,
  type CheckName,
  type DeskFilter,
  type Stance,
} from '../graphql/generated';
import { fetchPage } from '../server/api';
import { stances } from '../stances';
import { activeFilters, checkNames, filterOf, without, type FilterName, type QueueView } from './queue-view';

type Event = Pick<RequestEvent, 'locals'>;

export interface Facets {
  tagged: number;
  untagged: number;
  /** With any open report, and with enough of them. */
  reported: Record<'any' | 'raised', number>;
  checks: { check: CheckName; count: number }[];
  stances: { stance: Stance; count: number }[];
  strategies: { key: string; count: number }[];
}

/** How many a press on each facet would show: the other filters stay, that facet's own gives way. */
export async function countFacets(
  event: Event,
  planKey: string,
  view: QueueView,
  strategyKeys: readonly string[],
): Promise<Facets> {
  const base = (name: FilterName) => filterOf(planKey, without(view, name));
  const stance = (value: Stance): DeskFilter => ({ ...base('stance'), stance: value });
  // What checks and readers found is looked for in every state: most of it is on hold or public.
  const anywhere = (name: FilterName) => filterOf(planKey, { ...without(view, name), state: 'ALL' });
  const check = (value: CheckName): DeskFilter => ({ ...anywhere('check'), check: value });
  const [checks, fixed, ...strategies] = await Promise.all([
    fetchPage(event, DeskCheckFacetsDocument, {
      reported: { ...anywhere('reported'), reported: false },
      raised: { ...anywhere('reported'), reported: true },
      personalData: check('PERSONAL_DATA'),
      terms: check('TERMS'),
      links: check('LINKS'),
      length: check('LENGTH'),
      flood: check('FLOOD'),
      nearDuplicate: check('NEAR_DUPLICATE'),
    }),
    fetchPage(event, DeskFacetsDocument, {
      tagged: { ...base('tagged'), tagged: true },
      untagged: { ...base('tagged'), tagged: false },
      support: stance('SUPPORT'),
      concern: stance('CONCERN'),
      oppose: stance('OPPOSE'),
      suggestion: stance('SUGGESTION'),
      question: stance('QUESTION'),
    }),
    ...strategyKeys.map((key) =>
      fetchPage(event, DeskTotalDocument, { filter: { ...base('strategy'), strategyKey: key } }),
    ),
  ]);
  const byStance: Record<Stance, number> = {
    SUPPORT: fixed.support.totalCount,
    CONCERN: fixed.concern.totalCount,
    OPPOSE: fixed.oppose.totalCount,
    SUGGESTION: fixed.suggestion.totalCount,
    QUESTION: fixed.question.totalCount,
  };
  const byCheck: Record<CheckName, number> = {
    PERSONAL_DATA: checks.personalData.totalCount,
    TERMS: checks.terms.totalCount,
    LINKS: checks.links.totalCount,
    LENGTH: checks.length.totalCount,
    FLOOD: checks.flood.totalCount,
    NEAR_DUPLICATE: checks.nearDuplicate.totalCount,
  };
  return {
    reported: { any: checks.reported.totalCount, raised: checks.raised.totalCount },
    checks: checkNames.map((value) => ({ check: value, count: byCheck[value] })),
    tagged: fixed.tagged.totalCount,
    untagged: fixed.untagged.totalCount,
    stances: stances.map((value) => ({ stance: value, count: byStance[value] })),
    strategies: strategyKeys.map((key, index) => ({
      key,
      count: strategies[index]?.deskComments.totalCount ?? 0,
    })),
  };
}

/** For an empty list: the filter that hides most, and what would be left without it. */
export async function findHider(
  event: Event,
  planKey: string,
  view: QueueView,
): Promise<{ name: FilterName; count: number } | null> {
  const found = await Promise.all(
    activeFilters(view).map(async (name) => {
      const { deskComments } = await fetchPage(event, DeskTotalDocument, {
        filter: filterOf(planKey, without(view, name)),
      });
      return { name, count: deskComments.totalCount };
    }),
  );
  return found.sort((a, b) => b.count - a.count)[0] ?? null;
}
