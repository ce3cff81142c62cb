import { Injectable } from '@nestjs/common';
import { Access, EVERYWHERE, OrganisationStore, peoplePermissions } from '@rapfang/access';
import { PlanStore } from '@rapfang/plan';
import type { Ctx } from '@rapfang/platform';

/** What keys of plans and organisations stand for where roles are given: access knows no plans. */
@Injectable()
export class RoleScopes {
  constructor(
    private readonly access: Access,
    private readonly plans: PlanStore,
    private readonly organisations: OrganisationStore,
  ) {}

  /**
   * @param planKey '*' for every plan
   * @returns the plan's id, or '*'
   * @throws DomainError NOT_FOUND on `planKey`, FORBIDDEN for a plan that one does not administer
   */
  async administered(ctx: Ctx, planKey: string): Promise<string> {
    const planId = planKey === EVERYWHERE ? null : (await this.plans.getPlanByKey(ctx, planKey)).id;
    this.access.require(ctx, peoplePermissions.administer, { planId });
    return planId ?? EVERYWHERE;
  }

  async organisationId(ctx: Ctx, key: string | null | undefined): Promise<string | null> {
    return key ? (await this.organisations.getByKey(ctx, key)).id : null;
  }
}
