import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import {
  DeskOverviewDocument,
  DeskShellDocument,
  type DeskShellQuery,
  type ViewerPartsFragment,
} from '../graphql/generated';
import { fetchPage } from '../server/api';
import { afterSignIn } from '../server/security';
import { localPath } from '../site';
import { countStates, type Desk, type DeskPlan } from './desk';
import { rightsOf } from './rights';

/**
 * Who stands at the desk's door: guests go to sign in and come back, people without a staff role get
 * no desk (null) and nothing is loaded for them.
 */
export async function enterDesk(
  event: Pick<RequestEvent, 'locals'>,
  returnTo: string,
): Promise<{ viewer: ViewerPartsFragment; desk: Desk | null }> {
  const { viewer, plans } = await fetchPage(event, DeskShellDocument, {});
  if (viewer.kind === 'GUEST') {
    redirect(303, localPath(`/sign-in?returnTo=${encodeURIComponent(returnTo)}`, event.locals.lang));
  }
  const next = afterSignIn(event, viewer.secondFactor, returnTo);
  if (next !== returnTo) redirect(303, next);
  const [plan, mine] = choosePlan(event, viewer, plans);
  if (!plan) return { viewer, desk: null };
  const published = { planKey: plan.key, states: ['PUBLISHED' as const] };
  const overview = await fetchPage(event, DeskOverviewDocument, {
    planKey: plan.key,
    unanswered: { ...published, answered: false },
    untagged: { ...published, tagged: false },
  });
  const desk: Desk = {
    plan: deskPlanOf(plan),
    plans: mine.map(deskPlanOf),
    rights: rightsOf(viewer, plan.key),
    counts: {
      states: countStates(overview.deskCounts),
      untagged: overview.untagged.totalCount,
      unanswered: overview.unanswered.totalCount,
      drafts: overview.drafts.totalCount,
      published: overview.published.totalCount,
    },
  };
  return { viewer, desk };
}

type Plan = DeskShellQuery['plans'][number];

/** The plan that was chosen, or else the first at whose desk this person works; and all of those. */
function choosePlan(
  event: Pick<RequestEvent, 'locals'>,
  viewer: ViewerPartsFragment,
  plans: readonly Plan[],
): [Plan | undefined, Plan[]] {
  const mine = plans.filter(({ key }) => rightsOf(viewer, key).read);
  return [mine.find(({ key }) => key === event.locals.deskPlan) ?? mine[0], mine];
}

const deskPlanOf = (plan: Plan): DeskPlan => ({
  key: plan.key,
  title: plan.title,
  years: { th: spanYears(plan.yearsBe), en: spanYears(plan.yearsCe) },
  version: plan.currentVersion,
  demonstration: plan.currentVersion?.demonstration ?? false,
});

const spanYears = (years: readonly number[]): string =>
  years.length > 1 ? `${Math.min(...years)}–${Math.max(...years)}` : years.join('');

/** Every page of the desk asks this first; the refusal is a page of its own. */
export function requireDesk(desk: Desk | null): Desk {
  if (!desk) error(403, 'FORBIDDEN');
  return desk;
}

/** Actions and endpoints need only the plan; the API judges the act itself. */
export async function planKeyOf(event: Pick<RequestEvent, 'locals'>): Promise<string> {
  const { viewer, plans } = await fetchPage(event, DeskShellDocument, {});
  const [plan] = choosePlan(event, viewer, plans);
  if (!plan)
    error(viewer.kind === 'GUEST' ? 401 : 403, viewer.kind === 'GUEST' ? 'SIGN_IN_REQUIRED' : 'FORBIDDEN');
  return plan.key;
}
