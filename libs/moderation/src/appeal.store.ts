import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { RoleGrantEntity } from '@rapfang/access';
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
import { ModerationAppealEntity } from './appeal.entity.js';
import type { AppealState } from './appeal.rules.js';

type Reading = Pick<Ctx, 'tx'>;
type Writing = Ctx & { tx: Transaction };

@Injectable()
export class AppealStore {
  constructor(private readonly database: Database) {}

  /** @throws DomainError NOT_FOUND on `appealId` */
  async getById(ctx: Reading, id: string): Promise<ModerationAppealEntity> {
    const row = await this.database.manager(ctx).findOneBy(ModerationAppealEntity, { id });
    if (!row) throw new DomainError(ErrorCode.NOT_FOUND, { field: 'appealId' });
    return row;
  }

  /** In no order; a comment has one at most. */
  listOf(ctx: Reading, commentIds: readonly string[]): Promise<ModerationAppealEntity[]> {
    return this.database.manager(ctx).findBy(ModerationAppealEntity, { commentId: In([...commentIds]) });
  }

  async insert(ctx: Writing, appeal: ModerationAppealEntity): Promise<void> {
    await this.database.writing(ctx).insert(ModerationAppealEntity, appeal);
  }

  /** Settles an appeal that is still open; false when it is not. */
  async settle(ctx: Writing, id: string, change: Partial<ModerationAppealEntity>): Promise<boolean> {
    const done = await this.database
      .writing(ctx)
      .update(ModerationAppealEntity, { id, state: 'OPEN' satisfies AppealState }, change);
    return done.affected === 1;
  }

  /** Appeals of a plan, the longest waiting first; ids stand for time. */
  async page(
    ctx: Reading,
    planId: string,
    states: readonly AppealState[],
    query: KeysetQuery,
  ): Promise<Page<ModerationAppealEntity>> {
    const select = this.database
      .manager(ctx)
      .createQueryBuilder(ModerationAppealEntity, 'appeal')
      .where('appeal.planId = :planId AND appeal.state IN (:...states)', { planId, states })
      .orderBy('appeal.id', query.backward ? 'DESC' : 'ASC')
      .limit(query.limit);
    if (query.position)
      select.andWhere(`appeal.id ${query.backward ? '<' : '>'} :id`, { id: query.position[0] });
    return keysetPage(await select.getMany(), query, ({ id }) => [id]);
  }

  /** For each plan the people who moderate it, by id. */
  async listModerators(ctx: Reading, planIds: readonly string[]): Promise<string[][]> {
    const grants = await this.database.manager(ctx).find(RoleGrantEntity, {
      select: { personId: true, scope: true },
      where: { role: 'MODERATOR', scope: In([...planIds, '*']) },
    });
    return planIds.map((planId) => [
      ...new Set(
        grants.filter(({ scope }) => scope === '*' || scope === planId).map(({ personId }) => personId),
      ),
    ]);
  }

  count(ctx: Reading, planId: string, states: readonly AppealState[]): Promise<number> {
    return this.database.manager(ctx).countBy(ModerationAppealEntity, { planId, state: In([...states]) });
  }
}
