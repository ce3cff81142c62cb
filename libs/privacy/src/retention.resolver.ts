import { Query, Resolver } from '@nestjs/graphql';
import { Allow } from '@rapfang/access';
import { privacyPermissions } from './privacy.permissions.js';
import { RETENTION_PERIODS } from './retention-periods.js';
import { RetentionModel } from './retention.model.js';
import { RetentionStore } from './retention.store.js';

const RUNS_SHOWN = 14;

@Resolver()
export class RetentionResolver {
  constructor(private readonly store: RetentionStore) {}

  @Query(() => RetentionModel, { description: 'What is kept for how long, and what the last runs cleared.' })
  @Allow(privacyPermissions.readRetention)
  async retention(): Promise<RetentionModel> {
    return { periods: RETENTION_PERIODS, runs: await this.store.listRuns(RUNS_SHOWN) };
  }
}
