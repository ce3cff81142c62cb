import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow, CurrentCtx } from '@rapfang/access';
import { PlanStore } from '@rapfang/plan';
import type { Ctx } from '@rapfang/platform';
import { FindingModel, findingModel } from './finding.model.js';
import { checkPermissions } from './check.permissions.js';
import { AddTermsInput, RetireTermInput, TryTermsInput } from './term.input.js';
import { BannedTermModel, termModel, TermsAddedModel, TermTrialModel } from './term.model.js';
import { TermService } from './term.service.js';
import { TermTrialService } from './term-trial.service.js';

@Resolver(() => BannedTermModel)
export class TermResolver {
  constructor(
    private readonly terms: TermService,
    private readonly trials: TermTrialService,
    private readonly plans: PlanStore,
  ) {}

  @Query(() => [BannedTermModel], { description: 'Those of the plan and those for every plan.' })
  @Allow(checkPermissions.readTerms)
  async bannedTerms(@CurrentCtx() ctx: Ctx, @Args('planKey') planKey: string): Promise<BannedTermModel[]> {
    return (await this.terms.listTerms(ctx, await this.planId(ctx, planKey))).map(termModel);
  }

  @Query(() => TermTrialModel)
  @Allow(checkPermissions.manageTerms)
  async tryTerms(@CurrentCtx() ctx: Ctx, @Args('input') input: TryTermsInput): Promise<TermTrialModel> {
    return this.trials.tryTerms(ctx, await this.planId(ctx, input.planKey), input.lines, input.matching);
  }

  @Query(() => [FindingModel], { description: 'What the checks say of a text; nothing is kept of it.' })
  @Allow(checkPermissions.readTerms)
  async tryText(
    @CurrentCtx() ctx: Ctx,
    @Args('planKey') planKey: string,
    @Args('text') text: string,
  ): Promise<FindingModel[]> {
    const plan = await this.plans.getPlanByKey(ctx, planKey);
    const findings = await this.trials.tryText(ctx, plan.id, text.slice(0, 4000));
    return findings.map(({ check, outcome, evidence }) =>
      findingModel({
        checkName: check,
        outcome: outcome === 'HOLD' ? 'HOLD' : 'FLAG',
        evidence: evidence ?? { rule: 'FOUND' },
      }),
    );
  }

  @Mutation(() => TermsAddedModel)
  @Allow(checkPermissions.manageTerms)
  async addTerms(@CurrentCtx() ctx: Ctx, @Args('input') input: AddTermsInput): Promise<TermsAddedModel> {
    const planId = await this.planId(ctx, input.planKey);
    const { added, known } = await this.terms.addTerms(ctx, { ...input, planId });
    return { added: added.map(termModel), known };
  }

  @Mutation(() => BannedTermModel)
  @Allow(checkPermissions.manageTerms)
  async retireTerm(@CurrentCtx() ctx: Ctx, @Args('input') input: RetireTermInput): Promise<BannedTermModel> {
    return termModel(await this.terms.retireTerm(ctx, input.id, input.reason));
  }

  private async planId(ctx: Ctx, planKey: string | null | undefined): Promise<string | null> {
    return planKey ? (await this.plans.getPlanByKey(ctx, planKey)).id : null;
  }
}
