import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Database, newId, type Ctx, type Transaction } from '@rapfang/platform';
import { ModerationDecisionEntity } from './moderation-decision.entity.js';

type Reading = Pick<Ctx, 'tx'>;

/** The log of decisions: it is added to, and never changed. */
@Injectable()
export class ModerationStore {
  constructor(private readonly database: Database) {}

  /** @returns the entry's id */
  async append(
    ctx: Ctx & { tx: Transaction },
    decision: Omit<ModerationDecisionEntity, 'id'>,
  ): Promise<string> {
    const id = newId();
    await this.database.insertRows(ctx, ModerationDecisionEntity, [{ id, ...decision }]);
    return id;
  }

  findLast(ctx: Reading, commentId: string): Promise<ModerationDecisionEntity | null> {
    return this.database
      .manager(ctx)
      .findOne(ModerationDecisionEntity, { where: { commentId }, order: { at: 'DESC', id: 'DESC' } });
  }

  /** The whole log of these comments, oldest first. */
  listOf(ctx: Reading, commentIds: readonly string[]): Promise<ModerationDecisionEntity[]> {
    return this.database.manager(ctx).find(ModerationDecisionEntity, {
      where: { commentId: In([...commentIds]) },
      order: { at: 'ASC', id: 'ASC' },
    });
  }

  /** What was decided in one go. @param actId the batch, or the entry of what was decided alone */
  listAct(ctx: Reading, actId: string): Promise<ModerationDecisionEntity[]> {
    return this.database
      .manager(ctx)
      .find(ModerationDecisionEntity, { where: [{ batchId: actId }, { id: actId }], order: { id: 'ASC' } });
  }
}
