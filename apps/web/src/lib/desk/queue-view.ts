import type { CheckName, DeskFilter, Stance } from '../graphql/generated';
import { stances } from '../stances';
import { deskStates, type DeskState } from './desk';

/** What the moderation desk shows; it is its address, so a view can be sent to a colleague. */
export interface QueueView {
  state: DeskState | 'ALL';
  /** Key of a strategy section. */
  strategy: string | null;
  section: string | null;
  tag: string | null;
  tagged: boolean | null;
  stance: Stance | null;
  /** With readers' reports that nobody has looked at: any, or enough of them to come back to the desk. */
  reported: 'any' | 'raised' | null;
  /** What this check keeps from the public or marks. */
  check: CheckName | null;
  /** Refusals that wait for a second moderator. */
  proposed: boolean;
  /** What this person has decided. */
  mine: boolean;
  words: string;
  sort: 'OLDEST' | 'NEWEST';
}

export const plainView: QueueView = {
  state: 'PENDING',
  strategy: null,
  section: null,
  tag: null,
  tagged: null,
  stance: null,
  reported: null,
  check: null,
  proposed: false,
  mine: false,
  words: '',
  sort: 'OLDEST',
};

/** The parts of a view that hide something; `state` is a place rather than a filter. */
export const filterNames = [
  'strategy',
  'section',
  'tag',
  'tagged',
  'stance',
  'reported',
  'check',
  'words',
] as const;
export type FilterName = (typeof filterNames)[number];

export const checkNames: readonly CheckName[] = [
  'PERSONAL_DATA',
  'TERMS',
  'LINKS',
  'LENGTH',
  'FLOOD',
  'NEAR_DUPLICATE',
];

const short = (value: string | null) => value?.slice(0, 64) || null;

/** Reads an address; what it does not know is left out. */
export function readView(query: URLSearchParams): QueueView {
  const state = (query.get('state') ?? 'pending').toUpperCase();
  const tagged = query.get('tagged');
  return {
    state: state === 'ALL' ? 'ALL' : (deskStates.find((known) => known === state) ?? 'PENDING'),
    strategy: short(query.get('strategy')),
    section: short(query.get('section')),
    tag: short(query.get('tag')),
    tagged: tagged === 'yes' ? true : tagged === 'no' ? false : null,
    stance: stances.find((known) => known === query.get('stance')?.toUpperCase()) ?? null,
    reported: (['any', 'raised'] as const).find((known) => known === query.get('reported')) ?? null,
    check: checkNames.find((known) => known === query.get('check')?.toUpperCase()) ?? null,
    proposed: query.get('proposed') === 'yes',
    mine: query.get('mine') === 'yes',
    words: (query.get('q') ?? '').trim().slice(0, 200),
    sort: query.get('sort') === 'newest' ? 'NEWEST' : 'OLDEST',
  };
}

/** The address of a view, without what is as usual: `?state=held&stance=concern`. */
export function formatView(view: QueueView, more: Record<string, string> = {}): string {
  const query = new URLSearchParams();
  if (view.state !== plainView.state) query.set('state', view.state.toLowerCase());
  if (view.strategy) query.set('strategy', view.strategy);
  if (view.section) query.set('section', view.section);
  if (view.tag) query.set('tag', view.tag);
  if (view.tagged !== null) query.set('tagged', view.tagged ? 'yes' : 'no');
  if (view.stance) query.set('stance', view.stance.toLowerCase());
  if (view.reported) query.set('reported', view.reported);
  if (view.check) query.set('check', view.check.toLowerCase());
  if (view.proposed) query.set('proposed', 'yes');
  if (view.mine) query.set('mine', 'yes');
  if (view.words) query.set('q', view.words);
  if (view.sort !== plainView.sort) query.set('sort', view.sort.toLowerCase());
  for (const [name, value] of Object.entries(more)) query.set(name, value);
  const text = query.toString();
  return text ? `?${text}` : '';
}

export function filterOf(planKey: string, view: QueueView): DeskFilter {
  return {
    planKey,
    ...(view.state !== 'ALL' && { states: [view.state] }),
    ...(view.strategy && { strategyKey: view.strategy }),
    ...(view.section && { sectionKey: view.section }),
    ...(view.tag && { tagId: view.tag }),
    ...(view.tagged !== null && { tagged: view.tagged }),
    ...(view.stance && { stance: view.stance }),
    // The api's `false` asks for every comment with an open report.
    ...(view.reported && { reported: view.reported === 'raised' }),
    ...(view.check && { check: view.check }),
    ...(view.proposed && { proposed: true }),
    ...(view.mine && { mine: true }),
    ...(view.words && { search: view.words }),
  };
}

/** The filters that are on. */
export const activeFilters = (view: QueueView): FilterName[] =>
  filterNames.filter((name) => view[name] !== null && view[name] !== '');

export const without = (view: QueueView, name: FilterName): QueueView => ({
  ...view,
  [name]: plainView[name],
});
