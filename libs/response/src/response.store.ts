import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import {
  Database,
  DomainError,
  ErrorCode,
  keysetPage,
  keysetQuery,
  keysetSql,
  newId,
  type Ctx,
  type Page,
  type PageRequest,
  type Transaction,
} from '@rapfang/platform';
import { ResponseCounterEntity, ResponseEntity, ResponseRevisionEntity } from './response.entity.js';
import type { ResponseState } from './response.rules.js';

type Writing = Ctx & { tx: Transaction };
type Reading = Pick<Ctx, 'tx'>;

export interface ResponseFilter {
  planId: string;
  states: readonly ResponseState[];
  strategyNumber?: number | null;
}

@Injectable()
export class ResponseStore {
  constructor(private readonly database: Database) {}

  /**
   * The next number of the plan. The counter's row stays locked until the commit, and a rollback gives
   * the number back, so the codes have no gaps.
   */
  async nextNumber(ctx: Writing, planId: string): Promise<number> {
    const manager = this.database.writing(ctx);
    // Added to first and made only when missing: "insert or ignore" first would deadlock MariaDB's writers.
    if (!(await this.addOne(ctx, planId))) {
      await manager
        .createQueryBuilder()
        .insert()
        .into(ResponseCounterEntity)
        .values({ planId, last: 0 })
        .orIgnore()
        .execute();
      await this.addOne(ctx, planId);
    }
    const counter = await manager.findOneOrFail(ResponseCounterEntity, { where: { planId }, ...this.lock() });
    return counter.last;
  }

  private async addOne(ctx: Writing, planId: string): Promise<boolean> {
    const result = await this.database.writing(ctx).increment(ResponseCounterEntity, { planId }, 'last', 1);
    return (result.affected ?? 0) > 0;
  }

  private lock() {
    return this.database.kind === 'sqlite' ? {} : { lock: { mode: 'pessimistic_write' as const } };
  }

  async insert(ctx: Writing, response: Omit<ResponseEntity, 'id'>): Promise<string> {
    const id = newId();
    await this.database.writing(ctx).insert(ResponseEntity, { id, ...response });
    return id;
  }

  /** Changes it when it still is what the caller has seen; false when somebody was faster. */
  async update(
    ctx: Writing,
    seen: Pick<ResponseEntity, 'id' | 'revision' | 'state'>,
    change: Partial<ResponseEntity>,
  ): Promise<boolean> {
    const { id, revision, state } = seen;
    const result = await this.database.writing(ctx).update(ResponseEntity, { id, revision, state }, change);
    return result.affected === 1;
  }

  async insertRevision(ctx: Writing, old: ResponseEntity): Promise<void> {
    const {
      id: responseId,
      revision,
      disposition,
      bodyTh,
      bodyEn,
      reasonTh,
      reasonEn,
      changedSectionKey,
      changedVersion,
      publishedBy,
      publishedByName,
    } = old;
    await this.database.writing(ctx).insert(ResponseRevisionEntity, {
      id: newId(),
      responseId,
      revision,
      disposition,
      bodyTh,
      bodyEn,
      reasonTh,
      reasonEn,
      changedSectionKey,
      changedVersion,
      publishedBy,
      publishedByName,
      publishedAt: old.publishedAt as string,
    });
  }

  /** Published texts that later ones replaced, oldest first. */
  listRevisions(ctx: Reading, responseId: string): Promise<ResponseRevisionEntity[]> {
    return this.database
      .manager(ctx)
      .find(ResponseRevisionEntity, { where: { responseId }, order: { revision: 'ASC' } });
  }

  /**
   * To be changed: on MariaDB the row is locked until the commit.
   * @throws DomainError NOT_FOUND
   */
  async getForChange(ctx: Writing, id: string): Promise<ResponseEntity> {
    const found = await this.database.writing(ctx).findOne(ResponseEntity, { where: { id }, ...this.lock() });
    if (!found) throw new DomainError(ErrorCode.NOT_FOUND, { field: 'id' });
    return found;
  }

  /** @throws DomainError NOT_FOUND */
  async get(ctx: Reading, id: string): Promise<ResponseEntity> {
    const found = await this.database.manager(ctx).findOne(ResponseEntity, { where: { id } });
    if (!found) throw new DomainError(ErrorCode.NOT_FOUND, { field: 'id' });
    return found;
  }

  findByCode(ctx: Reading, planId: string, code: string): Promise<ResponseEntity | null> {
    return this.database.manager(ctx).findOne(ResponseEntity, { where: { planId, code } });
  }

  listByIds(ctx: Reading, ids: readonly string[]): Promise<ResponseEntity[]> {
    return ids.length === 0
      ? Promise.resolve([])
      : this.database.manager(ctx).findBy(ResponseEntity, { id: In([...ids]) });
  }

  /** Newest number first. */
  async list(ctx: Reading, filter: ResponseFilter, request: PageRequest): Promise<Page<ResponseEntity>> {
    const query = keysetQuery(request, ['number']);
    const { where, parameters, orderBy } = keysetSql([{ sql: 'r.number', descending: true }], query);
    const builder = this.filtered(ctx, filter).take(query.limit);
    if (where) builder.andWhere(where, parameters);
    for (const [sql, direction] of orderBy) builder.addOrderBy(sql, direction);
    return keysetPage(await builder.getMany(), query, (response) => [response.number]);
  }

  count(ctx: Reading, filter: ResponseFilter): Promise<number> {
    return this.filtered(ctx, filter).getCount();
  }

  private filtered(ctx: Reading, { planId, states, strategyNumber }: ResponseFilter) {
    const builder = this.database
      .manager(ctx)
      .createQueryBuilder(ResponseEntity, 'r')
      .where('r.planId = :planId', { planId });
    if (states.length === 0) return builder.andWhere('1 = 0');
    builder.andWhere('r.state IN (:...states)', { states: [...states] });
    if (strategyNumber != null) {
      builder.andWhere(
        'EXISTS (SELECT 1 FROM response_comment rc WHERE rc.response_id = r.id AND rc.strategy_number = :strategyNumber)',
        { strategyNumber },
      );
    }
    return builder;
  }
}
