import { Args, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow, CurrentCtx, GrantModel, OfParent } from '@rapfang/access';
import { BilingualTextModel, type BilingualText, type Ctx, costOfList } from '@rapfang/platform';
import { PlanView } from './plan-view.js';
import {
  FocusAreaModel,
  focusAreaModel,
  GazetteModel,
  GoalModel,
  IndicatorModel,
  indicatorModel,
  PlanModel,
  PlanVersionModel,
  SectionKindCountModel,
  versionModel,
} from './plan.model.js';
import { planPermissions } from './plan.permissions.js';
import { countKinds } from './plan.rules.js';
import { PlanStore } from './plan.store.js';
import { SectionModel, sectionModel } from './section.model.js';

const NOTHING: BilingualText = { th: null, en: null };
const text = ({ th, en }: BilingualText): BilingualText => ({ th, en });

@Resolver(() => PlanModel)
export class PlanResolver {
  constructor(
    private readonly plans: PlanStore,
    private readonly view: PlanView,
  ) {}

  @Query(() => [PlanModel], { name: 'plans' })
  @Allow(planPermissions.read)
  async listPlans(@CurrentCtx() ctx: Ctx): Promise<PlanModel[]> {
    const plans = await this.plans.listPlans(ctx);
    const models = await Promise.all(plans.map((plan) => this.view.plan(ctx, plan)));
    return models.filter((model) => model !== null);
  }

  @Query(() => PlanModel, { nullable: true })
  @Allow(planPermissions.read)
  async plan(
    @CurrentCtx() ctx: Ctx,
    @Args('key') key: string,
    @Args('version', { type: () => Int, nullable: true }) version: number | null,
  ): Promise<PlanModel | null> {
    return this.view.plan(ctx, await this.plans.findPlanByKey(ctx, key), version);
  }

  @ResolveField(() => BilingualTextModel)
  @OfParent()
  async vision(@CurrentCtx() ctx: Ctx, @Parent() plan: PlanModel): Promise<BilingualText> {
    return (await this.plans.meta(ctx, plan.version.id)).vision ?? NOTHING;
  }

  @ResolveField(() => [Int])
  @OfParent()
  async yearsBe(@CurrentCtx() ctx: Ctx, @Parent() plan: PlanModel): Promise<number[]> {
    return (await this.plans.meta(ctx, plan.version.id)).years.be;
  }

  @ResolveField(() => [Int])
  @OfParent()
  async yearsCe(@CurrentCtx() ctx: Ctx, @Parent() plan: PlanModel): Promise<number[]> {
    return (await this.plans.meta(ctx, plan.version.id)).years.ce;
  }

  @ResolveField(() => [BilingualTextModel])
  @OfParent()
  async objectives(@CurrentCtx() ctx: Ctx, @Parent() plan: PlanModel): Promise<BilingualText[]> {
    return (await this.plans.meta(ctx, plan.version.id)).objectives.map(text);
  }

  @ResolveField(() => [GoalModel])
  @OfParent()
  async goals(@CurrentCtx() ctx: Ctx, @Parent() plan: PlanModel): Promise<GoalModel[]> {
    const { goals } = await this.plans.meta(ctx, plan.version.id);
    return goals.map((goal) => ({ key: goal.key, title: text(goal), body: goal.body }));
  }

  @ResolveField(() => [FocusAreaModel])
  @OfParent()
  async focusAreas(@CurrentCtx() ctx: Ctx, @Parent() plan: PlanModel): Promise<FocusAreaModel[]> {
    return (await this.plans.focusAreas(ctx, plan.version.id)).map(focusAreaModel);
  }

  @ResolveField(() => [IndicatorModel], {
    description: 'Of the plan as a whole; those of a strategy are on its section.',
  })
  @OfParent()
  async indicators(@CurrentCtx() ctx: Ctx, @Parent() plan: PlanModel): Promise<IndicatorModel[]> {
    const indicators = await this.plans.indicators(ctx, plan.version.id);
    return indicators.filter((row) => row.sectionId === null).map((row) => indicatorModel(row, null));
  }

  @ResolveField(() => GazetteModel, { nullable: true })
  @OfParent()
  async gazette(@CurrentCtx() ctx: Ctx, @Parent() plan: PlanModel): Promise<GazetteModel | null> {
    const { gazette } = await this.plans.meta(ctx, plan.version.id);
    if (!gazette) return null;
    const { published, announced, cabinetResolution, ...rest } = gazette;
    return {
      ...rest,
      publishedOn: published,
      announcedOn: announced,
      cabinetResolutionOn: cabinetResolution,
    };
  }

  @ResolveField(() => BilingualTextModel, { nullable: true })
  @OfParent()
  async monitoring(@CurrentCtx() ctx: Ctx, @Parent() plan: PlanModel): Promise<BilingualText | null> {
    return (await this.plans.meta(ctx, plan.version.id)).monitoring;
  }

  @ResolveField(() => [BilingualTextModel])
  @OfParent()
  async notes(@CurrentCtx() ctx: Ctx, @Parent() plan: PlanModel): Promise<BilingualText[]> {
    return (await this.plans.meta(ctx, plan.version.id)).notes;
  }

  @ResolveField(() => PlanVersionModel, { nullable: true })
  @OfParent()
  async currentVersion(@CurrentCtx() ctx: Ctx, @Parent() plan: PlanModel): Promise<PlanVersionModel | null> {
    const version = await this.plans.findCurrentVersion(ctx, plan.id);
    return version && versionModel(version);
  }

  @ResolveField(() => [PlanVersionModel])
  @OfParent()
  async versions(@CurrentCtx() ctx: Ctx, @Parent() plan: PlanModel): Promise<PlanVersionModel[]> {
    return (await this.view.versions(ctx, plan.id)).map(versionModel);
  }

  @ResolveField(() => [SectionKindCountModel])
  @OfParent()
  async kindCounts(@CurrentCtx() ctx: Ctx, @Parent() plan: PlanModel): Promise<SectionKindCountModel[]> {
    return countKinds((await this.plans.tree(ctx, plan.version.id)).rows);
  }

  @ResolveField(() => [SectionModel], {
    complexity: costOfList(150),
    description: 'The whole tree in reading order, flat (depth and parentKey give its shape).',
  })
  @OfParent()
  async sections(@CurrentCtx() ctx: Ctx, @Parent() plan: PlanModel): Promise<SectionModel[]> {
    return (await this.plans.tree(ctx, plan.version.id)).rows.map(sectionModel);
  }
}

/** Names the plan on which somebody holds a role. */
@Resolver(() => GrantModel)
export class GrantPlanResolver {
  constructor(private readonly plans: PlanStore) {}

  @ResolveField(() => String, { nullable: true })
  @OfParent()
  async planKey(@CurrentCtx() ctx: Ctx, @Parent() grant: GrantModel): Promise<string | null> {
    if (grant.scope === null || grant.scope === '*') return null;
    return (await this.plans.findPlan(ctx, grant.scope))?.key ?? null;
  }
}
