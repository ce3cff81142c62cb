import { definePermissions, inAudience, type PlanFacts } from '@rapfang/access';
import type { Actor } from '@rapfang/platform';

export interface OwnFacts extends PlanFacts {
  /** Author of the comment, or holder of its receipt code. */
  own: boolean;
  /** What was said in an organisation's name is changed in its name: by one of its members. */
  speaks: boolean;
}

const isTheirs = (_actor: Actor, facts: OwnFacts): boolean => facts.own && facts.speaks;
const always = (_actor: Actor, _facts: PlanFacts): boolean => true;

export const commentPermissions = definePermissions('comment', {
  read: {
    audience: ['ANYONE'],
    note: 'Read published comments; hidden and withdrawn ones as dated placeholders; own ones in every state.',
    when: always,
  },
  readUnpublished: {
    audience: ['MODERATOR', 'DRAFTER', 'SECRETARIAT', 'ADMINISTRATOR', 'OBSERVER'],
    note: 'Read the comments of the plan in every state; never e-mail, province, age or receipt.',
    when: always,
  },
  submit: {
    audience: ['ANYONE'],
    note: 'Comment or reply while a round is open for the section; some rounds ask to sign in first.',
    when: always,
  },
  readReceipt: {
    audience: ['ANYONE'],
    note: 'Find a comment in any state by its receipt code.',
    when: always,
  },
  readOwn: { audience: ['ANYONE'], note: 'List the own comments.', when: always },
  setErasureRule: {
    audience: ['SECRETARIAT', 'ADMINISTRATOR'],
    note: 'Set what becomes of published texts when their author has their data erased; once there are comments, in favour of the authors only.',
    when: always,
  },
  support: {
    audience: ['ANYONE'],
    note: 'Support a published comment of someone else; guests are counted apart.',
    when: always,
  },
});

export const ownCommentPermissions = definePermissions('comment', {
  edit: {
    audience: ['ANYONE'],
    note: 'Edit the own comment (as author or with its receipt code) while its round is open; one of an organisation only while a member.',
    when: isTheirs,
  },
  withdraw: {
    audience: ['ANYONE'],
    note: 'Withdraw the own comment, as author or with its receipt code; one of an organisation only while a member.',
    when: isTheirs,
  },
});

/** Whether the actor reads what is not public on that plan. */
export function isStaff(actor: Actor, planId: string): boolean {
  return inAudience(actor, commentPermissions.readUnpublished.audience, planId);
}
