import { Args, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow, CurrentCtx, OfParent } from '@rapfang/access';
import { isStaff } from '@rapfang/comment';
import { RoundModel, roundModel, RoundStore } from '@rapfang/consultation';
import { Clock, type Ctx } from '@rapfang/platform';
import { checkPermissions } from './check.permissions.js';
import { RoundModerationModel, SetRoundModerationInput } from './round-moderation.model.js';
import { RoundModerationService, settingsOf } from './round-moderation.service.js';

@Resolver(() => RoundModel)
export class RoundModerationResolver {
  constructor(
    private readonly service: RoundModerationService,
    private readonly rounds: RoundStore,
    private readonly clock: Clock,
  ) {}

  @Mutation(() => RoundModel)
  @Allow(checkPermissions.setRound)
  async setRoundModeration(
    @CurrentCtx() ctx: Ctx,
    @Args('input') input: SetRoundModerationInput,
  ): Promise<RoundModel> {
    const round = await this.service.setRoundModeration(ctx, input);
    ctx.loaders.clear();
    return roundModel(round, this.clock.now());
  }

  @ResolveField(() => RoundModerationModel, {
    nullable: true,
    description: 'How the round is moderated; null for readers outside the desk.',
  })
  @OfParent('Null for readers outside the desk.')
  async moderation(
    @CurrentCtx() ctx: Ctx,
    @Parent() { id, planId }: RoundModel,
  ): Promise<RoundModerationModel | null> {
    if (!isStaff(ctx.actor, planId)) return null;
    const round = await this.rounds.findRound(ctx, id);
    return round && (settingsOf(round) as RoundModerationModel);
  }
}
