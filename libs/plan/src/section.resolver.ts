import { Args, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow, CurrentCtx, OfParent } from '@rapfang/access';
import { BilingualTextModel, type BilingualText, type Ctx, costOfList } from '@rapfang/platform';
import { PlanView } from './plan-view.js';
import {
  focusAreaModel,
  IndicatorModel,
  indicatorModel,
  PlanModel,
  planModel,
  PlanVersionModel,
  versionModel,
} from './plan.model.js';
import type { PlanEntity } from './plan.entity.js';
import { planPermissions } from './plan.permissions.js';
import { PlanStore, type VersionRow } from './plan.store.js';
import {
  SectionFactsModel,
  SectionModel,
  sectionModel,
  SectionRefModel,
  sectionRef,
} from './section.model.js';

@Resolver(() => SectionModel)
export class SectionResolver {
  constructor(
    private readonly plans: PlanStore,
    private readonly view: PlanView,
  ) {}

  @Query(() => SectionModel, { nullable: true })
  @Allow(planPermissions.read)
  async section(
    @CurrentCtx() ctx: Ctx,
    @Args('planKey') planKey: string,
    @Args('key') key: string,
    @Args('version', { type: () => Int, nullable: true }) number: number | null,
  ): Promise<SectionModel | null> {
    const plan = await this.plans.findPlanByKey(ctx, planKey);
    const version = plan && (await this.view.version(ctx, plan.id, number));
    const row = version && (await this.plans.tree(ctx, version.id)).find(key);
    return row && sectionModel(row);
  }

  @ResolveField(() => BilingualTextModel)
  @OfParent()
  async body(@CurrentCtx() ctx: Ctx, @Parent() { row }: SectionModel): Promise<BilingualText> {
    const { bodyTh, bodyEn } = await this.plans.content(ctx, row.textId);
    return { th: bodyTh, en: bodyEn };
  }

  @ResolveField(() => SectionFactsModel)
  @OfParent()
  async facts(@CurrentCtx() ctx: Ctx, @Parent() { row }: SectionModel): Promise<SectionFactsModel> {
    const { facts } = await this.plans.content(ctx, row.textId);
    const { goals, focusNote, abridged, project } = facts;
    const code = project?.focusArea ?? null;
    const areas = code === null ? [] : await this.plans.focusAreas(ctx, row.versionId);
    const area = areas.find((one) => one.code === code);
    return {
      goals,
      focusNote,
      abridged,
      objective: project?.objective ?? null,
      leadAgency: project?.leadAgency ?? null,
      leadSource: project?.leadSource ?? null,
      supportingAgencies: project?.supportingAgencies ?? [],
      output: project?.output ?? null,
      budget: project?.budget ?? null,
      durationMonths: project?.durationMonths ?? null,
      yearsActive: project?.yearsActive ?? [],
      focusArea: area ? focusAreaModel(area) : null,
    };
  }

  @ResolveField(() => [IndicatorModel])
  @OfParent()
  async indicators(@CurrentCtx() ctx: Ctx, @Parent() { row }: SectionModel): Promise<IndicatorModel[]> {
    const indicators = await this.plans.indicators(ctx, row.versionId);
    return indicators
      .filter((one) => one.sectionId === row.sectionId)
      .map((one) => indicatorModel(one, row.sectionKey));
  }

  @ResolveField(() => PlanVersionModel)
  @OfParent()
  async version(@CurrentCtx() ctx: Ctx, @Parent() { row }: SectionModel): Promise<PlanVersionModel> {
    return versionModel((await this.plans.findVersionById(ctx, row.versionId)) as VersionRow);
  }

  @ResolveField(() => PlanModel, { description: 'The plan, in the version of this section.' })
  @OfParent()
  async plan(@CurrentCtx() ctx: Ctx, @Parent() { row }: SectionModel): Promise<PlanModel> {
    const [plan, version] = await Promise.all([
      this.plans.findPlan(ctx, row.planId),
      this.plans.findVersionById(ctx, row.versionId),
    ]);
    return planModel(plan as PlanEntity, version as VersionRow);
  }

  @ResolveField(() => [SectionRefModel])
  @OfParent()
  async ancestors(@CurrentCtx() ctx: Ctx, @Parent() { row }: SectionModel): Promise<SectionRefModel[]> {
    const tree = await this.plans.tree(ctx, row.versionId);
    const own = tree.find(row.sectionKey);
    return own ? tree.ancestors(own).map(sectionRef) : [];
  }

  @ResolveField(() => [SectionModel], { complexity: costOfList(10) })
  @OfParent()
  async children(@CurrentCtx() ctx: Ctx, @Parent() { row }: SectionModel): Promise<SectionModel[]> {
    return (await this.plans.tree(ctx, row.versionId)).children(row).map(sectionModel);
  }

  @ResolveField(() => SectionRefModel, { nullable: true })
  @OfParent()
  async previous(@CurrentCtx() ctx: Ctx, @Parent() { row }: SectionModel): Promise<SectionRefModel | null> {
    const tree = await this.plans.tree(ctx, row.versionId);
    const own = tree.find(row.sectionKey);
    const before = own && tree.previous(own);
    return before && sectionRef(before);
  }

  @ResolveField(() => SectionRefModel, { nullable: true })
  @OfParent()
  async next(@CurrentCtx() ctx: Ctx, @Parent() { row }: SectionModel): Promise<SectionRefModel | null> {
    const tree = await this.plans.tree(ctx, row.versionId);
    const own = tree.find(row.sectionKey);
    const after = own && tree.next(own);
    return after && sectionRef(after);
  }
}
