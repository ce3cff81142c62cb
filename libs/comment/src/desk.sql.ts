import { equals, every, isIn, type CommentRow, type Sql } from './comment-sql.js';
import type { CommentState, Stance, ThreadSort } from './comment.kinds.js';

/** What a desk asks for. Everything given must hold. */
export interface DeskQuery {
  planId: string;
  /** Empty or missing: every state. */
  states?: readonly CommentState[] | null;
  /** Sections whose comments are wanted (a strategy's with all below it); empty gives none. */
  sectionIds?: readonly string[] | null;
  stance?: Stance | null;
  answered?: boolean | null;
  /** Part of the text or the author's name. */
  search?: string | null;
  /**
   * Further conditions of higher rooms, in SQL over `comment c`:
   * `{ text: 'EXISTS (SELECT 1 FROM comment_tag t WHERE t.comment_id = c.id AND t.tag_id = ?)', values: [tagId] }`.
   */
  also?: readonly Sql[];
}

export function deskWhere(desk: DeskQuery): Sql {
  return every([
    equals('c.plan_id', desk.planId),
    desk.states?.length ? isIn('c.state', desk.states) : null,
    desk.sectionIds ? isIn('c.section_id', desk.sectionIds) : null,
    equals('c.stance', desk.stance),
    typeof desk.answered === 'boolean' ? { text: 'c.answered = ?', values: [Number(desk.answered)] } : null,
    contains(desk.search),
    ...(desk.also ?? []),
  ]);
}

/** Letter case is folded for English; Thai has none. Full-text search by word comes with the search room. */
function contains(search: string | null | undefined): Sql | null {
  const words = search?.normalize('NFC').trim().toLowerCase().slice(0, 200);
  if (!words) return null;
  const pattern = `%${words.replace(/[!%_]/g, '!$&')}%`;
  return {
    text: "(LOWER(c.body) LIKE ? ESCAPE '!' OR LOWER(c.author_name) LIKE ? ESCAPE '!')",
    values: [pattern, pattern],
  };
}

interface Order {
  columns: readonly string[];
  descending: boolean;
}

const ORDERS: Record<ThreadSort, Order> = {
  ANSWERED_FIRST: { columns: ['c.answered', 'c.id'], descending: true },
  NEWEST: { columns: ['c.id'], descending: true },
  OLDEST: { columns: ['c.id'], descending: false },
  MOST_SUPPORTED: { columns: ['c.support_count', 'c.guest_support_count', 'c.id'], descending: true },
};

/** Types of the parts of a cursor, for `keysetQuery`. Ids stand for time. */
export const SORT_POSITION: Record<ThreadSort, readonly ('string' | 'number')[]> = {
  ANSWERED_FIRST: ['number', 'string'],
  NEWEST: ['string'],
  OLDEST: ['string'],
  MOST_SUPPORTED: ['number', 'number', 'string'],
};

export function sortOrder(sort: ThreadSort): Order {
  return ORDERS[sort];
}

export function positionIn(sort: ThreadSort, row: CommentRow): (string | number)[] {
  if (sort === 'ANSWERED_FIRST') return [row.answered, row.id];
  if (sort === 'MOST_SUPPORTED') return [row.supportCount, row.guestSupportCount, row.id];
  return [row.id];
}
