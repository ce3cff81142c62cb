import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { CurrentCtx, OfParent } from '@rapfang/access';
import { CommentModel, isStaff } from '@rapfang/comment';
import type { Ctx } from '@rapfang/platform';
import { decisionModel, ModerationDecisionModel } from './moderation.model.js';
import { ModerationStore } from './moderation.store.js';

@Resolver(() => CommentModel)
export class CommentDecisionsResolver {
  constructor(private readonly store: ModerationStore) {}

  @ResolveField(() => [ModerationDecisionModel], {
    description: 'All decisions about the comment, oldest first; empty for readers outside the desk.',
  })
  @OfParent('Empty for readers outside the desk.')
  async decisions(
    @CurrentCtx() ctx: Ctx,
    @Parent() { id, planId }: CommentModel,
  ): Promise<ModerationDecisionModel[]> {
    if (!isStaff(ctx.actor, planId)) return [];
    const rows = await ctx.loaders
      .of('moderation.decisions', async (ids: readonly string[]) => {
        const byComment = Map.groupBy(await this.store.listOf(ctx, ids), ({ commentId }) => commentId);
        return ids.map((one) => byComment.get(one) ?? []);
      })
      .load(id);
    return rows.map((row) => decisionModel(row, ctx.actor.id));
  }
}
