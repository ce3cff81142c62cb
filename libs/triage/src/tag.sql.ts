import type { Sql } from '@rapfang/comment';

/** Comments under one tag, as a condition of the desk over `comment c`. */
export function underTag(tagId: string): Sql {
  return {
    text: 'EXISTS (SELECT 1 FROM comment_tag ct WHERE ct.comment_id = c.id AND ct.tag_id = ? AND ct.active = 1)',
    values: [tagId],
  };
}

/** Comments with any tag, or with none. */
export function tagged(yes: boolean): Sql {
  return {
    text: `${yes ? '' : 'NOT '}EXISTS (SELECT 1 FROM comment_tag ct WHERE ct.comment_id = c.id AND ct.active = 1)`,
    values: [],
  };
}
