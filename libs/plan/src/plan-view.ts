import { Injectable } from '@nestjs/common';
import { Access } from '@rapfang/access';
import type { Ctx } from '@rapfang/platform';
import type { PlanEntity } from './plan.entity.js';
import { planModel, type PlanModel } from './plan.model.js';
import { planPermissions } from './plan.permissions.js';
import { VersionState } from './plan.rules.js';
import { PlanStore, type VersionRow } from './plan.store.js';

/** What of a plan the caller may see: published versions, and drafts for those who work on it. */
@Injectable()
export class PlanView {
  constructor(
    private readonly plans: PlanStore,
    private readonly access: Access,
  ) {}

  /** Versions that may be seen, the newest first. */
  async versions(ctx: Ctx, planId: string): Promise<VersionRow[]> {
    const versions = await this.plans.listVersions(ctx, planId);
    return versions.filter((version) => this.mayRead(ctx, version));
  }

  /** True when the caller may read the version. */
  mayRead(ctx: Ctx, version: VersionRow): boolean {
    return (
      version.state === VersionState.PUBLISHED ||
      this.access.may(ctx, planPermissions.readDraft, { planId: version.planId })
    );
  }

  /**
   * The version to show: the one asked for, else the one that holds, else (for those who may) the newest draft.
   * @returns null where there is none, or none that may be seen
   */
  async version(ctx: Ctx, planId: string, number?: number | null): Promise<VersionRow | null> {
    const versions = await this.versions(ctx, planId);
    if (number != null) return versions.find((version) => version.number === number) ?? null;
    return versions.find((version) => version.state === VersionState.PUBLISHED) ?? versions[0] ?? null;
  }

  async plan(ctx: Ctx, plan: PlanEntity | null, number?: number | null): Promise<PlanModel | null> {
    const version = plan && (await this.version(ctx, plan.id, number));
    return version ? planModel(plan, version) : null;
  }

  /** The plan of a row of another room, as the caller may see it. */
  async planById(ctx: Ctx, planId: string): Promise<PlanModel | null> {
    return this.plan(ctx, await this.plans.findPlan(ctx, planId));
  }
}
