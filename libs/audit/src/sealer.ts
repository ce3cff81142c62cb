import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { In } from 'typeorm';
import { Clock, Database, Ticker, type Ctx, type Instant, type Transaction } from '@rapfang/platform';
import { AuditAnchorEntity, AuditDetailEntity, AuditSealEntity } from './audit-entry.entity.js';
import {
  chainHash,
  dayAfter,
  entryHash,
  GENESIS,
  startOf,
  type EntryFacts,
  type Link,
} from './record.rules.js';
import { ENTRY_COLUMNS } from './verify.store.js';

/** Name of the lock that sealing and anchoring share: one process at a time does either. */
export const SEAL_LOCK = 'seal';
const BATCH = 1000;
const PAUSE_MS = 400;

/**
 * Chains committed entries, each within a second of its commit. Entries are found by the mark beside
 * them, not by id or time, which are not commit order: a late commit is never passed over. Seals and marks
 * change in one transaction, so a killed process leaves nothing half done; if two ever sealed at once,
 * the keys of `audit_seal` let one of them through.
 */
@Injectable()
export class Sealer implements OnApplicationShutdown {
  readonly ticker = new Ticker(PAUSE_MS, () => this.seal());

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Seals one batch. @returns true when there may be more */
  async seal(): Promise<boolean> {
    const waiting = await this.database.reader.getRepository(AuditDetailEntity).find({
      select: { entryId: true },
      where: { waiting: 1 },
      order: { entryId: 'ASC' },
      take: BATCH,
    });
    if (waiting.length === 0) return false;
    const ids = waiting.map((row) => row.entryId);
    const done = await this.database.ifAlone(SEAL_LOCK, () =>
      this.database.transaction({}, async (ctx) => {
        await this.chain(ctx, ids);
        await ctx.tx.manager.update(AuditDetailEntity, { entryId: In(ids) }, { waiting: 0 });
        return true;
      }),
    );
    return done === true && waiting.length === BATCH;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.ticker.stop();
  }

  /** What has been sealed already, or is not there, keeps nothing from being sealed: verification tells of it. */
  private async chain(ctx: Pick<Ctx, 'tx'> & { tx: Transaction }, ids: string[]): Promise<void> {
    const { manager } = ctx.tx;
    const last = (await manager.find(AuditSealEntity, { order: { seq: 'DESC' }, take: 1 }))[0];
    // Rows as they are: making entities of them would cost more than all the hashing.
    const entries = await manager.query<EntryFacts[]>(
      `SELECT ${ENTRY_COLUMNS} FROM audit_entry e LEFT JOIN audit_seal s ON s.entry_id = e.id
       WHERE e.id IN (${ids.map(() => '?').join(', ')}) AND s.seq IS NULL ORDER BY e.id`,
      ids,
    );
    const sealedAt = await this.moment(ctx, last);
    let [seq, previousHash] = [last?.seq ?? 0, last?.chainHash ?? GENESIS];
    const seals = entries.map((entry): AuditSealEntity => {
      const link: Link = {
        seq: ++seq,
        entryId: entry.id,
        entryHash: entryHash(entry),
        previousHash,
        sealedAt,
      };
      previousHash = chainHash(link);
      return { ...link, chainHash: previousHash };
    });
    await this.database.insertRows(ctx, AuditSealEntity, seals);
  }

  /** Now; but never before the last seal, nor in a day that is anchored, whatever this process's clock says. */
  private async moment({ tx }: { tx: Transaction }, last: AuditSealEntity | undefined): Promise<Instant> {
    const [anchor] = await tx.manager.find(AuditAnchorEntity, { order: { day: 'DESC' }, take: 1 });
    const least = [this.clock.now(), last?.sealedAt ?? '', anchor ? startOf(dayAfter(anchor.day)) : ''];
    return least.sort().at(-1) as Instant;
  }
}
