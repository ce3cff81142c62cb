import { definePermissions } from '@rapfang/access';

export const consultationPermissions = definePermissions('consultation', {
  setParticipation: {
    audience: ['SECRETARIAT', 'ADMINISTRATOR'],
    note: 'Set who may comment in a round: anyone, people signed in, people with a verified identity.',
  },
  read: { audience: ['ANYONE'], note: 'Rounds of a plan, and the opinions that documents report.' },
});
