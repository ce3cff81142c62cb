import { Query, Resolver } from '@nestjs/graphql';
import { Access, Allow, CurrentCtx } from '@rapfang/access';
import type { Ctx } from '@rapfang/platform';
import { privacyPermissions } from './privacy.permissions.js';
import { RETENTION_PERIODS } from './retention-periods.js';
import { RetentionModel } from './retention.model.js';
import { RetentionStore } from './retention.store.js';

const RUNS_SHOWN = 14;

@Resolver()
export class RetentionResolver {
  constructor(
    private readonly store: RetentionStore,
    private readonly access: Access,
  ) {}

  @Query(() => RetentionModel, { description: 'What is kept for how long, and what the last runs cleared.' })
  @Allow(privacyPermissions.readRetention)
  async retention(@CurrentCtx() ctx: Ctx): Promise<RetentionModel> {
    // The runs are about everything here: a role on one plan is not enough.
    this.access.require(ctx, privacyPermissions.readRetention, { planId: null });
    return { periods: RETENTION_PERIODS, runs: await this.store.listRuns(RUNS_SHOWN) };
  }
}
