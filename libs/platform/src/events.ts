import { Injectable } from '@nestjs/common';
import { Clock } from './clock.js';
import type { Ctx, Transaction } from './context.js';
import { Database } from './database.js';
import { newId } from './ids.js';
import { OutboxEntity } from './outbox.entity.js';

export interface EventToEmit {
  /** Past tense with its room: `comment.published`. */
  type: string;
  /** Live stream on which it appears, or null: `section:plan-key/section-key`. */
  stream: string | null;
  /** Ids, not texts: whoever reads it asks the room for what may be seen now. */
  payload: Record<string, unknown>;
  /** `after` listeners hear of it then and not earlier: for what may still be taken back. */
  notBefore?: string;
}

export interface DomainEvent extends EventToEmit {
  id: string;
  at: string;
}

type Within = (ctx: Ctx & { tx: Transaction }, event: DomainEvent) => Promise<void>;
type After = (event: DomainEvent) => Promise<void>;
type Wants = (payload: Record<string, unknown>) => boolean;

/**
 * One event, many listeners. `within` runs in the same transaction and may refuse it; `after` runs
 * from the outbox once committed, at least once, so it must be idempotent.
 */
@Injectable()
export class Events {
  readonly #within = new Map<string, Within[]>();
  readonly #after = new Map<string, { listener: After; wants: Wants }[]>();
  /** Called after each commit that wrote an event; the pump listens. */
  nudge: () => void = () => undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  within(type: string, listener: Within): void {
    append(this.#within, type, listener);
  }

  /** @param wants false for a payload with which the listener would do nothing: it is spared the round */
  after(type: string, listener: After, wants: Wants = () => true): void {
    append(this.#after, type, { listener, wants });
  }

  listenersAfter({ type, payload }: Pick<EventToEmit, 'type' | 'payload'>): After[] {
    const listeners = this.#after.get(type) ?? [];
    return listeners.filter(({ wants }) => wants(payload)).map(({ listener }) => listener);
  }

  /** True when somebody listens in the transaction, and so may still refuse or change what happened. */
  isHeardWithin(type: string): boolean {
    return this.#within.has(type);
  }

  async emit(ctx: Ctx & { tx: Transaction }, { notBefore, ...event }: EventToEmit): Promise<void> {
    const at = this.clock.now();
    const happened = { id: newId(), at, ...event };
    this.database.insertAtCommit(ctx, OutboxEntity, {
      ...happened,
      seq: event.stream === null ? 0 : null,
      // Nobody listens afterwards: born done, so the pump never reads it.
      dispatchedAt: this.listenersAfter(event).length > 0 ? null : at,
      nextAttemptAt: notBefore ?? at,
      attempts: 0,
      claimedBy: null,
      claimedUntil: null,
      lastError: null,
    });
    for (const listener of this.#within.get(event.type) ?? []) await listener(ctx, happened);
    ctx.tx.afterCommit.push(() => this.nudge());
  }
}

function append<T>(map: Map<string, T[]>, key: string, item: T): void {
  map.set(key, [...(map.get(key) ?? []), item]);
}
