import { Injectable } from '@nestjs/common';
import { In, MoreThanOrEqual } from 'typeorm';
import {
  Database,
  DomainError,
  ErrorCode,
  newId,
  type Ctx,
  type Instant,
  type Transaction,
} from '@rapfang/platform';
import { AgendaItemEntity, HearingEntity } from './hearing.entity.js';

type Reading = Pick<Ctx, 'tx'>;
type Writing = Ctx & { tx: Transaction };

/** Hearings and their agenda. Rows carry no permission: whoever shows one asks first. */
@Injectable()
export class HearingStore {
  constructor(private readonly database: Database) {}

  findByKey(ctx: Reading, key: string): Promise<HearingEntity | null> {
    return this.database.manager(ctx).findOne(HearingEntity, { where: { key } });
  }

  findById(ctx: Reading, id: string): Promise<HearingEntity | null> {
    return this.database.manager(ctx).findOne(HearingEntity, { where: { id } });
  }

  /** @throws DomainError NOT_FOUND on `field` */
  async getById(ctx: Reading, id: string, field = 'id'): Promise<HearingEntity> {
    const hearing = await this.findById(ctx, id);
    if (!hearing) throw new DomainError(ErrorCode.NOT_FOUND, { field });
    return hearing;
  }

  /** The row, locked until the transaction ends: moves are made one after the other. @throws DomainError NOT_FOUND */
  async lockById(ctx: Writing, id: string): Promise<HearingEntity> {
    const hearing = await this.database.writing(ctx).findOne(HearingEntity, {
      where: { id },
      ...(this.database.kind === 'sqlite' ? {} : { lock: { mode: 'pessimistic_write' as const } }),
    });
    if (!hearing) throw new DomainError(ErrorCode.NOT_FOUND, { field: 'id' });
    return hearing;
  }

  /** Of these plans, by the time they start. */
  listOfPlans(ctx: Reading, planIds: readonly string[]): Promise<HearingEntity[]> {
    return this.database.manager(ctx).find(HearingEntity, {
      where: { planId: In([...planIds]) },
      order: { startsAt: 'ASC', id: 'ASC' },
    });
  }

  listOfRounds(ctx: Reading, roundIds: readonly string[]): Promise<HearingEntity[]> {
    return this.database.manager(ctx).find(HearingEntity, {
      where: { roundId: In([...roundIds]) },
      order: { startsAt: 'ASC', id: 'ASC' },
    });
  }

  /** What has not ended by its times, everywhere, by the time of start. */
  listComing(ctx: Reading, at: Instant, limit: number): Promise<HearingEntity[]> {
    return this.database.manager(ctx).find(HearingEntity, {
      where: { endsAt: MoreThanOrEqual(at) },
      order: { startsAt: 'ASC', id: 'ASC' },
      take: limit,
    });
  }

  async insert(ctx: Writing, row: Omit<HearingEntity, 'id'>): Promise<HearingEntity> {
    const hearing = { id: newId(), ...row };
    await this.database.writing(ctx).insert(HearingEntity, hearing);
    return hearing;
  }

  async update(ctx: Writing, id: string, change: Partial<HearingEntity>): Promise<void> {
    await this.database.writing(ctx).update(HearingEntity, { id }, change);
  }

  /** In order, of these hearings. */
  listItems(ctx: Reading, hearingIds: readonly string[]): Promise<AgendaItemEntity[]> {
    return this.database.manager(ctx).find(AgendaItemEntity, {
      where: { hearingId: In([...hearingIds]) },
      order: { position: 'ASC', id: 'ASC' },
    });
  }

  /** Makes the agenda what is given: known ids are changed, new ones inserted, missing ones removed. */
  async saveItems(ctx: Writing, hearingId: string, items: readonly AgendaItemEntity[]): Promise<void> {
    const manager = this.database.writing(ctx);
    const known = new Set((await this.listItems(ctx, [hearingId])).map(({ id }) => id));
    const kept = new Set(items.map(({ id }) => id));
    const gone = [...known].filter((id) => !kept.has(id));
    if (gone.length > 0) await manager.delete(AgendaItemEntity, { id: In(gone) });
    for (const item of items) {
      if (known.has(item.id)) await manager.update(AgendaItemEntity, { id: item.id }, item);
      else await manager.insert(AgendaItemEntity, item);
    }
  }

  async updateItem(ctx: Writing, id: string, change: Partial<AgendaItemEntity>): Promise<void> {
    await this.database.writing(ctx).update(AgendaItemEntity, { id }, change);
  }
}
