import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Database, newId, type Ctx, type Transaction } from '@rapfang/platform';
import { ModerationDecisionEntity } from './moderation-decision.entity.js';

@Injectable()
export class ModerationStore {
  constructor(private readonly database: Database) {}

  async append(
    ctx: Ctx & { tx: Transaction },
    decision: Omit<ModerationDecisionEntity, 'id'>,
  ): Promise<void> {
    await this.database.writing(ctx).insert(ModerationDecisionEntity, { id: newId(), ...decision });
  }

  findLast(ctx: Pick<Ctx, 'tx'>, commentId: string): Promise<ModerationDecisionEntity | null> {
    return this.database
      .manager(ctx)
      .findOne(ModerationDecisionEntity, { where: { commentId }, order: { at: 'DESC', id: 'DESC' } });
  }

  /** The whole log of these comments, oldest first. */
  listOf(ctx: Pick<Ctx, 'tx'>, commentIds: readonly string[]): Promise<ModerationDecisionEntity[]> {
    return this.database.manager(ctx).find(ModerationDecisionEntity, {
      where: { commentId: In([...commentIds]) },
      order: { at: 'ASC', id: 'ASC' },
    });
  }
}
