import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { In, IsNull, MoreThan } from 'typeorm';
import { Database } from './database.js';
import { OutboxEntity, StreamEntity } from './outbox.entity.js';
import { Ticker } from './ticker.js';
import { Wire } from './wire.js';

const BATCH = 500;
const CHANNEL = 'streams';

export interface StreamEvent {
  seq: number;
  type: string;
  payload: Record<string, unknown>;
}

/**
 * Live streams: committed outbox rows, numbered per stream without gaps. The number belongs to the
 * event and is given after commit, so it follows commit order, which ids and times do not. A reader
 * asks for what follows the last number it has; the answer comes from the database.
 */
@Injectable()
export class Streams implements OnApplicationShutdown {
  readonly #listeners = new Set<(stream: string, last: number) => void>();
  /** Numbers what other processes committed without telling us; a local commit nudges it. */
  readonly ticker = new Ticker(250, () => this.sequence());

  constructor(
    private readonly database: Database,
    private readonly wire: Wire,
  ) {
    wire.subscribe(CHANNEL, (message) => {
      const { stream, last } = message as { stream: string; last: number };
      this.tell(stream, last);
    });
  }

  /** Hears of each advance, of this process and (over Redis) of the others. */
  onAdvance(listener: (stream: string, last: number) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Last number given, 0 for a stream without events. */
  async last(stream: string): Promise<number> {
    return (await this.lastOf([stream])).get(stream) ?? 0;
  }

  async lastOf(streams: readonly string[]): Promise<Map<string, number>> {
    if (streams.length === 0) return new Map();
    const rows = await this.database.reader
      .getRepository(StreamEntity)
      .find({ where: { name: In([...streams]) } });
    return new Map(rows.map((row) => [row.name, row.last]));
  }

  /** What follows `after`, in order, `limit` at most. */
  async read(stream: string, after: number, limit: number): Promise<StreamEvent[]> {
    const rows = await this.database.reader.getRepository(OutboxEntity).find({
      select: { seq: true, type: true, payload: true },
      where: { stream, seq: MoreThan(after) },
      order: { seq: 'ASC' },
      take: limit,
    });
    return rows.map((row) => ({ seq: row.seq as number, type: row.type, payload: row.payload }));
  }

  /** Numbers what is committed and not yet numbered. Gives true when there may be more. */
  async sequence(): Promise<boolean> {
    const rows = await this.database.reader
      .getRepository(OutboxEntity)
      .find({
        select: { id: true, stream: true },
        where: { seq: IsNull() },
        order: { id: 'ASC' },
        take: BATCH,
      });
    const streams = new Set(rows.map((row) => row.stream as string));
    for (const stream of streams) {
      const last = await this.number(stream);
      if (last !== null) {
        this.tell(stream, last);
        this.wire.publish(CHANNEL, { stream, last });
      }
    }
    return rows.length === BATCH;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.ticker.stop();
  }

  /** Gives the next numbers under a lock on the stream's row, so two processes never number alike. */
  private number(stream: string): Promise<number | null> {
    return this.database.transaction({}, async (ctx) => {
      const manager = this.database.writing(ctx);
      await manager
        .createQueryBuilder()
        .insert()
        .into(StreamEntity)
        .values({ name: stream, last: 0 })
        .orIgnore()
        .execute();
      const lock = this.database.kind === 'sqlite' ? {} : { lock: { mode: 'pessimistic_write' as const } };
      const head = await manager.findOneOrFail(StreamEntity, { where: { name: stream }, ...lock });
      const rows = await manager.find(OutboxEntity, {
        select: { id: true },
        where: { stream, seq: IsNull() },
        order: { id: 'ASC' },
        take: BATCH,
        ...lock,
      });
      if (rows.length === 0) return null;
      let seq = head.last;
      for (const row of rows) {
        seq += 1;
        await manager.update(OutboxEntity, { id: row.id }, { seq });
      }
      await manager.update(StreamEntity, { name: stream }, { last: seq });
      return seq;
    });
  }

  private tell(stream: string, last: number): void {
    for (const listener of this.#listeners) listener(stream, last);
  }
}
