import { Injectable } from '@nestjs/common';
import { DomainError, ErrorCode, type Actor, type Ctx } from '@rapfang/platform';
import { Access } from './access.js';
import type { InvitationEntity } from './invitation.entity.js';
import { OrganisationStore } from './organisation.store.js';
import { memberPermissions, peoplePermissions } from './people.permissions.js';
import { planOf } from './people.rules.js';
import { PeopleStore } from './people.store.js';

type Offer = Pick<InvitationEntity, 'scope' | 'organisationId'>;

/** Who may invite to what: what one could give by hand, one may offer by letter. */
@Injectable()
export class InvitationRights {
  constructor(
    private readonly access: Access,
    private readonly organisations: OrganisationStore,
    private readonly people: PeopleStore,
  ) {}

  /** @throws DomainError SIGN_IN_REQUIRED, FORBIDDEN; NOT_FOUND for an organisation that is not one's own */
  async require(ctx: Ctx, offer: Offer): Promise<void> {
    if (offer.scope !== null)
      this.access.require(ctx, peoplePermissions.administer, { planId: planOf(offer.scope) });
    if (!(await this.mayOffer(ctx, ctx.actor, offer)))
      throw new DomainError(ErrorCode.NOT_FOUND, { field: 'organisationKey' });
  }

  may(ctx: Ctx, offer: Offer): Promise<boolean> {
    return this.mayOffer(ctx, ctx.actor, offer);
  }

  /** Whether whoever invited could still do so: an offer does not outlive the right to make it. */
  async stillStands(ctx: Ctx, offer: Offer & Pick<InvitationEntity, 'invitedById'>): Promise<boolean> {
    const { invitedById } = offer;
    // The operator of the server needs no role.
    if (invitedById === null) return true;
    const grants = await this.people.listGrants(ctx, [invitedById]);
    return this.mayOffer(
      ctx,
      {
        ...ctx.actor,
        kind: 'person',
        id: invitedById,
        grants: grants.map(({ role, scope }) => ({ role, scope })),
      },
      offer,
    );
  }

  private async mayOffer(ctx: Ctx, actor: Actor, { scope, organisationId }: Offer): Promise<boolean> {
    if (
      scope !== null &&
      !this.access.may({ actor }, peoplePermissions.administer, { planId: planOf(scope) })
    )
      return false;
    if (organisationId === null) return true;
    const manager = await this.organisations.isManager(ctx, organisationId, actor.id);
    return this.access.may({ actor }, memberPermissions.manageMembers, { planId: null, manager });
  }
}
