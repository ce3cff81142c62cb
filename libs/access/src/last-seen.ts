import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { In } from 'typeorm';
import { Clock, Database, type Instant } from '@rapfang/platform';
import { SessionEntity } from './session.entity.js';

/** How old the time on a session may get before it is written anew, in seconds. */
const COARSE_SECONDS = 300;
const PAUSE_MS = 2_000;

/**
 * Writes when a session was last seen: roughly, many at a time and after the answer, so that reading
 * never waits for a write.
 */
@Injectable()
export class LastSeen implements OnApplicationShutdown {
  readonly #log = new Logger('Sessions');
  readonly #seen = new Set<string>();
  #timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  note(sessionId: string, lastSeenAt: Instant | null): void {
    if (lastSeenAt !== null && lastSeenAt > this.clock.in(-COARSE_SECONDS)) return;
    this.#seen.add(sessionId);
    this.#timer ??= setTimeout(() => void this.write(), PAUSE_MS).unref();
  }

  /** Writes what was noted so far. */
  async write(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const ids = [...this.#seen];
    this.#seen.clear();
    if (ids.length === 0) return;
    try {
      await this.database.transaction({}, async (ctx) => {
        await this.database
          .writing(ctx)
          .update(SessionEntity, { id: In(ids) }, { lastSeenAt: this.clock.now() });
      });
    } catch (error) {
      this.#log.warn(error instanceof Error ? error.message : String(error));
    }
  }

  onApplicationShutdown(): void {
    if (this.#timer) clearTimeout(this.#timer);
  }
}
