import type { Bilingual } from '../bilingual';
import type { Role, ViewerPartsFragment } from '../graphql/generated';

/** The least first, so that a form sent in haste gives the least. */
export const roles: readonly Role[] = [
  'OBSERVER',
  'AGENCY',
  'DRAFTER',
  'MODERATOR',
  'SECRETARIAT',
  'ADMINISTRATOR',
];

export interface PlanChoice {
  /** `*` for every plan, as the API takes it. */
  key: string;
  label: string;
}

/** Plans on which the viewer gives roles; every plan last, for those who administer everywhere. */
export function administeredPlans(
  viewer: Pick<ViewerPartsFragment, 'grants'>,
  plans: readonly { key: string; title: Bilingual }[],
  say: (text: Bilingual) => string,
  everyPlan: string,
): PlanChoice[] {
  const own = viewer.grants.filter(({ role }) => role === 'ADMINISTRATOR').map(({ planKey }) => planKey);
  const everywhere = own.includes(null);
  const shown = plans
    .filter(({ key }) => everywhere || own.includes(key))
    .map(({ key, title }) => ({ key, label: say(title) || key }));
  return everywhere ? [...shown, { key: '*', label: everyPlan }] : shown;
}

export const isAdministrator = (viewer: Pick<ViewerPartsFragment, 'grants'>): boolean =>
  viewer.grants.some(({ role }) => role === 'ADMINISTRATOR');

export const isAdministratorEverywhere = (viewer: Pick<ViewerPartsFragment, 'grants'>): boolean =>
  viewer.grants.some(({ role, planKey }) => role === 'ADMINISTRATOR' && planKey === null);
