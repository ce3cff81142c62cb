import { definePermissions, type PlanFacts } from './permission.js';

export const accessPermissions = definePermissions<
  PlanFacts,
  Record<'signIn' | 'signOut' | 'view', { audience: readonly ['ANYONE']; note: string }> &
    Record<'secure', { audience: readonly ['SIGNED_IN']; note: string }>
>('access', {
  view: { audience: ['ANYONE'], note: 'See who one is: own name, e-mail, organisations and roles.' },
  signIn: {
    audience: ['ANYONE'],
    note: 'Ask for an e-mail link and use it, or use a passkey; demo people only where demo data is on.',
  },
  secure: {
    audience: ['SIGNED_IN'],
    note: 'See and change how one signs in oneself: passkeys, authenticator app, recovery codes, sessions. Who has a second factor must have passed it to change one.',
  },
  signOut: { audience: ['ANYONE'], note: 'End the own session.' },
});
