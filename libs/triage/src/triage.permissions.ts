import { definePermissions, type PlanFacts } from '@rapfang/access';

export const triagePermissions = definePermissions('triage', {
  tag: {
    audience: ['MODERATOR', 'DRAFTER'],
    note: 'Put tags on comments of the plan and take them off.',
    when: (_actor, _facts: PlanFacts) => true,
  },
});
