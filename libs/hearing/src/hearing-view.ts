import { Injectable } from '@nestjs/common';
import { PlanView } from '@rapfang/plan';
import { Clock, type Ctx } from '@rapfang/platform';
import type { AgendaItemEntity, HearingEntity } from './hearing.entity.js';
import { agendaItemModel, hearingModel, type AgendaItemModel, type HearingModel } from './hearing.model.js';
import { seesDesk } from './hearing.permissions.js';
import { plannedStarts } from './hearing.rules.js';
import { HearingStore } from './hearing.store.js';

/** Most hearings in a list of what is coming. */
const COMING_MOST = 50;

/** Hearings as the caller may see them. */
@Injectable()
export class HearingView {
  constructor(
    private readonly hearings: HearingStore,
    private readonly plans: PlanView,
    private readonly clock: Clock,
  ) {}

  show(ctx: Ctx, row: HearingEntity): HearingModel {
    return hearingModel(row, seesDesk(ctx.actor, row.planId));
  }

  /** Null for one that does not exist, or belongs to a plan that the caller may not read. */
  async byKey(ctx: Ctx, key: string): Promise<HearingModel | null> {
    const row = await this.hearings.findByKey(ctx, key);
    return row && (await this.plans.planById(ctx, row.planId)) ? this.show(ctx, row) : null;
  }

  /** Of a plan, or of all that have not ended by their times; by the time of start. */
  async list(ctx: Ctx, planId: string | null): Promise<HearingModel[]> {
    const rows =
      planId === null
        ? await this.hearings.listComing(ctx, this.clock.now(), COMING_MOST)
        : await this.hearings.listOfPlans(ctx, [planId]);
    const plans = await Promise.all(rows.map((row) => this.plans.planById(ctx, row.planId)));
    return rows.filter((_, index) => plans[index] !== null).map((row) => this.show(ctx, row));
  }

  ofRound(ctx: Ctx, roundId: string): Promise<HearingModel[]> {
    return ctx.loaders
      .of<string, HearingModel[]>('hearing.ofRound', async (ids) => {
        const rows = Map.groupBy(await this.hearings.listOfRounds(ctx, ids), (row) => row.roundId);
        return ids.map((id) => (rows.get(id) ?? []).map((row) => this.show(ctx, row)));
      })
      .load(roundId);
  }

  async agenda(ctx: Ctx, { id, startsAt, openedAt, planId }: HearingModel): Promise<AgendaItemModel[]> {
    const items = await this.itemsOf(ctx, id);
    const starts = plannedStarts(
      startsAt,
      items.map(({ minutes }) => minutes),
    );
    // What was begun before the opening was begun in a rehearsal.
    const hidden = openedAt === null && !seesDesk(ctx.actor, planId);
    return items.map((item, index) => agendaItemModel(item, starts[index] as string, hidden));
  }

  private itemsOf(ctx: Ctx, hearingId: string): Promise<AgendaItemEntity[]> {
    return ctx.loaders
      .of<string, AgendaItemEntity[]>('hearing.items', async (ids) => {
        const rows = Map.groupBy(await this.hearings.listItems(ctx, ids), (row) => row.hearingId);
        return ids.map((id) => rows.get(id) ?? []);
      })
      .load(hearingId);
  }
}
