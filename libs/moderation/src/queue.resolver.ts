import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow, CurrentCtx } from '@rapfang/access';
import { PlanStore } from '@rapfang/plan';
import { Clock, type Ctx } from '@rapfang/platform';
import { ClaimService } from './claim.service.js';
import { undoUntil } from './judge.rules.js';
import { deskPermissions, moderationPermissions } from './moderation.permissions.js';
import { ModerationService } from './moderation.service.js';
import { DecideCommentsInput } from './queue.input.js';
import { ClaimModel, claimModel, DecideCommentsPayloadModel, DecidedModel } from './queue.model.js';
import { UndoService } from './undo.service.js';

/** Working through the queue: who looks at what, many at once, and taking it back. */
@Resolver(() => ClaimModel)
export class QueueResolver {
  constructor(
    private readonly claims: ClaimService,
    private readonly moderation: ModerationService,
    private readonly undoing: UndoService,
    private readonly plans: PlanStore,
    private readonly clock: Clock,
  ) {}

  @Query(() => [ClaimModel])
  @Allow(deskPermissions.seeClaims)
  async deskClaims(@CurrentCtx() ctx: Ctx, @Args('planKey') planKey: string): Promise<ClaimModel[]> {
    const plan = await this.plans.getPlanByKey(ctx, planKey);
    const rows = await this.claims.list(ctx, plan.id);
    return rows.map((row) => claimModel(row, ctx.actor.id));
  }

  @Mutation(() => ClaimModel, { description: 'Claims a comment for two minutes, or renews the own claim.' })
  @Allow(deskPermissions.claim)
  async claimComment(
    @CurrentCtx() ctx: Ctx,
    @Args('id', { type: () => ID }) id: string,
    @Args('takeOver', { type: () => Boolean, nullable: true }) takeOver?: boolean | null,
  ): Promise<ClaimModel> {
    return claimModel(await this.claims.claim(ctx, id, takeOver ?? false), ctx.actor.id);
  }

  @Mutation(() => Boolean, { description: 'Gives the own claim back; false when there was none.' })
  @Allow(deskPermissions.claim)
  releaseClaim(@CurrentCtx() ctx: Ctx, @Args('id', { type: () => ID }) id: string): Promise<boolean> {
    return this.claims.release(ctx, id);
  }

  @Mutation(() => DecideCommentsPayloadModel)
  @Allow(moderationPermissions.decide)
  async decideComments(
    @CurrentCtx() ctx: Ctx,
    @Args('input') { comments, ...judging }: DecideCommentsInput,
  ): Promise<DecideCommentsPayloadModel> {
    const { actId, results } = await this.moderation.decideMany(ctx, comments, judging);
    ctx.loaders.clear();
    return { actId, undoUntil: undoUntil(this.clock.now()), results };
  }

  @Mutation(() => [DecidedModel], {
    description: 'Takes back what was decided in one go, within five seconds, where nobody has acted since.',
  })
  @Allow(deskPermissions.undo)
  async undoDecision(
    @CurrentCtx() ctx: Ctx,
    @Args('actId', { type: () => ID }) actId: string,
  ): Promise<DecidedModel[]> {
    const results = await this.undoing.undo(ctx, actId);
    ctx.loaders.clear();
    return results;
  }
}
