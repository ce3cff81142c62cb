import { Args, Info, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { CurrentCtx, OfParent, type OperationContext } from '@rapfang/access';
import { RoundModel } from '@rapfang/consultation';
import { PlanModel, SectionModel } from '@rapfang/plan';
import type { Connection, Ctx } from '@rapfang/platform';
import { ThreadArgs } from './comment.input.js';
import {
  CommentConnection,
  ParticipantGroupModel,
  SectionCountsModel,
  StanceCountModel,
  type CommentModel,
} from './comment.model.js';
import { CountsService } from './counts.service.js';
import { asksForLastEvent } from './live-order.js';
import { ThreadService } from './thread.service.js';

@Resolver(() => SectionModel)
export class SectionCommentsResolver {
  constructor(
    private readonly threads: ThreadService,
    private readonly counts: CountsService,
  ) {}

  @ResolveField(() => CommentConnection, { description: 'Root comments; replies hang on each.' })
  @OfParent()
  async thread(
    @CurrentCtx() ctx: Ctx,
    @Parent() { row }: SectionModel,
    @Args() args: ThreadArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<CommentModel>> {
    if (asksForLastEvent(info)) await this.threads.lastEvent(ctx, row);
    return this.threads.thread(ctx, row, args);
  }

  @ResolveField(() => [StanceCountModel])
  @OfParent()
  stanceCounts(@CurrentCtx() ctx: Ctx, @Parent() { row }: SectionModel): Promise<StanceCountModel[]> {
    return this.counts.stancesOf(ctx, row);
  }

  @ResolveField(() => SectionCountsModel, { name: 'counts' })
  @OfParent()
  // Bare, see comment-fields.resolver.ts: a tree asks it for every section.
  countsOfSection({ row }: SectionModel, _: unknown, { ctx }: OperationContext): Promise<SectionCountsModel> {
    return this.counts.ofSection(ctx, row);
  }

  @ResolveField(() => Int, {
    description: "Number of the last live event of this section's stream: follow it from here.",
  })
  @OfParent()
  lastEvent(@CurrentCtx() ctx: Ctx, @Parent() { row }: SectionModel): Promise<number> {
    return this.threads.lastEvent(ctx, row);
  }
}

@Resolver(() => PlanModel)
export class PlanCommentsResolver {
  constructor(private readonly counts: CountsService) {}

  @ResolveField(() => SectionCountsModel, { name: 'counts' })
  @OfParent()
  countsOfPlan(@CurrentCtx() ctx: Ctx, @Parent() plan: PlanModel): Promise<SectionCountsModel> {
    return this.counts.ofPlan(ctx, plan.id);
  }
}

@Resolver(() => RoundModel)
export class RoundCommentsResolver {
  constructor(private readonly counts: CountsService) {}

  @ResolveField(() => SectionCountsModel, { name: 'counts' })
  @OfParent()
  countsOfRound(@CurrentCtx() ctx: Ctx, @Parent() round: RoundModel): Promise<SectionCountsModel> {
    return this.counts.ofRound(ctx, round.id);
  }

  @ResolveField(() => [ParticipantGroupModel], {
    description:
      'Who took part, as they said with consent; groups under five are never shown. Counts are rounded down to multiples of five until the round is closed and its comments are decided.',
  })
  @OfParent()
  participantGroups(@CurrentCtx() ctx: Ctx, @Parent() round: RoundModel): Promise<ParticipantGroupModel[]> {
    return this.counts.participantGroups(ctx, round);
  }
}
