import type { Sql } from '@rapfang/comment';

/** Conditions over `comment c` for the desk's views. */

/** A refusal is proposed for the text as it stands, or is not. */
export function proposed(yes: boolean): Sql {
  return {
    text: `${yes ? '' : 'NOT '}EXISTS (SELECT 1 FROM moderation_proposal mp WHERE mp.comment_id = c.id AND mp.revision = c.revision)`,
    values: [],
  };
}

/** The person has decided something about it. */
export function decidedBy(actorId: string): Sql {
  return {
    text: 'EXISTS (SELECT 1 FROM moderation_decision md WHERE md.actor_id = ? AND md.comment_id = c.id)',
    values: [actorId],
  };
}
