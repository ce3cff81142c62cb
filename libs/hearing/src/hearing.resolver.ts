import { Args, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Access, Allow, CurrentCtx, OfParent } from '@rapfang/access';
import { RoundModel, roundModel, RoundStore } from '@rapfang/consultation';
import { PlanModel, PlanStore, PlanView, SectionModel, sectionModel } from '@rapfang/plan';
import { Clock, DomainError, ErrorCode, type Ctx } from '@rapfang/platform';
import { HearingView } from './hearing-view.js';
import { AgendaItemModel, HearingModel } from './hearing.model.js';
import { hearingPermissions } from './hearing.permissions.js';
import { HearingMove, movesFrom } from './hearing.rules.js';

@Resolver(() => HearingModel)
export class HearingResolver {
  constructor(
    private readonly view: HearingView,
    private readonly plans: PlanView,
    private readonly planStore: PlanStore,
    private readonly rounds: RoundStore,
    private readonly clock: Clock,
  ) {}

  @Query(() => HearingModel, { nullable: true })
  @Allow(hearingPermissions.read)
  hearing(@CurrentCtx() ctx: Ctx, @Args('key') key: string): Promise<HearingModel | null> {
    return this.view.byKey(ctx, key);
  }

  @Query(() => [HearingModel], {
    name: 'hearings',
    description: 'All of one plan; without a plan, those everywhere that have not ended by their times.',
  })
  @Allow(hearingPermissions.read)
  async listHearings(
    @CurrentCtx() ctx: Ctx,
    @Args('planKey', { type: () => String, nullable: true }) planKey: string | null,
  ): Promise<HearingModel[]> {
    if (planKey == null) return this.view.list(ctx, null);
    const plan = await this.plans.plan(ctx, await this.planStore.findPlanByKey(ctx, planKey));
    return plan ? this.view.list(ctx, plan.id) : [];
  }

  @ResolveField(() => [AgendaItemModel])
  @OfParent('The agenda of a hearing that is seen; a rehearsal’s times are the desk’s.')
  items(@CurrentCtx() ctx: Ctx, @Parent() hearing: HearingModel): Promise<AgendaItemModel[]> {
    return this.view.agenda(ctx, hearing);
  }

  @ResolveField(() => PlanModel)
  @OfParent('The plan of a hearing that is seen.')
  async plan(@CurrentCtx() ctx: Ctx, @Parent() { planId }: HearingModel): Promise<PlanModel> {
    const plan = await this.plans.planById(ctx, planId);
    if (!plan) throw new DomainError(ErrorCode.NOT_FOUND);
    return plan;
  }

  @ResolveField(() => RoundModel)
  @OfParent('The round of a hearing that is seen.')
  async round(@CurrentCtx() ctx: Ctx, @Parent() { roundId }: HearingModel): Promise<RoundModel> {
    return roundModel(await this.rounds.getRound(ctx, roundId), this.clock.now());
  }
}

/** What the desk may do with a hearing now. */
@Resolver(() => HearingModel)
export class HearingMovesResolver {
  constructor(private readonly access: Access) {}

  @ResolveField(() => [HearingMove], {
    description: 'What the caller may do with it now; empty for readers.',
  })
  @OfParent('Asks the permissions of the caller.')
  viewerMoves(@CurrentCtx() ctx: Ctx, @Parent() { planId, state }: HearingModel): HearingMove[] {
    return movesFrom(state).filter((move) =>
      this.access.may(ctx, move === 'CLOSE' ? hearingPermissions.close : hearingPermissions.run, { planId }),
    );
  }

  @ResolveField(() => Boolean, { description: 'The caller may change the set-up.' })
  @OfParent('Asks the permission of the caller.')
  viewerMayPrepare(@CurrentCtx() ctx: Ctx, @Parent() { planId, state }: HearingModel): boolean {
    return state !== 'CLOSED' && this.access.may(ctx, hearingPermissions.prepare, { planId });
  }
}

@Resolver(() => AgendaItemModel)
export class AgendaItemSectionResolver {
  constructor(private readonly plans: PlanStore) {}

  @ResolveField(() => SectionModel, { nullable: true, description: 'Null where the item takes no comments.' })
  @OfParent('The section of an item that is seen.')
  async section(
    @CurrentCtx() ctx: Ctx,
    @Parent() { sectionId }: AgendaItemModel,
  ): Promise<SectionModel | null> {
    const row = sectionId === null ? null : await this.plans.findSectionById(ctx, sectionId);
    return row && sectionModel(row);
  }
}

@Resolver(() => RoundModel)
export class RoundHearingsResolver {
  constructor(private readonly view: HearingView) {}

  @ResolveField(() => [HearingModel], { name: 'hearings' })
  @OfParent('Hearings of a round that is seen.')
  hearingsOfRound(@CurrentCtx() ctx: Ctx, @Parent() { id }: RoundModel): Promise<HearingModel[]> {
    return this.view.ofRound(ctx, id);
  }
}
