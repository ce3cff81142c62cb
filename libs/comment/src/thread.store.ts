import { Injectable } from '@nestjs/common';
import { Database, keysetPage, selectRows, type Ctx, type KeysetQuery, type Page } from '@rapfang/platform';
import type { Viewer } from './comment.rules.js';
import type { Stance, ThreadSort } from './comment.kinds.js';
import {
  equals,
  every,
  isIn,
  keysetOf,
  listedColumns,
  seenBy,
  type ListedRow,
  type Sql,
} from './comment-sql.js';
import { positionIn, sortOrder } from './desk.sql.js';

type Reading = Pick<Ctx, 'tx'>;

export interface ThreadQuery {
  sectionId: string;
  roundId?: string | null;
  stance?: Stance | null;
}

/** Roots of a section and what hangs below them, as far as a viewer may see. */
@Injectable()
export class ThreadStore {
  constructor(private readonly database: Database) {}

  /** @param query made by `keysetQuery(page, SORT_POSITION[sort])` */
  async listRoots(
    ctx: Reading,
    thread: ThreadQuery,
    viewer: Viewer,
    sort: ThreadSort,
    query: KeysetQuery,
  ): Promise<Page<ListedRow>> {
    const order = sortOrder(sort);
    const keyset = keysetOf(this.database.kind, order.columns, order.descending, query);
    const where = every([rootsOf(thread), seenBy(viewer), keyset.where]);
    const columns = listedColumns(viewer);
    const rows = await selectRows<ListedRow>(
      this.database,
      ctx,
      `SELECT ${columns.text} FROM comment c WHERE ${where.text} ORDER BY ${keyset.orderBy} LIMIT ${query.limit}`,
      [...columns.values, ...where.values],
    );
    return keysetPage(rows, query, (row) => positionIn(sort, row));
  }

  /** What is public and what else the viewer may see are counted apart: both by an index, together by none. */
  async countRoots(ctx: Reading, thread: ThreadQuery, viewer: Viewer): Promise<number> {
    const roots = rootsOf(thread);
    const parts = viewer.staff
      ? [roots]
      : [every([roots, { text: 'c.shown = 1', values: [] }]), ownUnshown(roots, viewer)];
    const counts = parts.flatMap((part) => part ?? []);
    const rows = await selectRows<{ total: number }>(
      this.database,
      ctx,
      `SELECT ${counts.map(({ text }) => `(SELECT COUNT(*) FROM comment c WHERE ${text})`).join(' + ')} AS total`,
      counts.flatMap(({ values }) => values),
    );
    return Number(rows[0]?.total ?? 0);
  }

  /**
   * One page of what hangs below each of many comments, oldest first, in one query.
   * @param wide roots among them with so many replies that ranking all of them to show a few would
   * cost more than a look of its own for each
   */
  async listBelow(
    ctx: Reading,
    ids: readonly string[],
    wide: ReadonlySet<string>,
    viewer: Viewer,
    query: KeysetQuery,
  ): Promise<Map<string, Page<ListedRow>>> {
    const keyset = keysetOf(this.database.kind, ['c.id'], false, query);
    const narrow = ids.filter((id) => !wide.has(id));
    const ranked = every([below(narrow), seenBy(viewer), keyset.where]);
    const looks = [...wide].map((id) =>
      every([equals('c.root_id', id), { text: 'c.depth > 0', values: [] }, seenBy(viewer), keyset.where]),
    );
    const parts = [
      `SELECT c.id AS id, a.id AS anchor, ROW_NUMBER() OVER (PARTITION BY a.id ORDER BY ${keyset.orderBy}) AS place
       FROM comment a JOIN comment c ON c.root_id = a.root_id AND c.depth > a.depth WHERE ${ranked.text}`,
      ...looks.map(
        ({ text }, index) => `SELECT w${index}.id, w${index}.anchor, 1 FROM
       (SELECT c.id AS id, c.root_id AS anchor FROM comment c WHERE ${text} ORDER BY ${keyset.orderBy} LIMIT ${query.limit}) w${index}`,
      ),
    ];
    const columns = listedColumns(viewer);
    const rows = await selectRows<ListedRow & { anchor: string }>(
      this.database,
      ctx,
      `SELECT ${columns.text}, n.anchor AS anchor FROM (${parts.join(' UNION ALL ')}) n
       JOIN comment c ON c.id = n.id WHERE n.place <= ${query.limit} ORDER BY ${keyset.orderBy}`,
      [...columns.values, ...ranked.values, ...looks.flatMap(({ values }) => values)],
    );
    const grouped = new Map<string, ListedRow[]>(ids.map((id) => [id, []]));
    for (const row of rows) grouped.get(row.anchor)?.push(row);
    return new Map([...grouped].map(([id, list]) => [id, keysetPage(list, query, (row) => [row.id])]));
  }

  /** How many hang below each of many comments. */
  async countBelow(ctx: Reading, ids: readonly string[], viewer: Viewer): Promise<Map<string, number>> {
    const where = every([below(ids), seenBy(viewer)]);
    const rows: { id: string; total: number }[] = await this.database.manager(ctx).query(
      `SELECT a.id AS id, COUNT(*) AS total FROM comment a JOIN comment c ON c.root_id = a.root_id AND c.depth > a.depth
       WHERE ${where.text} GROUP BY a.id`,
      where.values,
    );
    return new Map(rows.map(({ id, total }) => [id, Number(total)]));
  }
}

function rootsOf(thread: ThreadQuery): Sql {
  return every([
    equals('c.section_id', thread.sectionId),
    { text: 'c.depth = 0', values: [] },
    equals('c.round_id', thread.roundId),
    equals('c.stance', thread.stance),
  ]);
}

/** What a viewer sees as the author alone. */
function ownUnshown(roots: Sql, { key }: Viewer): Sql | null {
  return key ? every([roots, { text: 'c.shown = 0 AND c.author_key = ?', values: [key] }]) : null;
}

/** All below a root share its root id; below another comment there are two more levels at the most. */
function below(ids: readonly string[]): Sql {
  const anchors = isIn('a.id', ids);
  return {
    text: `${anchors.text} AND (a.depth = 0 OR c.parent_id = a.id OR c.parent_id IN
      (SELECT p.id FROM comment p WHERE p.root_id = a.root_id AND p.parent_id = a.id))`,
    values: anchors.values,
  };
}
