import type { PlanStore, VersionRow } from '@rapfang/plan';
import type { Ctx } from '@rapfang/platform';

/** The demonstration's own version of a plan: the first one marked so; null where there is none. */
export async function findDemoVersion(
  ctx: Ctx,
  plans: PlanStore,
  planId: string,
): Promise<VersionRow | null> {
  const versions = await plans.listVersions(ctx, planId);
  return versions.findLast((version) => version.demonstration === 1 && version.state === 'PUBLISHED') ?? null;
}
