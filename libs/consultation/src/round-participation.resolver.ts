import { Args, Field, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { Allow, CurrentCtx } from '@rapfang/access';
import { Clock, type Ctx } from '@rapfang/platform';
import { IsIn, IsString, MaxLength } from 'class-validator';
import { consultationPermissions } from './consultation.permissions.js';
import { RoundModel, roundModel } from './round.model.js';
import { RoundParticipationService, type SetRoundParticipation } from './round-participation.service.js';
import { Participation } from './round.rules.js';

@InputType()
export class SetRoundParticipationInput implements SetRoundParticipation {
  @Field() @IsString() @MaxLength(64) planKey!: string;
  @Field() @IsString() @MaxLength(64) roundKey!: string;
  @Field(() => Participation) @IsIn(Object.values(Participation)) participation!: Participation;
  @Field() @IsString() @MaxLength(1000) reason!: string;
}

@Resolver(() => RoundModel)
export class RoundParticipationResolver {
  constructor(
    private readonly service: RoundParticipationService,
    private readonly clock: Clock,
  ) {}

  @Mutation(() => RoundModel, { description: 'Who may comment in the round from now on.' })
  @Allow(consultationPermissions.setParticipation)
  async setRoundParticipation(
    @CurrentCtx() ctx: Ctx,
    @Args('input') input: SetRoundParticipationInput,
  ): Promise<RoundModel> {
    const round = await this.service.setRoundParticipation(ctx, input);
    ctx.loaders.clear();
    return roundModel(round, this.clock.now());
  }
}
