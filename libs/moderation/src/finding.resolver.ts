import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { CurrentCtx, OfParent } from '@rapfang/access';
import { CommentModel, isStaff } from '@rapfang/comment';
import type { Ctx } from '@rapfang/platform';
import { CheckName } from './check.kinds.js';
import { findingModel, FindingModel } from './finding.model.js';
import { FindingStore } from './finding.store.js';
import type { ModerationFindingEntity } from './moderation-finding.entity.js';

@Resolver(() => CommentModel)
export class CommentFindingsResolver {
  constructor(private readonly store: FindingStore) {}

  @OfParent('Empty for readers outside the desk.')
  @ResolveField(() => [FindingModel], {
    description: 'What the checks found in the present text; empty for readers outside the desk.',
  })
  async findings(@CurrentCtx() ctx: Ctx, @Parent() comment: CommentModel): Promise<FindingModel[]> {
    if (!isStaff(ctx.actor, comment.planId)) return [];
    return (await this.present(ctx, comment)).map(findingModel);
  }

  @OfParent('Null for readers who are neither author nor staff.')
  @ResolveField(() => CheckName, {
    nullable: true,
    description: 'The check that keeps the comment from the public, for its author and for staff.',
  })
  async heldByCheck(@CurrentCtx() ctx: Ctx, @Parent() comment: CommentModel): Promise<CheckName | null> {
    const concerned = comment.viewerIsAuthor || comment.byReceipt || isStaff(ctx.actor, comment.planId);
    if (!concerned || comment.state !== 'HELD') return null;
    const byChecks = await ctx.loaders
      .of('moderation.heldByChecks', async (ids: readonly string[]) => {
        const held = await this.store.listHeldByChecks(ctx, ids);
        return ids.map((id) => held.has(id));
      })
      .load(comment.id);
    if (!byChecks) return null;
    const findings = await this.present(ctx, comment);
    return findings.find(({ outcome }) => outcome === 'HOLD')?.checkName ?? null;
  }

  /** Those of the text as it stands now: an edit is judged anew. */
  private async present(ctx: Ctx, { id, revision }: CommentModel): Promise<ModerationFindingEntity[]> {
    const all = await ctx.loaders
      .of('moderation.findings', async (ids: readonly string[]) => {
        const byComment = Map.groupBy(await this.store.listOf(ctx, ids), ({ commentId }) => commentId);
        return ids.map((one) => byComment.get(one) ?? []);
      })
      .load(id);
    return all.filter((finding) => finding.revision === revision);
  }
}
