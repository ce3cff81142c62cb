import type { Actor } from '@rapfang/platform';
import { definePermissions, type PlanFacts } from './permission.js';

export interface MemberFacts extends PlanFacts {
  /** The actor is a manager of the organisation. */
  manager: boolean;
}

export interface PersonFacts extends PlanFacts {
  /** Plans on which the other person holds a role. */
  planIds: readonly string[];
}

const always = (_actor: unknown, _facts: PlanFacts) => true;

/** A role held everywhere counts on every plan; one held on a plan counts there alone. */
export const peoplePermissions = definePermissions('people', {
  administer: {
    audience: ['ADMINISTRATOR'],
    note: 'Give and take roles on the plan, and invite to them; nobody raises themself, and the last administrator everywhere stays.',
    when: always,
  },
  administerOrganisations: {
    audience: ['ADMINISTRATOR'],
    note: 'Register and rename organisations (administrator everywhere).',
    when: always,
  },
  leaveOrganisation: {
    audience: ['SIGNED_IN'],
    note: 'Leave an organisation of one’s own.',
    when: always,
  },
  acceptInvitation: {
    audience: ['ANYONE'],
    note: 'Read and accept an invitation by the token of its letter.',
    when: always,
  },
});

export const readPeoplePermissions = definePermissions('people', {
  read: {
    audience: ['ADMINISTRATOR'],
    note: 'List people with e-mail and roles: everyone (administrator everywhere), or the holders of a role on the own plan.',
    when: (actor, facts: PersonFacts) =>
      actor.grants.some(
        ({ role, scope }) => role === 'ADMINISTRATOR' && (scope === '*' || facts.planIds.includes(scope)),
      ),
  },
});

/** The store's scope of `people.read`: scopes whose holders of roles the actor lists; null for all people. */
export function administeredScopes({ grants }: Pick<Actor, 'grants'>): readonly string[] | null {
  const scopes = grants.filter(({ role }) => role === 'ADMINISTRATOR').map(({ scope }) => scope);
  return scopes.includes('*') ? null : scopes;
}

export const memberPermissions = definePermissions('people', {
  manageMembers: {
    audience: ['SIGNED_IN'],
    note: 'See, invite and remove members of an organisation: its managers, and administrators everywhere.',
    when: (actor, facts: MemberFacts) =>
      facts.manager || actor.grants.some(({ role, scope }) => role === 'ADMINISTRATOR' && scope === '*'),
  },
});
