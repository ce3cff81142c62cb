import { Args, Mutation, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow, CurrentCtx, OfParent, Public, type OperationContext } from '@rapfang/access';
import { CommentModel, CommentStore, isStaff, viewerOf, viewOf } from '@rapfang/comment';
import { PlanStore } from '@rapfang/plan';
import type { Ctx } from '@rapfang/platform';
import { TagCommentsInput } from './tag.input.js';
import { CommentTagModel, commentTagModel, TagModel, tagModel } from './tag.model.js';
import { TagService } from './tag.service.js';
import { TagStore } from './tag.store.js';
import { triagePermissions } from './triage.permissions.js';

@Resolver(() => TagModel)
export class TagResolver {
  constructor(
    private readonly service: TagService,
    private readonly store: TagStore,
    private readonly plans: PlanStore,
    private readonly comments: CommentStore,
  ) {}

  @Query(() => [TagModel])
  @Public('The headings are those of the published plan.')
  async tags(@CurrentCtx() ctx: Ctx, @Args('planKey') planKey: string): Promise<TagModel[]> {
    const plan = await this.plans.findPlanByKey(ctx, planKey);
    return plan ? (await this.store.listOfPlan(ctx, plan.id)).map(tagModel) : [];
  }

  @Mutation(() => [CommentModel])
  @Allow(triagePermissions.tag)
  async tagComments(@CurrentCtx() ctx: Ctx, @Args('input') input: TagCommentsInput): Promise<CommentModel[]> {
    await this.service.tag(ctx, input);
    ctx.loaders.clear();
    const rows = new Map((await this.comments.listByIds(ctx, input.commentIds)).map((row) => [row.id, row]));
    return [...new Set(input.commentIds)].flatMap((id) => {
      const row = rows.get(id);
      return (row && viewOf(row, viewerOf(ctx, row.planId))) ?? [];
    });
  }
}

/** A bare resolver, see comment-fields.resolver.ts of the comment room. */
@Resolver(() => CommentModel)
export class CommentTagsResolver {
  constructor(private readonly store: TagStore) {}

  @ResolveField(() => [CommentTagModel])
  @OfParent('Nothing under a placeholder; who tagged is for the desk alone.')
  tags(
    { id, planId, sight }: CommentModel,
    _: unknown,
    { ctx }: OperationContext,
  ): CommentTagModel[] | Promise<CommentTagModel[]> {
    // What is said under a placeholder would give away what it was about.
    if (sight === 'PLACEHOLDER') return [];
    const named = isStaff(ctx.actor, planId);
    return ctx.loaders
      .of<string, CommentTagModel[]>(named ? 'triage.tagsNamed' : 'triage.tags', (ids) =>
        this.byComment(ctx, ids, named),
      )
      .load(id);
  }

  private async byComment(ctx: Ctx, ids: readonly string[], named: boolean): Promise<CommentTagModel[][]> {
    const byId = new Map<string, CommentTagModel[]>(ids.map((id) => [id, []]));
    for (const row of await this.store.listShown(ctx, ids))
      byId.get(row.commentId)?.push(commentTagModel(row, named));
    return ids.map((id) => byId.get(id) ?? []);
  }
}
