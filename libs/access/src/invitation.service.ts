import { Injectable } from '@nestjs/common';
import { Audit } from '@rapfang/audit';
import {
  Database,
  DomainError,
  ErrorCode,
  invalid,
  Limits,
  newId,
  type Ctx,
  type Language,
  type Limit,
} from '@rapfang/platform';
import type { InvitationEntity } from './invitation.entity.js';
import { InvitationLetter } from './invitation-letter.js';
import { InvitationRights } from './invitation-rights.js';
import { InvitationStore } from './invitation.store.js';
import { planOf, readAddress, readReason } from './people.rules.js';
import { PeopleStore } from './people.store.js';
import type { MemberKind } from './person.entity.js';
import type { Role } from './permission.js';

const PER_INVITER: Limit = { name: 'invite.person', points: 60, seconds: 3600 };
/** Letters to one address, whoever orders them: nobody's mailbox is filled through us. */
const PER_EMAIL: Limit = { name: 'invite.email', points: 5, seconds: 3600 };

/** The rooms and stores that inviting leans on besides its own. */
@Injectable()
export class InvitationNeeds {
  constructor(
    readonly limits: Limits,
    readonly audit: Audit,
    readonly people: PeopleStore,
  ) {}
}

export interface Offer {
  email: string;
  language: Language;
  role?: Role | null;
  /** Plan id, or '*' for every plan; the caller has made sure that there is such a plan. */
  scope?: string | null;
  organisationId?: string | null;
  memberKind?: MemberKind | null;
}

/**
 * Offers of a role or a membership by e-mail. What an inviter learns never depends on whether the address
 * has an account.
 */
@Injectable()
export class InvitationService {
  constructor(
    private readonly database: Database,
    private readonly rights: InvitationRights,
    private readonly invitations: InvitationStore,
    private readonly letter: InvitationLetter,
    private readonly rooms: InvitationNeeds,
  ) {}

  /**
   * @returns the invitation and its link; the link is for the operator's screen and for nobody else
   * @throws DomainError VALIDATION (`email`, `organisationKey`), FORBIDDEN, NOT_FOUND, RATE_LIMITED, CONFLICT with
   * rule `alreadyInvited`
   */
  async invite(ctx: Ctx, offer: Offer): Promise<{ invitation: InvitationEntity; link: string }> {
    const email = readAddress(offer.email);
    const what = {
      role: offer.role ?? null,
      scope: offer.role ? (offer.scope ?? null) : null,
      organisationId: offer.organisationId ?? null,
      memberKind: offer.organisationId ? (offer.memberKind ?? 'SPEAKER') : null,
    };
    if (what.role && what.organisationId && what.role !== 'AGENCY')
      throw invalid('organisationKey', 'agencyOnly');
    if ((what.role === null) !== (what.scope === null) || (!what.role && !what.organisationId))
      throw invalid('role', 'required');
    await this.rights.require(ctx, what);
    await this.charge(ctx, email);
    return this.database.transaction(ctx, async (ctx) => {
      await this.rights.require(ctx, what);
      const inviter = await this.rooms.people.find(ctx, ctx.actor.id);
      if (inviter?.email === email) throw invalid('email', 'notOneself');
      if (await this.invitations.findSame(ctx, { email, ...what }))
        throw new DomainError(ErrorCode.CONFLICT, { field: 'email', params: { rule: 'alreadyInvited' } });
      const id = newId();
      const { columns, link } = await this.letter.order(ctx, { id, language: offer.language });
      const invitation: InvitationEntity = {
        id,
        email,
        language: offer.language,
        ...what,
        ...columns,
        invitedById: ctx.actor.kind === 'system' ? null : ctx.actor.id,
        createdAt: columns.sentAt,
        acceptedAt: null,
        acceptedById: null,
        revokedAt: null,
      };
      await this.invitations.insert(ctx, invitation);
      await this.rooms.audit.append(ctx, {
        action: 'invitation.sent',
        planId: what.scope && planOf(what.scope),
        subject: { type: 'invitation', id },
        after: what,
      });
      return { invitation, link };
    });
  }

  /** A new token by a new letter; the old one opens nothing any more. @throws DomainError NOT_FOUND, RATE_LIMITED */
  async resend(ctx: Ctx, id: string): Promise<InvitationEntity> {
    const found = await this.getOwn(ctx, id);
    await this.charge(ctx, found.email);
    return this.database.transaction(ctx, async (ctx) => {
      const invitation = await this.getOwn(ctx, id);
      const { columns } = await this.letter.order(ctx, invitation);
      // Whoever sends it again answers for it from now on.
      const change = { ...columns, invitedById: ctx.actor.id };
      if (!(await this.invitations.change(ctx, id, change)))
        throw new DomainError(ErrorCode.NOT_FOUND, { field: 'id' });
      await this.rooms.audit.append(ctx, {
        action: 'invitation.resent',
        planId: invitation.scope && planOf(invitation.scope),
        subject: { type: 'invitation', id },
      });
      return { ...invitation, ...change };
    });
  }

  /** @throws DomainError NOT_FOUND */
  async revoke(ctx: Ctx, id: string, given: string): Promise<InvitationEntity> {
    const reason = readReason(given);
    return this.database.transaction(ctx, async (ctx) => {
      const invitation = await this.getOwn(ctx, id);
      if (!(await this.invitations.revoke(ctx, id)))
        throw new DomainError(ErrorCode.NOT_FOUND, { field: 'id' });
      await this.rooms.audit.append(ctx, {
        action: 'invitation.revoked',
        planId: invitation.scope && planOf(invitation.scope),
        subject: { type: 'invitation', id },
        reason,
      });
      return invitation;
    });
  }

  /** One that the actor could have sent; any other looks as if it were not there. */
  private async getOwn(ctx: Ctx, id: string): Promise<InvitationEntity> {
    const invitation = await this.invitations.find(ctx, id);
    const closed = !invitation || invitation.acceptedAt !== null || invitation.revokedAt !== null;
    if (closed || !(await this.rights.may(ctx, invitation)))
      throw new DomainError(ErrorCode.NOT_FOUND, { field: 'id' });
    return invitation;
  }

  private async charge(ctx: Ctx, email: string): Promise<void> {
    if (ctx.actor.kind === 'system') return;
    await this.rooms.limits.use(PER_INVITER, ctx.actor.id);
    await this.rooms.limits.use(PER_EMAIL, email);
  }
}
