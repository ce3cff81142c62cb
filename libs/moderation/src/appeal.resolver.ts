import { ArgsType, Args, Field, Mutation, Query, Resolver } from '@nestjs/graphql';
import { IsBoolean, IsOptional, IsString, MaxLength } from 'class-validator';
import { Access, Allow, CurrentCtx } from '@rapfang/access';
import { PageArgs } from '@rapfang/comment';
import { PlanStore } from '@rapfang/plan';
import { connectionFrom, keysetQuery, type Connection, type Ctx } from '@rapfang/platform';
import { AppealConnection, AppealModel, appealModel } from './appeal.model.js';
import { AppealJudging } from './appeal-judging.js';
import { AppealService } from './appeal.service.js';
import type { AppealState } from './appeal.rules.js';
import { AppealStore } from './appeal.store.js';
import { appealPermissions, deskPermissions } from './moderation.permissions.js';
import { AppealDecisionInput, DecideAppealInput } from './queue.input.js';

@ArgsType()
class DeskAppealsArgs extends PageArgs {
  @Field() @IsString() @MaxLength(64) planKey!: string;
  /** Those that are decided instead of those that wait. */
  @Field(() => Boolean, { nullable: true }) @IsOptional() @IsBoolean() decided?: boolean | null;
}

const DECIDED: readonly AppealState[] = ['UPHELD', 'OVERTURNED', 'LAPSED'];

@Resolver(() => AppealModel)
export class AppealResolver {
  constructor(
    private readonly access: Access,
    private readonly plans: PlanStore,
    private readonly store: AppealStore,
    private readonly appealing: AppealService,
    private readonly judging: AppealJudging,
  ) {}

  @Query(() => AppealConnection, { description: 'Appeals of a plan, the longest waiting first.' })
  @Allow(deskPermissions.readAppeals)
  async deskAppeals(
    @CurrentCtx() ctx: Ctx,
    @Args() { planKey, decided, ...page }: DeskAppealsArgs,
  ): Promise<Connection<AppealModel>> {
    const plan = await this.plans.getPlanByKey(ctx, planKey);
    this.access.require(ctx, deskPermissions.readAppeals, { planId: plan.id });
    const states = decided ? DECIDED : (['OPEN'] as const);
    const found = await this.store.page(ctx, plan.id, states, keysetQuery(page, ['string']));
    const items = found.items.map((row) => appealModel(row, true));
    return connectionFrom({ ...found, items }, () => this.store.count(ctx, plan.id, states));
  }

  @Mutation(() => AppealModel, { description: 'Asks for another look, once, at what was refused or hidden.' })
  @Allow(appealPermissions.appeal)
  async appealDecision(
    @CurrentCtx() ctx: Ctx,
    @Args('input') input: AppealDecisionInput,
  ): Promise<AppealModel> {
    const appeal = await this.appealing.appeal(ctx, input);
    ctx.loaders.clear();
    return appealModel(appeal, false);
  }

  @Mutation(() => AppealModel, { description: 'Upholds the decision, or overturns it and publishes.' })
  @Allow(deskPermissions.decideAppeal)
  async decideAppeal(@CurrentCtx() ctx: Ctx, @Args('input') input: DecideAppealInput): Promise<AppealModel> {
    const appeal = await this.judging.decide(ctx, input);
    ctx.loaders.clear();
    return appealModel(appeal, true);
  }
}
