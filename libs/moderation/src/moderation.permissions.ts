import { definePermissions, inAudience, type PlanFacts } from '@rapfang/access';
import type { Decision } from './moderation.rules.js';

export interface DecideFacts extends PlanFacts {
  decision: Decision;
}

/** The secretariat may take something down at once; everything else is a moderator's judgement. */
export const moderationPermissions = definePermissions('moderation', {
  decide: {
    audience: ['MODERATOR', 'SECRETARIAT'],
    note: 'Publish, hold or refuse a comment of the plan (moderator); hide one (moderator, secretariat).',
    when: (actor, facts: DecideFacts) =>
      facts.decision === 'HIDE' || inAudience(actor, ['MODERATOR'], facts.planId),
  },
});
