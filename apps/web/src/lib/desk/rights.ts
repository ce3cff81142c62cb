import type { Role, ViewerPartsFragment } from '../graphql/generated';

/**
 * What a person may do at the desks. It only says which buttons to draw: the API judges every act
 * again (`docs/permissions.md`).
 */
export interface DeskRights {
  read: boolean;
  decide: boolean;
  hide: boolean;
  tag: boolean;
  /** Read appeals; who decides one depends on who decided before. */
  appeals: boolean;
  draft: boolean;
  /** Change a draft; a published response is corrected by those who publish. */
  revise: boolean;
  publish: boolean;
  /** Read the banned terms and the settings of the checks. */
  checks: boolean;
  /** Read the record of the plan. */
  record: boolean;
  /** Read how long data is kept. */
  retention: boolean;
  /** Give and take roles, and invite. */
  administer: boolean;
}

const readers: readonly Role[] = ['MODERATOR', 'DRAFTER', 'SECRETARIAT', 'ADMINISTRATOR', 'OBSERVER'];

/** @param planKey a role held on another plan does not count; null asks for any plan */
export function rightsOf(viewer: Pick<ViewerPartsFragment, 'grants'>, planKey: string | null): DeskRights {
  const roles = viewer.grants
    .filter((grant) => planKey === null || !grant.planKey || grant.planKey === planKey)
    .map(({ role }) => role);
  const is = (...wanted: Role[]) => wanted.some((role) => roles.includes(role));
  return {
    read: is(...readers),
    decide: is('MODERATOR'),
    hide: is('MODERATOR', 'SECRETARIAT'),
    tag: is('MODERATOR', 'DRAFTER'),
    appeals: is('MODERATOR', 'SECRETARIAT', 'ADMINISTRATOR', 'OBSERVER'),
    draft: is('DRAFTER'),
    revise: is('DRAFTER', 'SECRETARIAT'),
    publish: is('SECRETARIAT'),
    checks: is('MODERATOR', 'SECRETARIAT', 'ADMINISTRATOR'),
    record: is('SECRETARIAT', 'ADMINISTRATOR', 'OBSERVER'),
    retention: is('SECRETARIAT', 'ADMINISTRATOR'),
    administer: is('ADMINISTRATOR'),
  };
}
