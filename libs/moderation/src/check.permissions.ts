import { definePermissions, type PlanFacts } from '@rapfang/access';
import type { Actor } from '@rapfang/platform';

const always = (_actor: Actor, _facts: PlanFacts): boolean => true;

export const checkPermissions = definePermissions('moderation', {
  readTerms: {
    audience: ['MODERATOR', 'SECRETARIAT', 'ADMINISTRATOR'],
    note: 'Read the banned terms of the plan, and try a text against the checks.',
    when: always,
  },
  manageTerms: {
    audience: ['SECRETARIAT', 'ADMINISTRATOR'],
    note: 'Add and retire banned terms, and try them on the latest comments; those for every plan need the role everywhere.',
    when: always,
  },
  setRound: {
    audience: ['SECRETARIAT', 'ADMINISTRATOR'],
    note: 'Set how a round is moderated: policy, checks, four eyes, readers’ reports.',
    when: always,
  },
  report: {
    audience: ['ANYONE'],
    note: 'Report a published comment of somebody else to the moderators, where the round takes reports.',
    when: always,
  },
  resolveReports: {
    audience: ['MODERATOR'],
    note: 'Dismiss the open reports of a comment, with a reason; hiding or refusing it answers them too.',
    when: always,
  },
});
