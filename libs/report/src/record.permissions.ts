import { definePermissions } from '@rapfang/access';

export const recordPermissions = definePermissions('record', {
  read: {
    audience: ['SECRETARIAT', 'ADMINISTRATOR', 'OBSERVER'],
    note: 'Read the record of the plan: who did what, when and why. Names of staff; citizens and guests by kind only.',
  },
  readAll: {
    audience: ['ADMINISTRATOR'],
    note: 'Read what is on record about no plan: sessions, people, roles.',
  },
});
