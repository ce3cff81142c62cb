import { Args, Field, InputType, Mutation, Resolver } from '@nestjs/graphql';
import { Allow, CurrentCtx, ErasureRule } from '@rapfang/access';
import { RoundModel, roundModel } from '@rapfang/consultation';
import { Clock, type Ctx } from '@rapfang/platform';
import { IsIn, IsString, MaxLength } from 'class-validator';
import { commentPermissions } from './comment.permissions.js';
import { ErasureRuleService, type SetRoundErasureRule } from './erasure-rule.service.js';

@InputType()
export class SetRoundErasureRuleInput implements SetRoundErasureRule {
  @Field() @IsString() @MaxLength(64) planKey!: string;
  @Field() @IsString() @MaxLength(64) roundKey!: string;
  @Field(() => ErasureRule) @IsIn(Object.values(ErasureRule)) erasureRule!: ErasureRule;
  @Field() @IsString() @MaxLength(1000) reason!: string;
}

@Resolver(() => RoundModel)
export class ErasureRuleResolver {
  constructor(
    private readonly service: ErasureRuleService,
    private readonly clock: Clock,
  ) {}

  @Mutation(() => RoundModel, {
    description:
      'What becomes of published texts when an author’s data is erased. Once there are comments, from keeping to removing only.',
  })
  @Allow(commentPermissions.setErasureRule)
  async setRoundErasureRule(
    @CurrentCtx() ctx: Ctx,
    @Args('input') input: SetRoundErasureRuleInput,
  ): Promise<RoundModel> {
    const round = await this.service.setRoundErasureRule(ctx, input);
    ctx.loaders.clear();
    return roundModel(round, this.clock.now());
  }
}
