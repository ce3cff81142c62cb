import { Injectable } from '@nestjs/common';
import {
  Database,
  DomainError,
  ErrorCode,
  keysetPage,
  type Ctx,
  type KeysetQuery,
  type Page,
  type Transaction,
} from '@rapfang/platform';
import { CommentEntity } from './comment.entity.js';
import { CommentPrivateEntity } from './comment-private.entity.js';
import { CommentRevisionEntity } from './comment-revision.entity.js';
import { COMMENT_COLUMNS, equals, every, isIn, keysetOf, type CommentRow, type Sql } from './comment-sql.js';
import type { CommentState, ThreadSort } from './comment.kinds.js';
import { deskWhere, positionIn, sortOrder, type DeskQuery } from './desk.sql.js';

type Reading = Pick<Ctx, 'tx'>;
type Writing = Ctx & { tx: Transaction };

/** Comments by id, author and desk. Threads are read in thread.store.ts. */
@Injectable()
export class CommentStore {
  constructor(private readonly database: Database) {}

  async findById(ctx: Reading, id: string): Promise<CommentRow | null> {
    return (await this.listByIds(ctx, [id]))[0] ?? null;
  }

  /** @throws DomainError NOT_FOUND */
  async getById(ctx: Reading, id: string, field?: string): Promise<CommentRow> {
    const row = await this.findById(ctx, id);
    if (!row) throw new DomainError(ErrorCode.NOT_FOUND, field ? { field } : {});
    return row;
  }

  /**
   * For an act that depends on the present state: whoever comes second waits here and then reads what
   * the first one left, instead of an older snapshot. On SQLite writers wait for each other anyway.
   * @throws DomainError NOT_FOUND
   */
  async lockById(ctx: Writing, id: string, field: string): Promise<CommentRow> {
    const lock = this.database.kind === 'sqlite' ? '' : 'FOR UPDATE';
    const [row] = await this.select(ctx, isIn('c.id', [id]), lock);
    if (!row) throw new DomainError(ErrorCode.NOT_FOUND, { field });
    return row;
  }

  /** As `lockById`, for several: those that exist. Always in one order, so that two batches never wait for each other. */
  lockByIds(ctx: Writing, ids: readonly string[]): Promise<CommentRow[]> {
    if (ids.length === 0) return Promise.resolve([]);
    return this.select(
      ctx,
      isIn('c.id', ids),
      this.database.kind === 'sqlite' ? 'ORDER BY c.id' : 'ORDER BY c.id FOR UPDATE',
    );
  }

  /** Whether anything hangs below the comment. */
  async hasReplies(ctx: Reading, { id, rootId }: Pick<CommentRow, 'id' | 'rootId'>): Promise<boolean> {
    const rows: unknown[] = await this.database
      .manager(ctx)
      .query('SELECT 1 FROM comment c WHERE c.root_id = ? AND c.parent_id = ? LIMIT 1', [rootId, id]);
    return rows.length > 0;
  }

  /** Those that exist, in no order. */
  listByIds(ctx: Reading, ids: readonly string[]): Promise<CommentRow[]> {
    if (ids.length === 0) return Promise.resolve([]);
    return this.select(ctx, isIn('c.id', ids), '');
  }

  /** What an author has sent under that id before, with its receipt. */
  async findSent(
    ctx: Reading,
    authorKey: string,
    clientId: string,
  ): Promise<{ comment: CommentRow; receiptCode: string } | null> {
    const rows: (CommentRow & { receiptCode: string })[] = await this.database.manager(ctx).query(
      `SELECT ${COMMENT_COLUMNS}, p.receipt_code AS receiptCode FROM comment c
       JOIN comment_private p ON p.comment_id = c.id WHERE c.author_key = ? AND c.client_id = ?`,
      [authorKey, clientId],
    );
    if (!rows[0]) return null;
    const { receiptCode, ...comment } = rows[0];
    return { comment, receiptCode };
  }

