import { Injectable } from '@nestjs/common';
import {
  Clock,
  Database,
  DomainError,
  ErrorCode,
  invalid,
  type Ctx,
  type Instant,
  type Transaction,
} from '@rapfang/platform';
import type { AgendaItemEntity, HearingEntity } from './hearing.entity.js';
import { HearingRecord } from './hearing-record.js';
import { hearingPermissions } from './hearing.permissions.js';
import { isUnderWay, SLOW_MOST, stateAfter, type HearingMove, type HearingState } from './hearing.rules.js';
import { HearingStore } from './hearing.store.js';

type Writing = Ctx & { tx: Transaction };

export interface HearingSettings {
  /** Seconds between two comments of one person; 0 ends slow mode. */
  slowSeconds?: number | null;
  guestsMay?: boolean | null;
}

/** Running a hearing from the desk: rehearse, start, pause, the next item, slower, closed to guests. */
@Injectable()
export class RunHearingService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly hearings: HearingStore,
    private readonly record: HearingRecord,
  ) {}

  /**
   * Starts, pauses, resumes, closes or rehearses.
   * @param expectedState what the desk saw: of two who act at once, one wins
   * @throws DomainError NOT_FOUND, FORBIDDEN; CONFLICT with the present `state`; VALIDATION on `move`
   */
  async move(
    ctx: Ctx,
    id: string,
    move: Exclude<HearingMove, 'CLOSE'>,
    expectedState: HearingState,
  ): Promise<HearingEntity> {
    return this.database.transaction(ctx, async (ctx) => {
      const hearing = await this.hearings.lockById(ctx, id);
      this.record.access.require(ctx, hearingPermissions.run, { planId: hearing.planId });
      const to = this.next(hearing, move, expectedState);
      const at = this.clock.now();
      const change: Partial<HearingEntity> = { state: to };
      if (move === 'START') change.openedAt = at;
      const changed = { ...hearing, ...change };
      await this.hearings.update(ctx, id, change);
      if (move === 'START' || move === 'REHEARSE')
        changed.currentItemId = await this.firstItem(ctx, hearing, at);
      if (move === 'END_REHEARSAL') changed.currentItemId = await this.forget(ctx, hearing);
      await this.record.changed(
        ctx,
        changed,
        `hearing.${move.toLowerCase()}`,
        { state: hearing.state },
        { state: to },
      );
      return changed;
    });
  }

  /**
   * Goes on to an item, for everybody; the one before ends.
   * @param expectedItemId the item that was current for the desk
   * @throws DomainError NOT_FOUND on `itemId`; CONFLICT; VALIDATION on `state` when it is not under way
   */
  async goTo(ctx: Ctx, id: string, itemId: string, expectedItemId: string | null): Promise<HearingEntity> {
    return this.database.transaction(ctx, async (ctx) => {
      const hearing = await this.hearings.lockById(ctx, id);
      this.record.access.require(ctx, hearingPermissions.run, { planId: hearing.planId });
      if (!isUnderWay(hearing.state) && hearing.state !== 'REHEARSAL') throw invalid('state', 'underWay');
      if (hearing.currentItemId !== expectedItemId) {
        throw new DomainError(ErrorCode.CONFLICT, { field: 'itemId' });
      }
      if (hearing.currentItemId === itemId) return hearing;
      const items = await this.hearings.listItems(ctx, [id]);
      const to = items.find((item) => item.id === itemId);
      if (!to) throw new DomainError(ErrorCode.NOT_FOUND, { field: 'itemId' });
      await this.begin(ctx, hearing, to, items, this.clock.now());
      const changed = { ...hearing, currentItemId: itemId };
      await this.record.changed(
        ctx,
        changed,
        'hearing.item',
        { itemId: hearing.currentItemId },
        { itemId, position: to.position },
      );
      return changed;
    });
  }

  /** @throws DomainError NOT_FOUND, FORBIDDEN; VALIDATION on `slowSeconds` or `state` */
  async settle(ctx: Ctx, id: string, settings: HearingSettings): Promise<HearingEntity> {
    const { slowSeconds } = settings;
    if (
      slowSeconds != null &&
      (!Number.isInteger(slowSeconds) || slowSeconds < 0 || slowSeconds > SLOW_MOST)
    ) {
      throw invalid('slowSeconds', 'range', { least: 0, limit: SLOW_MOST });
    }
    return this.database.transaction(ctx, async (ctx) => {
      const hearing = await this.hearings.lockById(ctx, id);
      this.record.access.require(ctx, hearingPermissions.run, { planId: hearing.planId });
      if (hearing.state === 'CLOSED') throw invalid('state', 'closed');
      const change = {
        slowSeconds: slowSeconds ?? hearing.slowSeconds,
        guestsMay: settings.guestsMay == null ? hearing.guestsMay : Number(settings.guestsMay),
      };
      const same = change.slowSeconds === hearing.slowSeconds && change.guestsMay === hearing.guestsMay;
      if (same) return hearing;
      await this.hearings.update(ctx, id, change);
      const changed = { ...hearing, ...change };
      const { slowSeconds: slow, guestsMay: guests } = hearing;
      await this.record.changed(
        ctx,
        changed,
        'hearing.settings',
        { slowSeconds: slow, guestsMay: guests },
        change,
      );
      return changed;
    });
  }

  /** @throws DomainError CONFLICT when the desk saw another state; VALIDATION when the move is not open */
  next(hearing: HearingEntity, move: HearingMove, expectedState: HearingState): HearingState {
    if (hearing.state !== expectedState) {
      throw new DomainError(ErrorCode.CONFLICT, { params: { state: hearing.state } });
    }
    const to = stateAfter(hearing.state, move);
    if (!to) throw invalid('move', 'transition', { from: hearing.state });
    return to;
  }

  private async firstItem(ctx: Writing, hearing: HearingEntity, at: Instant): Promise<string | null> {
    const items = await this.hearings.listItems(ctx, [hearing.id]);
    const first = items[0];
    if (first) await this.begin(ctx, hearing, first, items, at);
    return first?.id ?? null;
  }

  private async begin(
    ctx: Writing,
    hearing: HearingEntity,
    item: AgendaItemEntity,
    items: readonly AgendaItemEntity[],
    at: Instant,
  ): Promise<void> {
    const before = items.find(({ id }) => id === hearing.currentItemId);
    if (before) await this.hearings.updateItem(ctx, before.id, { endedAt: at });
    // Coming back to an item goes on with it: it began when it first began.
    await this.hearings.updateItem(ctx, item.id, { startedAt: item.startedAt ?? at, endedAt: null });
    await this.hearings.update(ctx, hearing.id, { currentItemId: item.id });
  }

  /** A rehearsal leaves nothing behind. */
  private async forget(ctx: Writing, hearing: HearingEntity): Promise<null> {
    for (const { id } of await this.hearings.listItems(ctx, [hearing.id])) {
      await this.hearings.updateItem(ctx, id, { startedAt: null, endedAt: null });
    }
    await this.hearings.update(ctx, hearing.id, { currentItemId: null });
    return null;
  }
}
