import { definePermissions, inAudience, type PlanFacts } from '@rapfang/access';
import type { Actor } from '@rapfang/platform';

const always = (_actor: Actor, _facts: PlanFacts): boolean => true;

export const hearingPermissions = definePermissions('hearing', {
  read: {
    audience: ['ANYONE'],
    note: 'See hearings, their agenda, and what is public in the room.',
    when: always,
  },
  speak: {
    audience: ['ANYONE'],
    note: 'Comment while it goes on; the desk may close it to guests.',
    when: always,
  },
  readDesk: {
    audience: ['MODERATOR', 'SECRETARIAT', 'DRAFTER', 'ADMINISTRATOR', 'OBSERVER'],
    note: 'See the desk of a hearing of the plan: what waits, who wants to speak, rehearsals.',
    when: always,
  },
  prepare: {
    audience: ['SECRETARIAT'],
    note: 'Set up a hearing of the plan and its agenda.',
    when: always,
  },
  run: {
    audience: ['MODERATOR', 'SECRETARIAT'],
    note: 'Rehearse, start, pause, go on to the next item, slow down, close to guests; put on stage.',
    when: always,
  },
  close: {
    audience: ['SECRETARIAT'],
    note: 'Close a hearing of the plan, which makes its record.',
    when: always,
  },
});

/** Whether the actor sees what is not public in the hearings of that plan. */
export function seesDesk(actor: Actor, planId: string): boolean {
  return inAudience(actor, hearingPermissions.readDesk.audience, planId);
}
