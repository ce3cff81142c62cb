import { Injectable, Logger } from '@nestjs/common';
import { In, IsNull, LessThan, LessThanOrEqual } from 'typeorm';
import { Clock } from './clock.js';
import { Database } from './database.js';
import { Events, type DomainEvent } from './events.js';
import { newId } from './ids.js';
import { OutboxEntity } from './outbox.entity.js';
import { Ticker } from './ticker.js';

const BATCH = 100;
const LEASE_SECONDS = 60;
const ATTEMPTS_MOST = 12;

/** Hands committed events to their `after` listeners; several processes may run it side by side. */
@Injectable()
export class EventPump {
  readonly #log = new Logger('EventPump');
  readonly #me = newId();
  readonly ticker = new Ticker(500, () => this.pump());

  constructor(
    private readonly database: Database,
    private readonly events: Events,
    private readonly clock: Clock,
  ) {}

  /** One round: claims a batch, runs its listeners. Gives true when there may be more. */
  async pump(): Promise<boolean> {
    const claimed = await this.claim();
    const done: string[] = [];
    for (const row of claimed) if (await this.dispatch(row)) done.push(row.id);
    if (done.length > 0) {
      await this.settle(done, { dispatchedAt: this.clock.now(), claimedUntil: null, lastError: null });
    }
    return claimed.length === BATCH;
  }

  private async claim(): Promise<OutboxEntity[]> {
    const now = this.clock.now();
    const waiting = await this.database.reader.getRepository(OutboxEntity).find({
      select: { id: true },
      where: [
        { dispatchedAt: IsNull(), nextAttemptAt: LessThanOrEqual(now), claimedUntil: IsNull() },
        { dispatchedAt: IsNull(), nextAttemptAt: LessThanOrEqual(now), claimedUntil: LessThan(now) },
      ],
      order: { id: 'ASC' },
      take: BATCH,
    });
    if (waiting.length === 0) return [];
    const ids = waiting.map((row) => row.id);
    return this.database.transaction({}, async (ctx) => {
      const manager = this.database.writing(ctx);
      await manager
        .createQueryBuilder()
        .update(OutboxEntity)
        .set({ claimedBy: this.#me, claimedUntil: this.clock.in(LEASE_SECONDS) })
        .where('id IN (:...ids) AND dispatched_at IS NULL', { ids })
        .andWhere('(claimed_until IS NULL OR claimed_until < :now)', { now })
        .execute();
      return manager.find(OutboxEntity, {
        where: { id: In(ids), claimedBy: this.#me, dispatchedAt: IsNull() },
        order: { id: 'ASC' },
      });
    });
  }

  /** @returns false when a listener failed; the event then waits for its next attempt */
  private async dispatch(row: OutboxEntity): Promise<boolean> {
    const event: DomainEvent = {
      id: row.id,
      type: row.type,
      stream: row.stream,
      payload: row.payload,
      at: row.at,
    };
    try {
      for (const listener of this.events.listenersAfter(event)) await listener(event);
      return true;
    } catch (error) {
      const attempts = row.attempts + 1;
      const lastError = String(error instanceof Error ? error.message : error).slice(0, 500);
      this.#log.error(`${row.type} ${row.id}, attempt ${attempts}: ${lastError}`);
      await this.settle([row.id], {
        attempts,
        lastError,
        claimedUntil: null,
        // 1 s, 2 s, 4 s … about an hour; after the last attempt it waits for a person (year 9999).
        nextAttemptAt:
          attempts >= ATTEMPTS_MOST ? '9999-12-31T00:00:00.000Z' : this.clock.in(2 ** (attempts - 1)),
      });
      return false;
    }
  }

  private async settle(ids: string[], change: Partial<OutboxEntity>): Promise<void> {
    await this.database.transaction({}, async (ctx) => {
      await this.database.writing(ctx).update(OutboxEntity, { id: In(ids) }, change as never);
    });
  }
}
