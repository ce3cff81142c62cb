import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { In, IsNull, MoreThan, type EntityManager } from 'typeorm';
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
    const rows = await this.database.reader.getRepository(OutboxEntity).find({
      select: { id: true, stream: true },
      where: { seq: IsNull() },
      order: { id: 'ASC' },
      take: BATCH,
    });
    const streams = [...new Set(rows.map((row) => row.stream as string))].sort();
    for (const [stream, last] of streams.length > 0 ? await this.number(streams) : []) {
      this.tell(stream, last);
      this.wire.publish(CHANNEL, { stream, last });
    }
    return rows.length === BATCH;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.ticker.stop();
  }

  /**
   * Gives the next numbers under a lock on the streams' rows, so that two processes never number alike:
   * the second waits, then finds nothing left. Streams are locked in order of name, so none waits in a ring.
   * @returns the last number of each stream that grew
   */
  private number(streams: string[]): Promise<Map<string, number>> {
    return this.database.transaction({}, async (ctx) => {
      const manager = this.database.writing(ctx);
      const heads = await this.lockHeads(manager, streams);
      const rows = await manager.find(OutboxEntity, {
        select: { id: true, stream: true },
        where: { stream: In(streams), seq: IsNull() },
        order: { id: 'ASC' },
        take: BATCH,
        ...this.lock,
      });
      const grown = new Map<string, number>();
      const numbered: [string, number][] = [];
      for (const { id, stream } of rows) {
        const seq = (grown.get(stream as string) ?? heads.get(stream as string) ?? 0) + 1;
        grown.set(stream as string, seq);
        numbered.push([id, seq]);
      }
      if (rows.length === 0) return grown;
      await manager.query(setByKey('outbox', 'id', 'seq', numbered.length), pairs(numbered));
      await manager.query(setByKey('stream', 'name', 'last', grown.size), pairs([...grown]));
      return grown;
    });
  }

  private async lockHeads(manager: EntityManager, streams: string[]): Promise<Map<string, number>> {
    const read = () =>
      manager.find(StreamEntity, { where: { name: In(streams) }, order: { name: 'ASC' }, ...this.lock });
    let heads = await read();
    if (heads.length < streams.length) {
      const missing = streams.filter((name) => !heads.some((head) => head.name === name));
      const rows = missing.map((name) => ({ name, last: 0 }));
      await manager.createQueryBuilder().insert().into(StreamEntity).values(rows).orIgnore().execute();
      heads = await read();
    }
    return new Map(heads.map(({ name, last }) => [name, last]));
  }

  private get lock() {
    return this.database.kind === 'sqlite' ? {} : { lock: { mode: 'pessimistic_write' as const } };
  }

  private tell(stream: string, last: number): void {
    for (const listener of this.#listeners) listener(stream, last);
  }
}

/** `UPDATE … SET column = CASE key WHEN ? THEN ? … END WHERE key IN (…)`: many rows, one statement. */
function setByKey(table: string, key: string, column: string, count: number): string {
  const cases = 'WHEN ? THEN ? '.repeat(count);
  return `UPDATE ${table} SET ${column} = CASE ${key} ${cases}END WHERE ${key} IN (${Array(count).fill('?').join(', ')})`;
}

function pairs(entries: readonly [string, number][]): (string | number)[] {
  return [...entries.flat(), ...entries.map(([key]) => key)];
}
