import { Injectable } from '@nestjs/common';
import { Clock, Database, selectRows, type Ctx, type Transaction } from '@rapfang/platform';
import { CommentSupportEntity } from './comment-support.entity.js';
import { CommentEntity } from './comment.entity.js';
import { isIn } from './comment-sql.js';

type Reading = Pick<Ctx, 'tx'>;
type Writing = Ctx & { tx: Transaction };

export interface SupportCounts {
  supportCount: number;
  guestSupportCount: number;
}

@Injectable()
export class SupportStore {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Sets or takes back one support; false when it was so already. */
  async put(
    ctx: Writing,
    support: { commentId: string; supporterKey: string; guest: boolean },
    supported: boolean,
  ): Promise<boolean> {
    const { commentId, supporterKey, guest } = support;
    const manager = this.database.writing(ctx);
    const there = await manager.existsBy(CommentSupportEntity, { commentId, supporterKey });
    if (there === supported) return false;
    if (supported) {
      const row = { commentId, supporterKey, guest: Number(guest), at: this.clock.now() };
      await manager.createQueryBuilder().insert().into(CommentSupportEntity).values(row).orIgnore().execute();
    } else {
      await manager.delete(CommentSupportEntity, { commentId, supporterKey });
    }
    return true;
  }

  async count(ctx: Reading, commentId: string): Promise<SupportCounts> {
    const rows: { guest: number; total: number }[] = await this.database
      .manager(ctx)
      .query('SELECT guest, COUNT(*) AS total FROM comment_support WHERE comment_id = ? GROUP BY guest', [
        commentId,
      ]);
    const of = (guest: number) => Number(rows.find((row) => Number(row.guest) === guest)?.total ?? 0);
    return { supportCount: of(0), guestSupportCount: of(1) };
  }

  async save(ctx: Writing, commentId: string, counts: SupportCounts): Promise<void> {
    await this.database.writing(ctx).update(CommentEntity, { id: commentId }, counts);
  }

  /** Which of these the supporter supports. */
  async listSupported(
    ctx: Reading,
    supporterKey: string,
    commentIds: readonly string[],
  ): Promise<Set<string>> {
    const among = isIn('comment_id', commentIds);
    const rows = await selectRows<{ id: string }>(
      this.database,
      ctx,
      `SELECT comment_id AS id FROM comment_support WHERE ${among.text} AND supporter_key = ?`,
      [...among.values, supporterKey],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Many supports at once, for demo data and imports. */
  async insertMany(ctx: Writing, rows: CommentSupportEntity[]): Promise<void> {
    // SQLite takes 32,766 values in a statement, MariaDB 65,535.
    for (let start = 0; start < rows.length; start += 500) {
      await this.database.writing(ctx).insert(CommentSupportEntity, rows.slice(start, start + 500));
    }
  }
}
