import { Injectable } from '@nestjs/common';
import { Audit } from '@rapfang/audit';
import { Database, DomainError, ErrorCode, invalid, type Ctx, type Transaction } from '@rapfang/platform';
import { Access } from './access.js';
import type { PersonEntity } from './person.entity.js';
import type { Role } from './permission.js';
import { peoplePermissions, readPeoplePermissions } from './people.permissions.js';
import { EVERYWHERE, planOf, readReason, requireSomebodyElse } from './people.rules.js';
import { PeopleStore } from './people.store.js';
import { OrganisationStore } from './organisation.store.js';

/** @param scope plan id, or '*' for every plan; the caller has made sure that there is such a plan */
export interface RoleChange {
  personId: string;
  role: Role;
  scope: string;
  reason: string;
}

/** Gives and takes roles. A request reads its roles anew, so a change counts from the next one on. */
@Injectable()
export class RoleService {
  constructor(
    private readonly database: Database,
    private readonly access: Access,
    private readonly people: PeopleStore,
    private readonly organisations: OrganisationStore,
    private readonly audit: Audit,
  ) {}

  /**
   * Giving what is held already changes nothing.
   * @param organisationId of an AGENCY role: the organisation for which it is held, of which the person is a member
   * @throws DomainError FORBIDDEN, NOT_FOUND (a person whom the actor may not see), VALIDATION
   */
  async giveRole(ctx: Ctx, change: RoleChange & { organisationId?: string | null }): Promise<PersonEntity> {
    const { personId, role, scope, organisationId = null } = change;
    return this.change(ctx, change, async (ctx, person, reason) => {
      requireSomebodyElse(ctx.actor, personId);
      if (organisationId) await this.requireMember(ctx, role, organisationId, personId);
      const held = await this.people.listGrants(ctx, [personId]);
      if (held.some((grant) => grant.role === role && grant.scope === scope)) return person;
      await this.people.insertGrant(ctx, { personId, role, scope, organisationId });
      await this.audit.append(ctx, {
        action: 'role.given',
        planId: planOf(scope),
        subject: { type: 'person', id: personId },
        after: { role, scope, ...(organisationId && { organisationId }) },
        reason,
      });
      return person;
    });
  }

  /**
   * Also from oneself.
   * @throws DomainError FORBIDDEN, NOT_FOUND (the role is not held), CONFLICT with rule `lastAdministrator`
   */
  async takeRole(ctx: Ctx, change: RoleChange): Promise<PersonEntity> {
    const { personId, role, scope } = change;
    return this.change(ctx, change, async (ctx, person, reason) => {
      if (role === 'ADMINISTRATOR' && scope === EVERYWHERE)
        await this.requireAnotherAdministrator(ctx, personId);
      const held = await this.people.listGrants(ctx, [personId]);
      const grant = held.find((one) => one.role === role && one.scope === scope);
      if (!grant) throw new DomainError(ErrorCode.NOT_FOUND, { field: 'role' });
      await this.people.deleteGrant(ctx, grant.id);
      await this.audit.append(ctx, {
        action: 'role.taken',
        planId: planOf(scope),
        subject: { type: 'person', id: personId },
        before: { role, scope },
        reason,
      });
      return person;
    });
  }

  /** Who is to be the last administrator everywhere stays; erasure asks this too. @throws DomainError CONFLICT */
  async requireAnotherAdministrator(ctx: Ctx & { tx: Transaction }, personId: string): Promise<void> {
    const administrators = await this.people.lockAdministrators(ctx);
    if (administrators.length === 1 && administrators[0] === personId) {
      throw new DomainError(ErrorCode.CONFLICT, { field: 'role', params: { rule: 'lastAdministrator' } });
    }
  }

  private change(
    ctx: Ctx,
    { personId, scope, reason: given }: RoleChange,
    work: (ctx: Ctx & { tx: Transaction }, person: PersonEntity, reason: string) => Promise<PersonEntity>,
  ): Promise<PersonEntity> {
    const reason = readReason(given);
    return this.database.transaction(ctx, async (ctx) => {
      this.access.require(ctx, peoplePermissions.administer, { planId: planOf(scope) });
      const person = await this.people.lock(ctx, personId);
      const planIds = (await this.people.listGrants(ctx, [personId])).map((grant) => grant.scope);
      // An administrator of one plan learns of nobody by trying ids.
      if (!this.access.may(ctx, readPeoplePermissions.read, { planId: planOf(scope), planIds }))
        throw new DomainError(ErrorCode.NOT_FOUND, { field: 'personId' });
      return work(ctx, person, reason);
    });
  }

  private async requireMember(ctx: Ctx, role: Role, organisationId: string, personId: string): Promise<void> {
    if (role !== 'AGENCY') throw invalid('organisationKey', 'agencyOnly');
    if (!(await this.organisations.findMembership(ctx, organisationId, personId)))
      throw invalid('organisationKey', 'notMember');
  }
}
