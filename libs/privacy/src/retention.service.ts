import { Injectable, Logger } from '@nestjs/common';
import { Retention, type RetentionPart } from '@rapfang/access';
import { Audit } from '@rapfang/audit';
import { Clock, Database, newId, systemContext, type Instant } from '@rapfang/platform';
import { RETENTION_PERIODS, type RetentionPeriod } from './retention-periods.js';
import type { RetentionResult, RetentionRunEntity, RetentionStarter } from './retention-run.entity.js';
import { RetentionStore } from './retention.store.js';

const DAY_SECONDS = 86_400;
const LOCK = 'retention';

/** Clears what is past its period. The record's own entries, seals and anchors are no part of it. */
@Injectable()
export class RetentionService {
  readonly #log = new Logger('Retention');
  #stopping = false;

  constructor(
    private readonly retention: Retention,
    private readonly database: Database,
    private readonly store: RetentionStore,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** How many rows of each kind a run would clear now. Changes nothing. */
  async preview(): Promise<{ kind: string; days: number; due: number; oldest: Instant | null }[]> {
    return Promise.all(
      this.periods().map(async ([{ kind, days }, part]) => ({
        kind,
        days,
        due: await this.store.countDue(part, this.until(days)),
        oldest: await this.store.findOldest({}, part),
      })),
    );
  }

  /**
   * One run over every kind, in one process at a time. A kind that fails is said to have failed and keeps
   * no other from being cleared. Killed in between, all batches so far stand, and the next run goes on.
   * @returns null when another process is at it
   */
  run(startedBy: RetentionStarter): Promise<RetentionRunEntity | null> {
    return this.database.ifAlone(LOCK, () => this.runAlone(startedBy));
  }

  /** Lets the batch under way end, and leaves the rest to the next run. */
  stop(): void {
    this.#stopping = true;
  }

  private async runAlone(startedBy: RetentionStarter): Promise<RetentionRunEntity> {
    const startedAt = this.clock.now();
    const run: RetentionRunEntity = { id: newId(), startedAt, finishedAt: null, startedBy, results: [] };
    await this.database.transaction(systemContext(), (ctx) => this.store.insertRun(ctx, run));
    for (const [period, part] of this.periods()) {
      const result: RetentionResult = { kind: period.kind, cleared: 0, oldestLeft: null, failed: false };
      run.results.push(result);
      try {
        await this.clearKind(run, result, part, this.until(period.days));
        result.oldestLeft = await this.store.findOldest({}, part);
      } catch (error) {
        result.failed = true;
        this.#log.error(`${period.kind}: ${error instanceof Error ? error.message : String(error)}`);
      }
      if (this.#stopping) return run;
    }
    run.finishedAt = this.clock.now();
    await this.database.transaction(systemContext(), async (ctx) => {
      await this.store.updateRun(ctx, run);
      const { id, results } = run;
      await this.audit.append(ctx, {
        action: 'retention.run',
        subject: { type: 'retentionRun', id },
        after: {
          startedBy,
          cleared: Object.fromEntries(results.map(({ kind, cleared }) => [kind, cleared])),
          failed: results.filter(({ failed }) => failed).map(({ kind }) => kind),
        },
      });
    });
    return run;
  }

  private async clearKind(
    run: RetentionRunEntity,
    result: RetentionResult,
    part: RetentionPart,
    until: Instant,
  ): Promise<void> {
    for (let last = ''; !this.#stopping;) {
      const keys = await this.store.listDue(part, until, last);
      if (keys.length === 0) return;
      const before = result.cleared;
      await this.database.transaction(systemContext(), async (ctx) => {
        // Set, not added to: after a collision the transaction runs again.
        result.cleared = before + (await this.store.clear(ctx, part, until, keys));
        await this.store.updateRun(ctx, run);
      });
      last = keys.at(-1) ?? last;
    }
  }

  private until(days: number): Instant {
    return this.clock.in(-days * DAY_SECONDS);
  }

  /** Every period with what its room has said; a period that no room knows would be a promise not kept. */
  private periods(): [RetentionPeriod, RetentionPart][] {
    return RETENTION_PERIODS.map((period) => {
      const part = this.retention.parts().find(({ kind }) => kind === period.kind);
      if (!part) throw new Error(`No room clears ${period.kind}.`);
      return [period, part];
    });
  }
}
