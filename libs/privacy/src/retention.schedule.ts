import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Clock, Ticker } from '@rapfang/platform';
import { RetentionService } from './retention.service.js';
import { RetentionStore } from './retention.store.js';

const LOOK_MS = 5 * 60_000;
const DAY_MS = 86_400_000;
/** A process that has just begun has better things to do. */
const SETTLING_MS = 10 * 60_000;

/** Runs the retention job once a day, wherever jobs run. */
@Injectable()
export class RetentionSchedule implements OnApplicationShutdown {
  readonly ticker = new Ticker(LOOK_MS, async () => {
    await this.runIfDue();
    return false;
  });
  readonly #begun: number;

  constructor(
    private readonly service: RetentionService,
    private readonly store: RetentionStore,
    private readonly clock: Clock,
  ) {
    this.#begun = clock.millis();
  }

  /** A run that was stopped before its end is due again at once. */
  async runIfDue(): Promise<void> {
    const now = this.clock.millis();
    if (now < this.#begun + SETTLING_MS) return;
    const runs = await this.store.listRuns(20);
    const last = runs.find(({ finishedAt }) => finishedAt !== null);
    if (last && now < Date.parse(last.startedAt) + DAY_MS) return;
    await this.service.run('SCHEDULE');
  }

  async onApplicationShutdown(): Promise<void> {
    this.service.stop();
    await this.ticker.stop();
  }
}
