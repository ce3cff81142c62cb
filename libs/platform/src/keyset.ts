import { ErrorCode, DomainError } from './errors.js';

/** Relay paging arguments; at most one direction at a time. */
export interface PageRequest {
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
}

export interface Page<Item> {
  items: Item[];
  /** One cursor per item, same order. */
  cursors: string[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
}

/** A keyset position: the values of the sort columns of one row, the last one unique. */
export type Position = readonly (string | number)[];

/** One page to ask the database for: `limit` is one more than the page, to see whether more follows. */
export interface KeysetQuery {
  limit: number;
  backward: boolean;
  position: Position | null;
}

export const PAGE_DEFAULT = 20;
export const PAGE_MOST = 100;

/**
 * Reads paging arguments.
 * @param shape types of the position's parts; a forged cursor of another shape is refused.
 * @throws DomainError VALIDATION naming the argument
 */
export function keysetQuery(
  request: PageRequest,
  shape: readonly ('string' | 'number')[],
  fallback = PAGE_DEFAULT,
): KeysetQuery {
  if (request.first != null && request.last != null) {
    throw new DomainError(ErrorCode.VALIDATION, { field: 'last', params: { rule: 'notWithFirst' } });
  }
  const backward = request.last != null || (request.before != null && request.first == null);
  const size = (backward ? request.last : request.first) ?? fallback;
  if (!Number.isInteger(size) || size < 1 || size > PAGE_MOST) {
    throw new DomainError(ErrorCode.VALIDATION, {
      field: backward ? 'last' : 'first',
      params: { rule: 'range', least: 1, limit: PAGE_MOST },
    });
  }
  const cursor = backward ? request.before : request.after;
  return {
    limit: size + 1,
    backward,
    position: cursor ? readCursor(cursor, shape, backward ? 'before' : 'after') : null,
  };
}

/** Cuts the extra row, restores reading order and says what lies on either side. */
export function keysetPage<Item>(
  rows: Item[],
  query: KeysetQuery,
  positionOf: (item: Item) => Position,
): Page<Item> {
  const more = rows.length === query.limit;
  const items = more ? rows.slice(0, -1) : rows;
  if (query.backward) items.reverse();
  return {
    items,
    cursors: items.map((item) => writeCursor(positionOf(item))),
    hasNextPage: query.backward ? query.position !== null : more,
    hasPreviousPage: query.backward ? more : query.position !== null,
  };
}

export function writeCursor(position: Position): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

function readCursor(cursor: string, shape: readonly ('string' | 'number')[], field: string): Position {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (
      cursor.length < 500 &&
      Array.isArray(parts) &&
      parts.length === shape.length &&
      parts.every((part, index) => typeof part === shape[index])
    ) {
      return parts as Position;
    }
  } catch {
    // Falls through to the one answer for every forged cursor.
  }
  throw new DomainError(ErrorCode.VALIDATION, { field, params: { rule: 'cursor' } });
}

export interface SortColumn {
  /** SQL expression, written by us, never from input. */
  sql: string;
  descending: boolean;
}

/**
 * WHERE and ORDER BY for a keyset page: `(a, b) after (x, y)` spelled out, as the columns may differ
 * in direction. Parameters are named `k0`, `k1`, ….
 */
export function keysetSql(
  columns: readonly SortColumn[],
  query: KeysetQuery,
): {
  where: string | null;
  parameters: Record<string, string | number>;
  orderBy: [string, 'ASC' | 'DESC'][];
} {
  const orderBy = columns.map(({ sql, descending }): [string, 'ASC' | 'DESC'] => [
    sql,
    descending !== query.backward ? 'DESC' : 'ASC',
  ]);
  if (!query.position) return { where: null, parameters: {}, orderBy };
  const parameters: Record<string, string | number> = {};
  query.position.forEach((value, index) => (parameters[`k${index}`] = value));
  const cases = orderBy.map(([sql, direction], index) => {
    const equal = orderBy.slice(0, index).map(([column], before) => `${column} = :k${before}`);
    return [...equal, `${sql} ${direction === 'DESC' ? '<' : '>'} :k${index}`].join(' AND ');
  });
  return { where: `(${cases.map((one) => `(${one})`).join(' OR ')})`, parameters, orderBy };
}
