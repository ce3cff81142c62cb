import { definePermissions, inAudience, type PlanFacts } from '@rapfang/access';
import type { OwnFacts } from '@rapfang/comment';
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

const always = (): boolean => true;

export const deskPermissions = definePermissions('moderation', {
  claim: {
    audience: ['MODERATOR', 'SECRETARIAT'],
    note: 'Claim a comment of the plan while reading it, take a claim over, give the own one back.',
    when: always,
  },
  seeClaims: {
    audience: ['MODERATOR', 'SECRETARIAT', 'ADMINISTRATOR', 'OBSERVER', 'DRAFTER'],
    note: 'See who is looking at which comment of the plan.',
    when: always,
  },
  undo: {
    audience: ['MODERATOR', 'SECRETARIAT'],
    note: 'Take back the own decision within five seconds, unless somebody acted since.',
    when: always,
  },
  readAppeals: {
    audience: ['MODERATOR', 'SECRETARIAT', 'ADMINISTRATOR', 'OBSERVER'],
    note: 'Read the appeals of the plan; authors see their own with their comment.',
    when: always,
  },
  decideAppeal: {
    audience: ['MODERATOR'],
    note: 'Decide an appeal, but never one against a decision of the own.',
    when: always,
  },
});

export const appealPermissions = definePermissions('moderation', {
  appeal: {
    audience: ['ANYONE'],
    note: 'Appeal once against the refusal or hiding of the own comment, as author or with its receipt code.',
    when: (_actor, facts: OwnFacts) => facts.own,
  },
});
