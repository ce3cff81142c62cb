import { Injectable } from '@nestjs/common';
import { In, IsNull, LessThanOrEqual, MoreThanOrEqual, type EntityManager } from 'typeorm';
import {
  Database,
  DomainError,
  ErrorCode,
  newId,
  type Ctx,
  type Instant,
  type Transaction,
} from '@rapfang/platform';
import { PlanStore } from '@rapfang/plan';
import { RoundEntity, RoundSectionEntity } from './round.entity.js';
import { chooseRound } from './round.rules.js';

export type RoundWithScope = RoundEntity & { sectionIds: string[] };

/** Reads and writes of rounds. */
@Injectable()
export class RoundStore {
  constructor(
    private readonly database: Database,
    private readonly plans: PlanStore,
  ) {}

  /** All rounds of a plan in the order of its timeline. */
  listRounds(ctx: Ctx, planId: string): Promise<RoundEntity[]> {
    return this.one(ctx, 'round.ofPlan', planId, async (manager, planIds) => {
      const rows = await manager.find(RoundEntity, {
        where: { planId: In([...planIds]) },
        order: { position: 'ASC' },
      });
      return planIds.map((one) => rows.filter((row) => row.planId === one));
    });
  }

  findRoundByKey(ctx: Ctx, planId: string, key: string): Promise<RoundEntity | null> {
    return this.database.manager(ctx).findOne(RoundEntity, { where: { planId, key } });
  }

  findRound(ctx: Ctx, id: string): Promise<RoundEntity | null> {
    return this.one<RoundEntity | null>(ctx, 'round.byId', id, async (manager, ids) => {
      const rows = await manager.find(RoundEntity, { where: { id: In([...ids]) } });
      return ids.map((one) => rows.find((row) => row.id === one) ?? null);
    });
  }

  /** @throws DomainError NOT_FOUND */
  async getRound(ctx: Ctx, id: string): Promise<RoundEntity> {
    const round = await this.findRound(ctx, id);
    if (!round) throw new DomainError(ErrorCode.NOT_FOUND);
    return round;
  }

  /**
   * The round to which a comment on the section sent at `at` would belong.
   * @param sectionId a section of the version that holds; null for the plan as a whole
   */
  async findOpenRound(
    ctx: Ctx,
    planId: string,
    sectionId: string | null,
    at: Instant,
  ): Promise<RoundEntity | null> {
    const rounds = await this.openRounds(ctx, planId, at);
    if (rounds.length === 0) return null;
    // Where no round names sections, what is above this one does not matter.
    if (rounds.every(({ sectionIds }) => sectionIds.length === 0)) return chooseRound(rounds, [], at);
    return chooseRound(rounds, await this.lineage(ctx, planId, sectionId), at);
  }

  /** Rounds of a plan within their times, with their scope; one query for all the request's sections (two where a scope is set). */
  async openRounds(ctx: Ctx, planId: string, at: Instant): Promise<RoundWithScope[]> {
    return this.one(ctx, `round.open.${at}`, planId, async (manager, planIds) => {
      const planned = { planId: In([...planIds]), opensAt: LessThanOrEqual(at) };
      const rows = await manager.find(RoundEntity, {
        where: [
          { ...planned, closesAt: MoreThanOrEqual(at) },
          { ...planned, closesAt: IsNull() },
        ],
      });
      const scope =
        rows.length === 0
          ? []
          : await manager.find(RoundSectionEntity, { where: { roundId: In(rows.map((row) => row.id)) } });
      const open = rows.map((row) => ({
        ...row,
        sectionIds: scope.filter(({ roundId }) => roundId === row.id).map(({ sectionId }) => sectionId),
      }));
      return planIds.map((one) => open.filter((row) => row.planId === one));
    });
  }

  async insertRound(
    ctx: Ctx & { tx: Transaction },
    round: RoundEntity,
    sectionIds: readonly string[],
  ): Promise<void> {
    const manager = this.database.writing(ctx);
    await manager.insert(RoundEntity, round as never);
    for (const sectionId of sectionIds) {
      await manager.insert(RoundSectionEntity, { id: newId(), roundId: round.id, sectionId });
    }
  }

  /** How the round is moderated from now on. */
  async setModeration(
    ctx: Ctx & { tx: Transaction },
    id: string,
    change: Pick<
      RoundEntity,
      'moderationPolicy' | 'checks' | 'fourEyes' | 'reportsOpen' | 'reportThreshold' | 'reportsHold'
    >,
  ): Promise<void> {
    await this.database.writing(ctx).update(RoundEntity, { id }, change as never);
  }

  async setErasureRule(
    ctx: Ctx & { tx: Transaction },
    id: string,
    erasureRule: RoundEntity['erasureRule'],
  ): Promise<void> {
    await this.database.writing(ctx).update(RoundEntity, { id }, { erasureRule });
  }

  async setParticipation(
    ctx: Ctx & { tx: Transaction },
    id: string,
    participation: RoundEntity['participation'],
  ): Promise<void> {
    await this.database.writing(ctx).update(RoundEntity, { id }, { participation });
  }

  /** The section's id and the ids of all above it. */
  private async lineage(ctx: Ctx, planId: string, sectionId: string | null): Promise<string[]> {
    const version = sectionId === null ? null : await this.plans.findCurrentVersion(ctx, planId);
    if (sectionId === null || !version) return [];
    const tree = await this.plans.tree(ctx, version.id);
    const row = tree.findById(sectionId);
    return row ? [sectionId, ...tree.ancestors(row).map((above) => above.sectionId)] : [sectionId];
  }

  /** One value of a batch: over the request's loader, or inside a transaction at once, to see its writes. */
  private async one<Value>(
    ctx: Ctx,
    name: string,
    key: string,
    batch: (manager: EntityManager, keys: readonly string[]) => Promise<Value[]>,
  ): Promise<Value> {
    if (ctx.tx) return (await batch(ctx.tx.manager, [key]))[0] as Value;
    return ctx.loaders.of<string, Value>(name, (keys) => batch(this.database.reader.manager, keys)).load(key);
  }
}
