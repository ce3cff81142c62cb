import { definePermissions, type PlanFacts } from '@rapfang/access';

const always = (_actor: unknown, _facts: PlanFacts) => true;

export const responsePermissions = definePermissions('response', {
  read: { audience: ['ANYONE'], note: 'Read published responses.', when: always },
  readDrafts: {
    audience: ['DRAFTER', 'SECRETARIAT', 'ADMINISTRATOR', 'MODERATOR', 'OBSERVER'],
    note: 'Read responses of the plan that are not yet published.',
    when: always,
  },
  draft: {
    audience: ['DRAFTER'],
    note: 'Draft a response of the plan and revise it until it is published.',
    when: always,
  },
  publish: { audience: ['SECRETARIAT'], note: 'Publish a response of the plan.', when: always },
  revise: {
    audience: ['DRAFTER', 'SECRETARIAT'],
    note: 'Revise a draft (drafter, secretariat) or correct a published response (secretariat); the text replaced stays readable.',
    when: always,
  },
});
