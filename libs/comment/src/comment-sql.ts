import type { Database, KeysetQuery } from '@rapfang/platform';
import { isShown, type Viewer } from './comment.rules.js';
import type { CommentEntity } from './comment.entity.js';

/** A comment as it is read: a plain row, never hydrated. Never sent as it is: see comment-view.ts. */
export type CommentRow = CommentEntity;
export type SqlValue = string | number | null;

/** A piece of SQL with `?` in it, and what belongs there. */
export interface Sql {
  text: string;
  values: SqlValue[];
}

const PROPERTIES: readonly (keyof CommentEntity)[] = [
  'id',
  'planId',
  'planKey',
  'roundId',
  'versionId',
  'versionNumber',
  'sectionId',
  'sectionKey',
  'parentId',
  'rootId',
  'depth',
  'authorKey',
  'authorKind',
  'authorName',
  'authorVerified',
  'organisationId',
  'organisationNameTh',
  'organisationNameEn',
  'stance',
  'language',
  'body',
  'state',
  'shown',
  'reasonCode',
  'reasonText',
  'stateChangedAt',
  'channel',
  'demonstration',
  'clientId',
  'revision',
  'createdAt',
  'publishedAt',
  'editedAt',
  'supportCount',
  'guestSupportCount',
  'replyCount',
  'attachmentCount',
  'answered',
  'answeredAt',
];

/** All columns of `comment c`, under the names of the entity. */
export const COMMENT_COLUMNS = PROPERTIES.map(
  (property) => `c.${property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)} AS ${property}`,
).join(', ');

/** A row of a list that says as well whether the viewer supports it, which saves a query of its own. */
export type ListedRow = CommentRow & { viewerSupports?: number };

/** `COMMENT_COLUMNS` and, for a viewer who can support, `viewerSupports`. */
export function listedColumns(viewer: Viewer): Sql {
  if (!viewer.key) return { text: COMMENT_COLUMNS, values: [] };
  return {
    text: `${COMMENT_COLUMNS}, EXISTS (SELECT 1 FROM comment_support s
      WHERE s.comment_id = c.id AND s.supporter_key = ?) AS viewerSupports`,
    values: [viewer.key],
  };
}

/** What a viewer's list may hold: `canSee` of comment.rules.ts in SQL. Null when it may hold all. */
export function seenBy(viewer: Viewer): Sql | null {
  if (viewer.staff) return null;
  return viewer.key
    ? { text: '(c.shown = 1 OR c.author_key = ?)', values: [viewer.key] }
    : { text: 'c.shown = 1', values: [] };
}

/**
 * WHERE and ORDER BY of a keyset page whose columns all run in one direction. SQLite seeks by row
 * values and not through OR; MariaDB and MySQL the other way round.
 */
export function keysetOf(
  kind: Database['kind'],
  columns: readonly string[],
  descending: boolean,
  query: KeysetQuery,
): { where: Sql | null; orderBy: string } {
  const down = descending !== query.backward;
  const orderBy = columns.map((column) => `${column} ${down ? 'DESC' : 'ASC'}`).join(', ');
  const position = query.position;
  if (!position) return { where: null, orderBy };
  const than = down ? '<' : '>';
  if (kind === 'sqlite' || columns.length === 1) {
    const text =
      columns.length === 1
        ? `${columns[0]} ${than} ?`
        : `(${columns.join(', ')}) ${than} (${marks(columns.length)})`;
    return { where: { text, values: [...position] }, orderBy };
  }
  const cases = columns.map((column, index) => ({
    text: [...columns.slice(0, index).map((before) => `${before} = ?`), `${column} ${than} ?`].join(' AND '),
    values: position.slice(0, index + 1),
  }));
  return {
    where: {
      text: `(${cases.map(({ text }) => `(${text})`).join(' OR ')})`,
      values: cases.flatMap(({ values }) => values),
    },
    orderBy,
  };
}

/** Joins what is there with AND. */
export function every(parts: readonly (Sql | null | undefined | false)[]): Sql {
  const present = parts.filter((part): part is Sql => Boolean(part));
  return {
    text: present.map(({ text }) => text).join(' AND '),
    values: present.flatMap(({ values }) => values),
  };
}

export function equals(column: string, value: SqlValue | undefined): Sql | null {
  return value === undefined || value === null ? null : { text: `${column} = ?`, values: [value] };
}

/** `column IN (?, ?, …)`; an empty list is nothing at all, not everything. */
export function isIn(column: string, values: readonly string[]): Sql {
  return values.length === 0
    ? { text: '1 = 0', values: [] }
    : { text: `${column} IN (${marks(values.length)})`, values: [...values] };
}

export function marks(count: number): string {
  return Array.from({ length: count }, () => '?').join(', ');
}

/** The two columns that follow from a state, kept in step with it. */
export function stateColumns(
  state: CommentRow['state'],
  publishedAt: string | null,
): Pick<CommentRow, 'state' | 'shown' | 'publishedAt'> {
  return { state, publishedAt, shown: Number(isShown(state, publishedAt)) };
}
