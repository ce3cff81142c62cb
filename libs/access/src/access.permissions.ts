import { definePermissions, type PlanFacts } from './permission.js';

export const accessPermissions = definePermissions<
  PlanFacts,
  Record<'signIn' | 'signOut' | 'view', { audience: readonly ['ANYONE']; note: string }>
>('access', {
  view: { audience: ['ANYONE'], note: 'See who one is: own name, e-mail, organisations and roles.' },
  signIn: {
    audience: ['ANYONE'],
    note: 'Ask for an e-mail link and use it; demo people only where demo data is on.',
  },
  signOut: { audience: ['ANYONE'], note: 'End the own session.' },
});
