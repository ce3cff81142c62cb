import { Injectable } from '@nestjs/common';
import { Clock, Database, type Ctx } from '@rapfang/platform';
import type { HearingEntity } from './hearing.entity.js';
import { HearingRecord } from './hearing-record.js';
import { hearingPermissions } from './hearing.permissions.js';
import type { HearingState } from './hearing.rules.js';
import { HearingStore } from './hearing.store.js';
import { RunHearingService } from './run-hearing.service.js';

/** The end of a hearing: one act, after which nothing is taken any more. */
@Injectable()
export class CloseHearingService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly hearings: HearingStore,
    private readonly running: RunHearingService,
    private readonly record: HearingRecord,
  ) {}

  /** @throws DomainError NOT_FOUND, FORBIDDEN; CONFLICT with the present `state`; VALIDATION on `move` */
  async close(ctx: Ctx, id: string, expectedState: HearingState): Promise<HearingEntity> {
    return this.database.transaction(ctx, async (ctx) => {
      const hearing = await this.hearings.lockById(ctx, id);
      this.record.access.require(ctx, hearingPermissions.close, { planId: hearing.planId });
      const state = this.running.next(hearing, 'CLOSE', expectedState);
      const closedAt = this.clock.now();
      if (hearing.currentItemId)
        await this.hearings.updateItem(ctx, hearing.currentItemId, { endedAt: closedAt });
      const change = { state, closedAt, currentItemId: null };
      await this.hearings.update(ctx, id, change);
      const closed = { ...hearing, ...change };
      await this.record.changed(ctx, closed, 'hearing.close', { state: hearing.state }, { state });
      return closed;
    });
  }
}
