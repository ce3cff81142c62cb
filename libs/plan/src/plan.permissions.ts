import { definePermissions } from '@rapfang/access';

export const planPermissions = definePermissions('plan', {
  read: { audience: ['ANYONE'], note: 'Published versions of a plan, with sections, facts and indicators.' },
  readDraft: {
    audience: ['ADMINISTRATOR', 'SECRETARIAT', 'DRAFTER', 'MODERATOR', 'OBSERVER'],
    note: 'Versions of the plan that are not published yet.',
  },
  import: { audience: ['ADMINISTRATOR', 'SECRETARIAT'], note: 'Bring in a file as a new draft version.' },
  publish: {
    audience: ['ADMINISTRATOR', 'SECRETARIAT'],
    note: 'Freeze a draft version and show it to everyone.',
  },
});
