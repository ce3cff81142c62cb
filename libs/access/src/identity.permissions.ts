import { definePermissions, type PlanFacts } from './permission.js';

export const identityPermissions = definePermissions<
  PlanFacts,
  {
    signInAtProvider: { audience: readonly ['ANYONE']; note: string };
    keepIdentities: { audience: readonly ['SIGNED_IN']; note: string };
  }
>('access', {
  signInAtProvider: {
    audience: ['ANYONE'],
    note: 'See the OpenID Connect providers, leave for one and come back with its answer.',
  },
  keepIdentities: {
    audience: ['SIGNED_IN'],
    note: 'See, add and remove the own identities at providers.',
  },
});
