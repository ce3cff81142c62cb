import { Injectable } from '@nestjs/common';
import { Audit } from '@rapfang/audit';
import { Database, DomainError, ErrorCode, type Ctx, type Transaction } from '@rapfang/platform';
import { Access } from './access.js';
import type { MemberKind, MembershipEntity, OrganisationEntity } from './person.entity.js';
import { OrganisationStore } from './organisation.store.js';
import { memberPermissions, peoplePermissions } from './people.permissions.js';
import { readReason, requireSomebodyElse } from './people.rules.js';

export interface MemberChange {
  organisationKey: string;
  personId: string;
  reason: string;
}

/** Members of an organisation. A request reads them anew, so who is removed speaks in its name no more. */
@Injectable()
export class MemberService {
  constructor(
    private readonly database: Database,
    private readonly access: Access,
    private readonly organisations: OrganisationStore,
    private readonly audit: Audit,
  ) {}

  /**
   * The organisation, for those who manage its members.
   * @throws DomainError NOT_FOUND for everybody else: who its people are is nobody's business
   */
  async getManaged(ctx: Ctx, key: string): Promise<OrganisationEntity> {
    const organisation = await this.organisations.getByKey(ctx, key);
    if (!(await this.manages(ctx, organisation.id)))
      throw new DomainError(ErrorCode.NOT_FOUND, { field: 'organisationKey' });
    return organisation;
  }

  async manages(ctx: Ctx, organisationId: string): Promise<boolean> {
    const manager = await this.organisations.isManager(ctx, organisationId, ctx.actor.id);
    return this.access.may(ctx, memberPermissions.manageMembers, { planId: null, manager });
  }

  /** @throws DomainError NOT_FOUND, FORBIDDEN (a speaker makes no manager of themself) */
  changeMemberKind(ctx: Ctx, change: MemberChange & { kind: MemberKind }): Promise<OrganisationEntity> {
    const { kind } = change;
    return this.change(ctx, change, async (ctx, organisation, membership, reason) => {
      if (membership.kind === kind) return;
      if (kind === 'MANAGER') requireSomebodyElse(ctx.actor, change.personId);
      await this.organisations.changeKind(ctx, membership.id, kind);
      await this.audit.append(ctx, {
        action: 'membership.changed',
        subject: { type: 'person', id: change.personId },
        before: { organisationId: organisation.id, kind: membership.kind },
        after: { organisationId: organisation.id, kind },
        reason,
      });
    });
  }

  /** @throws DomainError NOT_FOUND */
  removeMember(ctx: Ctx, change: MemberChange): Promise<OrganisationEntity> {
    return this.change(ctx, change, (ctx, _organisation, membership, reason) =>
      this.end(ctx, membership, reason),
    );
  }

  /** The own membership. @throws DomainError NOT_FOUND when there is none */
  async leaveOrganisation(ctx: Ctx, organisationKey: string): Promise<void> {
    await this.database.transaction(ctx, async (ctx) => {
      this.access.require(ctx, peoplePermissions.leaveOrganisation, { planId: null });
      const organisation = await this.organisations.getByKey(ctx, organisationKey);
      const membership = await this.organisations.findMembership(ctx, organisation.id, ctx.actor.id);
      if (!membership) throw new DomainError(ErrorCode.NOT_FOUND, { field: 'organisationKey' });
      await this.end(ctx, membership, null);
    });
  }

  private async end(
    ctx: Ctx & { tx: Transaction },
    membership: MembershipEntity,
    reason: string | null,
  ): Promise<void> {
    await this.organisations.deleteMember(ctx, membership);
    await this.audit.append(ctx, {
      action: 'membership.ended',
      subject: { type: 'person', id: membership.personId },
      before: { organisationId: membership.organisationId, kind: membership.kind },
      reason,
    });
  }

  private change(
    ctx: Ctx,
    { organisationKey, personId, reason: given }: MemberChange,
    work: (
      ctx: Ctx & { tx: Transaction },
      organisation: OrganisationEntity,
      membership: MembershipEntity,
      reason: string,
    ) => Promise<void>,
  ): Promise<OrganisationEntity> {
    const reason = readReason(given);
    return this.database.transaction(ctx, async (ctx) => {
      const organisation = await this.getManaged(ctx, organisationKey);
      const membership = await this.organisations.findMembership(ctx, organisation.id, personId);
      if (!membership) throw new DomainError(ErrorCode.NOT_FOUND, { field: 'personId' });
      await work(ctx, organisation, membership, reason);
      return organisation;
    });
  }
}
