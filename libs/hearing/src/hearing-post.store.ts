import { Injectable } from '@nestjs/common';
import { In, IsNull, Not } from 'typeorm';
import {
  Database,
  newId,
  selectRows,
  type Ctx,
  type Instant,
  type KeysetQuery,
  type Page,
  type Transaction,
  keysetPage,
} from '@rapfang/platform';
import { HearingPostEntity } from './hearing-post.entity.js';

type Reading = Pick<Ctx, 'tx'>;
type Writing = Ctx & { tx: Transaction };

/** What was sent in hearings. */
@Injectable()
export class HearingPostStore {
  constructor(private readonly database: Database) {}

  async insert(
    ctx: Writing,
    row: Pick<HearingPostEntity, 'hearingId' | 'itemId' | 'commentId' | 'createdAt'>,
  ): Promise<void> {
    await this.database.insertRows(ctx, HearingPostEntity, [
      { id: newId(), rehearsed: null, onStageAt: null, answeredAt: null, ...row },
    ]);
  }

  async findByComment(ctx: Reading, commentId: string): Promise<HearingPostEntity | null> {
    return (await this.listByComments(ctx, [commentId]))[0] ?? null;
  }

  listByComments(ctx: Reading, commentIds: readonly string[]): Promise<HearingPostEntity[]> {
    if (commentIds.length === 0) return Promise.resolve([]);
    return this.database.manager(ctx).findBy(HearingPostEntity, { commentId: In([...commentIds]) });
  }

  /** What stands on the stage now, the newest first. */
  listOnStage(ctx: Reading, hearingId: string): Promise<HearingPostEntity[]> {
    return this.database.manager(ctx).find(HearingPostEntity, {
      where: { hearingId, onStageAt: Not(IsNull()), commentId: Not(IsNull()) },
      order: { onStageAt: 'DESC' },
    });
  }

  async update(ctx: Writing, id: string, change: Partial<HearingPostEntity>): Promise<void> {
    await this.database.writing(ctx).update(HearingPostEntity, { id }, change);
  }

  /** Takes down whatever stands on the stage. @returns the comments that did */
  async clearStage(ctx: Writing, hearingId: string): Promise<string[]> {
    const standing = await this.listOnStage(ctx, hearingId);
    if (standing.length > 0) {
      await this.database
        .writing(ctx)
        .update(HearingPostEntity, { id: In(standing.map(({ id }) => id)) }, { onStageAt: null });
    }
    return standing.flatMap(({ commentId }) => commentId ?? []);
  }

  /** Comments that the public list has a place for, by the time they were sent; one statement. */
  async listShown(
    ctx: Reading,
    hearingId: string,
    itemId: string | null,
    query: KeysetQuery,
  ): Promise<Page<{ id: string; commentId: string }>> {
    const [position] = query.position ?? [];
    const compare = query.backward ? '>' : '<';
    const rows = await selectRows<{ id: string; commentId: string }>(
      this.database,
      ctx,
      `SELECT p.id AS id, p.comment_id AS commentId FROM hearing_post p JOIN comment c ON c.id = p.comment_id
       WHERE p.hearing_id = ? AND c.shown = 1 ${itemId ? 'AND p.item_id = ?' : ''} ${position ? `AND p.id ${compare} ?` : ''}
       ORDER BY p.id ${query.backward ? 'ASC' : 'DESC'} LIMIT ${query.limit}`,
      [hearingId, ...(itemId ? [itemId] : []), ...(position ? [String(position)] : [])],
    );
    return keysetPage(rows, query, ({ id }) => [id]);
  }

  async countShown(ctx: Reading, hearingId: string): Promise<number> {
    const [row] = await selectRows<{ total: number }>(
      this.database,
      ctx,
      `SELECT COUNT(*) AS total FROM hearing_post p JOIN comment c ON c.id = p.comment_id
       WHERE p.hearing_id = ? AND c.state = 'PUBLISHED'`,
      [hearingId],
    );
    return Number(row?.total ?? 0);
  }

  /** When the author last sent something here; for slow mode, where the row tells what no counter lost. */
  async lastSent(ctx: Reading, hearingId: string, authorKey: string): Promise<Instant | null> {
    const [row] = await selectRows<{ last: Instant | null }>(
      this.database,
      ctx,
      `SELECT MAX(c.created_at) AS last FROM comment c JOIN hearing_post p ON p.comment_id = c.id
       WHERE c.author_key = ? AND p.hearing_id = ?`,
      [authorKey, hearingId],
    );
    return row?.last ?? null;
  }
}
