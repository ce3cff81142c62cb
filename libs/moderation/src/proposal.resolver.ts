import { Args, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow, CurrentCtx, OfParent } from '@rapfang/access';
import { CommentModel, CommentViews, isStaff } from '@rapfang/comment';
import { Clock, DomainError, ErrorCode, type Ctx } from '@rapfang/platform';
import type { ModerationClaimEntity } from './claim.entity.js';
import { moderationPermissions } from './moderation.permissions.js';
import type { ModerationProposalEntity } from './proposal.entity.js';
import { ProposalService } from './proposal.service.js';
import { ReturnProposalInput } from './queue.input.js';
import { ClaimModel, claimModel, ProposalModel, proposalModel } from './queue.model.js';
import { QueueStore } from './queue.store.js';

/** What stands at the desk for a comment; readers outside the desk see none of it. */
@Resolver(() => CommentModel)
export class ProposalResolver {
  constructor(
    private readonly proposals: ProposalService,
    private readonly queue: QueueStore,
    private readonly comments: CommentViews,
    private readonly clock: Clock,
  ) {}

  @ResolveField(() => ClaimModel, { nullable: true, description: 'Who is looking at it now; staff only.' })
  @OfParent('Null for readers outside the desk.')
  async claim(@CurrentCtx() ctx: Ctx, @Parent() { id, planId }: CommentModel): Promise<ClaimModel | null> {
    if (!isStaff(ctx.actor, planId)) return null;
    const row = await ctx.loaders
      .of<string, ModerationClaimEntity | null>('moderation.claim', async (ids) => {
        const found = new Map(
          (await this.queue.claimsOf(ctx, ids, this.clock.now())).map((one) => [one.commentId, one]),
        );
        return ids.map((one) => found.get(one) ?? null);
      })
      .load(id);
    return row && claimModel(row, ctx.actor.id);
  }

  @ResolveField(() => ProposalModel, {
    nullable: true,
    description: 'A refusal that waits for a second moderator; staff only.',
  })
  @OfParent('Null for readers outside the desk.')
  async proposal(
    @CurrentCtx() ctx: Ctx,
    @Parent() { id, planId, revision }: CommentModel,
  ): Promise<ProposalModel | null> {
    if (!isStaff(ctx.actor, planId)) return null;
    const row = await ctx.loaders
      .of<string, ModerationProposalEntity | null>('moderation.proposal', async (ids) => {
        const found = new Map((await this.queue.proposalsOf(ctx, ids)).map((one) => [one.commentId, one]));
        return ids.map((one) => found.get(one) ?? null);
      })
      .load(id);
    return row?.revision === revision ? proposalModel(row, ctx.actor.id) : null;
  }

  @Mutation(() => CommentModel, { description: 'Sends a proposed refusal back to the queue.' })
  @Allow(moderationPermissions.decide)
  async returnProposal(
    @CurrentCtx() ctx: Ctx,
    @Args('input') input: ReturnProposalInput,
  ): Promise<CommentModel> {
    await this.proposals.returnProposal(ctx, input);
    ctx.loaders.clear();
    const [comment] = await this.comments.views(ctx, [input.commentId]);
    if (!comment) throw new DomainError(ErrorCode.NOT_FOUND, { field: 'commentId' });
    return comment;
  }
}