  async insert(ctx: Writing, comment: CommentRow, secret: CommentPrivateEntity): Promise<void> {
    await this.database.insertRows(ctx, CommentEntity, [comment]);
    await this.database.insertRows(ctx, CommentPrivateEntity, [secret]);
  }

  /** Changes a comment that is still as it was read; false when somebody else was first. */
  async change(
    ctx: Writing,
    still: Pick<CommentRow, 'id'> & Partial<CommentRow>,
    change: Partial<CommentRow>,
  ): Promise<boolean> {
    const done = await this.database
      .writing(ctx)
      .createQueryBuilder()
      .update(CommentEntity)
      .set(change)
      .where(still)
      .execute();
    return done.affected === 1;
  }

  async insertRevision(ctx: Writing, revision: CommentRevisionEntity): Promise<void> {
    await this.database.writing(ctx).insert(CommentRevisionEntity, revision);
  }

  /** Earlier texts of several comments, oldest first. */
  listRevisions(ctx: Reading, commentIds: readonly string[]): Promise<CommentRevisionEntity[]> {
    const where = isIn('comment_id', commentIds);
    return this.database
      .manager(ctx)
      .query(
        `SELECT id, comment_id AS commentId, revision, body, stance, at, was_public AS wasPublic FROM comment_revision WHERE ${where.text} ORDER BY comment_id, revision`,
        where.values,
      );
  }

  /** An author's own comments, newest first. */
  async listOfAuthor(ctx: Reading, authorKey: string, query: KeysetQuery): Promise<Page<CommentRow>> {
    const keyset = keysetOf(this.database.kind, ['c.id'], true, query);
    const where = every([equals('c.author_key', authorKey), keyset.where]);
    const rows = await this.select(ctx, where, `ORDER BY ${keyset.orderBy} LIMIT ${query.limit}`);
    return keysetPage(rows, query, (row) => [row.id]);
  }

  countOfAuthor(ctx: Reading, authorKey: string): Promise<number> {
    return this.count(ctx, { text: 'c.author_key = ?', values: [authorKey] });
  }

  /**
   * Comments of a plan in any state, for staff. Ask the permission before: this does not.
   * @param keyset made by `keysetQuery(page, SORT_POSITION[sort])`
   */
  async listForDesk(
    ctx: Reading,
    desk: DeskQuery,
    sort: ThreadSort,
    query: KeysetQuery,
  ): Promise<Page<CommentRow>> {
    const keyset = keysetOf(this.database.kind, sortOrder(sort).columns, sortOrder(sort).descending, query);
    const where = every([deskWhere(desk), keyset.where]);
    const rows = await this.select(ctx, where, `ORDER BY ${keyset.orderBy} LIMIT ${query.limit}`);
    return keysetPage(rows, query, (row) => positionIn(sort, row));
  }

  countForDesk(ctx: Reading, desk: DeskQuery): Promise<number> {
    return this.count(ctx, deskWhere(desk));
  }

  /** How many comments of a plan there are in each state; states without any are left out. */
  async countByState(ctx: Reading, planId: string): Promise<Map<CommentState, number>> {
    const rows: { state: CommentState; total: number }[] = await this.database
      .manager(ctx)
      .query(
        'SELECT c.state AS state, COUNT(*) AS total FROM comment c WHERE c.plan_id = ? GROUP BY c.state',
        [planId],
      );
    return new Map(rows.map(({ state, total }) => [state, Number(total)]));
  }

  private select(ctx: Reading, where: Sql, rest: string): Promise<CommentRow[]> {
    return this.database
      .manager(ctx)
      .query(`SELECT ${COMMENT_COLUMNS} FROM comment c WHERE ${where.text} ${rest}`, where.values);
  }

  private async count(ctx: Reading, where: Sql): Promise<number> {
    const rows: { total: number }[] = await this.database
      .manager(ctx)
      .query(`SELECT COUNT(*) AS total FROM comment c WHERE ${where.text}`, where.values);
    return Number(rows[0]?.total ?? 0);
  }
}
