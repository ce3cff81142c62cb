import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Clock, Database, Ticker } from '@rapfang/platform';
import { AuditAnchorEntity, AuditSealEntity } from './audit-entry.entity.js';
import { GrowingRoot, leafHash } from './merkle.rules.js';
import { dayAfter, legalDay, startOf } from './record.rules.js';
import { SealStore } from './seal.store.js';
import { SEAL_LOCK } from './sealer.js';

const PAUSE_MS = 30_000;

/**
 * One anchor for each legal day that is over: a root over the day's links and the head of the chain. It
 * is published, and whoever kept a copy can tell if the record of that day is ever changed.
 */
@Injectable()
export class Anchors implements OnApplicationShutdown {
  readonly #log = new Logger('Record');
  readonly ticker = new Ticker(PAUSE_MS, () => this.publishDue());

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly seals: SealStore,
  ) {}

  /** Makes the anchor of the oldest day that is over and has none. @returns true when it made one: there may be more */
  async publishDue(): Promise<boolean> {
    if (!(await this.dueDay())) return false;
    const made = await this.database.ifAlone(SEAL_LOCK, async () => {
      const due = await this.dueDay();
      if (!due) return null;
      const anchor = await this.anchorOf(due.day, due.previous);
      await this.database.transaction({}, (ctx) =>
        this.database.insertRows(ctx, AuditAnchorEntity, [anchor]),
      );
      return anchor;
    });
    // Also in the log, which is kept elsewhere than the database: a copy that is not ours to change.
    if (made)
      this.#log.log(
        `Anchor of ${made.day}: ${made.entries} entries, root ${made.root}, head ${made.chainHead}`,
      );
    return made !== null;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.ticker.stop();
  }

  private async dueDay(): Promise<{ day: string; previous: AuditAnchorEntity | null } | null> {
    const previous = await this.seals.findLastAnchor();
    const first = previous ? null : await this.seals.findFirst();
    const day = previous ? dayAfter(previous.day) : first && legalDay(first.sealedAt);
    return day && this.clock.now() >= startOf(dayAfter(day)) ? { day, previous } : null;
  }

  private async anchorOf(day: string, previous: AuditAnchorEntity | null): Promise<AuditAnchorEntity> {
    const root = new GrowingRoot();
    let last: Pick<AuditSealEntity, 'seq' | 'chainHash'> = {
      seq: previous?.lastSeq ?? 0,
      chainHash: previous?.chainHead ?? '',
    };
    for await (const seal of this.seals.stream(last.seq, startOf(dayAfter(day)))) {
      root.add(leafHash(Buffer.from(seal.chainHash, 'hex')));
      last = seal;
    }
    return {
      day,
      entries: root.size,
      lastSeq: last.seq,
      root: root.root.toString('hex'),
      chainHead: last.chainHash,
    };
  }
}
