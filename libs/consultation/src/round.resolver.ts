import { Args, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow, CurrentCtx, OfParent } from '@rapfang/access';
import { PlanModel, PlanStore, PlanVersionModel, PlanView, SectionModel, versionModel } from '@rapfang/plan';
import { Clock, DomainError, ErrorCode, type Ctx, costOfList } from '@rapfang/platform';
import { consultationPermissions } from './consultation.permissions.js';
import { ReportedOpinionModel, reportedOpinionModel } from './reported-opinion.model.js';
import { ReportedOpinionStore } from './reported-opinion.store.js';
import { RoundModel, roundModel } from './round.model.js';
import { RoundState } from './round.rules.js';
import { RoundStore } from './round.store.js';

@Resolver(() => RoundModel)
export class RoundResolver {
  constructor(
    private readonly plans: PlanStore,
    private readonly view: PlanView,
    private readonly rounds: RoundStore,
    private readonly clock: Clock,
  ) {}

  @Query(() => [RoundModel], {
    name: 'rounds',
    description: 'Of one plan, or of all; in the order of each timeline.',
  })
  @Allow(consultationPermissions.read)
  async listRounds(
    @CurrentCtx() ctx: Ctx,
    @Args('planKey', { type: () => String, nullable: true }) planKey: string | null,
    @Args('state', { type: () => RoundState, nullable: true }) state: RoundState | null,
  ): Promise<RoundModel[]> {
    const all =
      planKey == null ? await this.plans.listPlans(ctx) : [await this.plans.findPlanByKey(ctx, planKey)];
    const plans = (await Promise.all(all.map((plan) => this.view.plan(ctx, plan)))).filter(
      (plan) => plan !== null,
    );
    const at = this.clock.now();
    const rows = (await Promise.all(plans.map((plan) => this.rounds.listRounds(ctx, plan.id)))).flat();
    const rounds = rows.map((row) => roundModel(row, at));
    return state == null ? rounds : rounds.filter((round) => round.state === state);
  }

  @Query(() => RoundModel, { nullable: true })
  @Allow(consultationPermissions.read)
  async round(
    @CurrentCtx() ctx: Ctx,
    @Args('planKey') planKey: string,
    @Args('key') key: string,
  ): Promise<RoundModel | null> {
    const plan = await this.view.plan(ctx, await this.plans.findPlanByKey(ctx, planKey));
    const row = plan && (await this.rounds.findRoundByKey(ctx, plan.id, key));
    return row && roundModel(row, this.clock.now());
  }

  @ResolveField(() => PlanModel)
  @OfParent()
  async plan(@CurrentCtx() ctx: Ctx, @Parent() round: RoundModel): Promise<PlanModel> {
    const plan = await this.view.planById(ctx, round.planId);
    if (!plan) throw new DomainError(ErrorCode.NOT_FOUND);
    return plan;
  }

  @ResolveField(() => PlanVersionModel, { nullable: true })
  @OfParent()
  async version(@CurrentCtx() ctx: Ctx, @Parent() round: RoundModel): Promise<PlanVersionModel | null> {
    const version = round.versionId === null ? null : await this.plans.findVersionById(ctx, round.versionId);
    return version && this.view.mayRead(ctx, version) ? versionModel(version) : null;
  }
}

@Resolver(() => SectionModel)
export class SectionRoundResolver {
  constructor(
    private readonly rounds: RoundStore,
    private readonly clock: Clock,
  ) {}

  @ResolveField(() => RoundModel, {
    nullable: true,
    description: 'The round a comment sent now would belong to; null when none is open for this section.',
  })
  @OfParent()
  async openRound(@CurrentCtx() ctx: Ctx, @Parent() { row }: SectionModel): Promise<RoundModel | null> {
    // To the second, so that all sections of one answer share one query.
    const at = this.clock.now().replace(/\.\d{3}Z$/, '.000Z');
    const round = await this.rounds.findOpenRound(ctx, row.planId, row.sectionId, at);
    return round && roundModel(round, at);
  }
}

@Resolver(() => PlanModel)
export class PlanRoundResolver {
  constructor(
    private readonly rounds: RoundStore,
    private readonly opinions: ReportedOpinionStore,
    private readonly clock: Clock,
  ) {}

  @ResolveField(() => [RoundModel], { name: 'rounds', complexity: costOfList(20) })
  @OfParent()
  async roundsOfPlan(@CurrentCtx() ctx: Ctx, @Parent() plan: PlanModel): Promise<RoundModel[]> {
    const at = this.clock.now();
    return (await this.rounds.listRounds(ctx, plan.id)).map((row) => roundModel(row, at));
  }

  @ResolveField(() => [ReportedOpinionModel], {
    complexity: costOfList(40),
    description: 'Opinions reported by the documents, with their source.',
  })
  @OfParent()
  async reportedOpinions(
    @CurrentCtx() ctx: Ctx,
    @Parent() plan: PlanModel,
    @Args('sectionKey', { type: () => String, nullable: true }) sectionKey: string | null,
  ): Promise<ReportedOpinionModel[]> {
    const rows = await this.opinions.listOpinions(ctx, plan.id);
    return (
      rows
        // A strategy gathers what was said on everything below it.
        .filter(
          (row) => sectionKey == null || row.sectionKey === sectionKey || row.strategyKey === sectionKey,
        )
        .map(reportedOpinionModel)
    );
  }
}

@Resolver(() => ReportedOpinionModel)
export class ReportedOpinionResolver {
  constructor(
    private readonly rounds: RoundStore,
    private readonly clock: Clock,
  ) {}

  @ResolveField(() => RoundModel, { nullable: true })
  @OfParent()
  async round(
    @CurrentCtx() ctx: Ctx,
    @Parent() { roundId }: ReportedOpinionModel,
  ): Promise<RoundModel | null> {
    const round = roundId === null ? null : await this.rounds.findRound(ctx, roundId);
    return round && roundModel(round, this.clock.now());
  }
}
