import { Args, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Access, Allow, CurrentCtx, OfParent } from '@rapfang/access';
import { CommentConnection, PageArgs } from '@rapfang/comment';
import { PlanStore, sectionRef, SectionRefModel } from '@rapfang/plan';
import type { Connection, Ctx } from '@rapfang/platform';
import { DraftResponseInput, ReviseResponseInput } from './response.input.js';
import { ResponseModel, responseModel } from './response.model.js';
import { responsePermissions } from './response.permissions.js';
import { ResponseServices } from './response-services.js';
import { ResponseStore } from './response.store.js';
import { ResponseViews } from './response-views.js';

@Resolver(() => ResponseModel)
export class ResponseResolver {
  constructor(
    private readonly services: ResponseServices,
    private readonly store: ResponseStore,
    private readonly views: ResponseViews,
    private readonly plans: PlanStore,
    private readonly access: Access,
  ) {}

  @Query(() => ResponseModel, { nullable: true })
  @Allow(responsePermissions.read)
  async response(
    @CurrentCtx() ctx: Ctx,
    @Args('planKey') planKey: string,
    @Args('code') code: string,
  ): Promise<ResponseModel | null> {
    const plan = await this.plans.findPlanByKey(ctx, planKey);
    const found = plan && (await this.store.findByCode(ctx, plan.id, code));
    if (!found) return null;
    return found.state === 'PUBLISHED' || this.access.may(ctx, responsePermissions.readDrafts, found)
      ? responseModel(found)
      : null;
  }

  @Mutation(() => ResponseModel)
  @Allow(responsePermissions.draft)
  async draftResponse(
    @CurrentCtx() ctx: Ctx,
    @Args('input') input: DraftResponseInput,
  ): Promise<ResponseModel> {
    return this.after(ctx, await this.services.response.draft(ctx, input));
  }

  @Mutation(() => ResponseModel)
  @Allow(responsePermissions.revise)
  async reviseResponse(
    @CurrentCtx() ctx: Ctx,
    @Args('input') input: ReviseResponseInput,
  ): Promise<ResponseModel> {
    await this.services.revision.revise(ctx, input);
    return this.after(ctx, input.id);
  }

  @Mutation(() => ResponseModel)
  @Allow(responsePermissions.publish)
  async publishResponse(
    @CurrentCtx() ctx: Ctx,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<ResponseModel> {
    await this.services.response.publish(ctx, id);
    return this.after(ctx, id);
  }

  @ResolveField(() => SectionRefModel, { nullable: true })
  @OfParent()
  async changedSection(
    @CurrentCtx() ctx: Ctx,
    @Parent() response: ResponseModel,
  ): Promise<SectionRefModel | null> {
    if (!response.changedSectionKey) return null;
    const section = await this.plans.findSection(ctx, response.planKey, response.changedSectionKey);
    return section && sectionRef(section);
  }

  @ResolveField(() => Boolean, {
    description: 'The change that was promised stands in a published version; until then it is a promise.',
  })
  @OfParent()
  async changePublished(@CurrentCtx() ctx: Ctx, @Parent() response: ResponseModel): Promise<boolean> {
    const { planId, changedVersion } = response;
    if (changedVersion === null) return false;
    const versions = await this.plans.listVersions(ctx, planId);
    return versions.some(({ number, state }) => state === 'PUBLISHED' && number >= changedVersion);
  }

  @ResolveField(() => Int)
  @OfParent()
  commentCount(@CurrentCtx() ctx: Ctx, @Parent() response: ResponseModel): Promise<number> {
    return this.views.commentCount(ctx, response.id);
  }

  @ResolveField(() => CommentConnection)
  @OfParent()
  comments(
    @CurrentCtx() ctx: Ctx,
    @Parent() response: ResponseModel,
    @Args() page: PageArgs,
  ): Promise<Connection<object>> {
    return this.views.commentsOf(ctx, response, page);
  }

  private async after(ctx: Ctx, id: string): Promise<ResponseModel> {
    ctx.loaders.clear();
    return responseModel(await this.store.get(ctx, id));
  }
}
