import { Args, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Access, Allow, CurrentCtx, OfParent, type OperationContext } from '@rapfang/access';
import { CommentModel } from '@rapfang/comment';
import { PlanStore } from '@rapfang/plan';
import { connectionFrom, type Connection, type Ctx } from '@rapfang/platform';
import { ResponseConnection, ResponseModel, responseModel } from './response.model.js';
import { responsePermissions } from './response.permissions.js';
import { ResponseState } from './response.rules.js';
import { ResponseStore, type ResponseFilter } from './response.store.js';
import { ResponseViews } from './response-views.js';
import { ResponsesArgs } from './responses.args.js';

const NONE = { items: [], cursors: [], hasNextPage: false, hasPreviousPage: false };

@Resolver(() => CommentModel)
export class ResponseListsResolver {
  constructor(
    private readonly store: ResponseStore,
    private readonly views: ResponseViews,
    private readonly plans: PlanStore,
    private readonly access: Access,
  ) {}

  /** Newest first. Whoever may not read drafts finds the published ones alone, whatever state is asked for. */
  @Query(() => ResponseConnection)
  @Allow(responsePermissions.read)
  async responses(
    @CurrentCtx() ctx: Ctx,
    @Args() { planKey, state, strategyKey, ...page }: ResponsesArgs,
  ): Promise<Connection<ResponseModel>> {
    const plan = await this.plans.findPlanByKey(ctx, planKey);
    const strategy = plan && strategyKey ? await this.plans.findSection(ctx, planKey, strategyKey) : null;
    if (!plan || (strategyKey && strategy?.strategyNumber == null))
      return connectionFrom<ResponseModel>(NONE, 0);
    const readable = this.access.may(ctx, responsePermissions.readDrafts, { planId: plan.id })
      ? Object.values(ResponseState)
      : [ResponseState.PUBLISHED];
    const filter: ResponseFilter = {
      planId: plan.id,
      states: state ? readable.filter((one) => one === state) : readable,
      strategyNumber: strategy?.strategyNumber ?? null,
    };
    const found = await this.store.list(ctx, filter, page);
    return connectionFrom({ ...found, items: found.items.map(responseModel) }, () =>
      this.store.count(ctx, filter),
    );
  }

  @ResolveField('responses', () => [ResponseModel])
  @OfParent()
  // Bare, see comment-fields.resolver.ts of the comment room.
  async ofComment(comment: CommentModel, _: unknown, { ctx }: OperationContext): Promise<ResponseModel[]> {
    return (await this.views.ofComment(ctx, comment.id)).map(responseModel);
  }
}
