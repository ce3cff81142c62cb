import { Injectable } from '@nestjs/common';
import type { Ctx } from '@rapfang/platform';
import type { GrantModel, OrganisationModel } from './access.model.js';
import { OrganisationStore } from './organisation.store.js';
import { grantModel, organisationModel, type OrganisationMembershipModel } from './people.model.js';
import type { Role } from './permission.js';
import type { MembershipEntity, PersonEntity, RoleGrantEntity } from './person.entity.js';
import { PeopleStore } from './people.store.js';

/** Fields of people and of what they hold, one read for a whole page. */
@Injectable()
export class PeopleViews {
  constructor(
    private readonly people: PeopleStore,
    private readonly organisations: OrganisationStore,
  ) {}

  async organisation(ctx: Ctx, id: string | null | undefined): Promise<OrganisationModel | null> {
    const found = id ? await this.organisations.findById(ctx, id) : null;
    return found && organisationModel(found);
  }

  async name(ctx: Ctx, personId: string | null): Promise<string | null> {
    if (!personId) return null;
    const person = await ctx.loaders
      .of<string, PersonEntity | null>('access.person', async (ids) => {
        const rows = await this.people.listByIds(ctx, ids);
        return ids.map((one) => rows.find(({ id }) => id === one) ?? null);
      })
      .load(personId);
    return person?.displayName ?? null;
  }

  /** @param scopes those whose roles may be seen; null for all */
  async grants(ctx: Ctx, personId: string, scopes: readonly string[] | null): Promise<GrantModel[]> {
    const grants = await ctx.loaders
      .of<string, RoleGrantEntity[]>('access.grants', async (ids) => {
        const rows = await this.people.listGrants(ctx, ids);
        return ids.map((one) => rows.filter((row) => row.personId === one));
      })
      .load(personId);
    return grants
      .filter(({ scope }) => scopes === null || scopes.includes(scope))
      .map(({ role, scope, organisationId }) => grantModel(role as Role, scope, organisationId));
  }

  async memberships(ctx: Ctx, personId: string): Promise<OrganisationMembershipModel[]> {
    const memberships = await ctx.loaders
      .of<string, MembershipEntity[]>('access.memberships', async (ids) => {
        const rows = await this.organisations.listMemberships(ctx, ids);
        return ids.map((one) => rows.filter((row) => row.personId === one));
      })
      .load(personId);
    return Promise.all(
      memberships.map(async ({ organisationId, kind }) => ({
        organisation: (await this.organisation(ctx, organisationId)) as OrganisationModel,
        kind,
      })),
    );
  }
}
