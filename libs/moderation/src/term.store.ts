import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import {
  Database,
  DomainError,
  ErrorCode,
  type Ctx,
  type Instant,
  type Transaction,
} from '@rapfang/platform';
import { BannedTermEntity } from './banned-term.entity.js';

@Injectable()
export class TermStore {
  constructor(private readonly database: Database) {}

  /** Those that hold now, everywhere and on every plan, by their text. */
  listLive(ctx: Pick<Ctx, 'tx'>): Promise<BannedTermEntity[]> {
    return this.database
      .manager(ctx)
      .find(BannedTermEntity, { where: { retiredAt: IsNull() }, order: { text: 'ASC' } });
  }

  async insert(ctx: Ctx & { tx: Transaction }, terms: readonly BannedTermEntity[]): Promise<void> {
    await this.database.insertRows(ctx, BannedTermEntity, terms);
  }

  /** @throws DomainError NOT_FOUND for what is not there or retired already */
  async getLive(ctx: Pick<Ctx, 'tx'>, id: string): Promise<BannedTermEntity> {
    const term = await this.database
      .manager(ctx)
      .findOne(BannedTermEntity, { where: { id, retiredAt: IsNull() } });
    if (!term) throw new DomainError(ErrorCode.NOT_FOUND, { field: 'id' });
    return term;
  }

  /** False when somebody else was first. */
  async retire(
    ctx: Ctx & { tx: Transaction },
    id: string,
    by: { retiredAt: Instant; retiredBy: string },
  ): Promise<boolean> {
    const done = await this.database.writing(ctx).update(BannedTermEntity, { id, retiredAt: IsNull() }, by);
    return done.affected === 1;
  }

  /** Whether the list was ever begun: what was retired counts. */
  async isEmpty(ctx: Pick<Ctx, 'tx'>): Promise<boolean> {
    return (await this.database.manager(ctx).find(BannedTermEntity, { take: 1 })).length === 0;
  }
}
