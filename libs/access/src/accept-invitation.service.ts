import { Injectable } from '@nestjs/common';
import { Audit } from '@rapfang/audit';
import {
  Database,
  DomainError,
  ErrorCode,
  Limits,
  type Ctx,
  type Limit,
  type Transaction,
} from '@rapfang/platform';
import type { CookieJar } from './cookies.js';
import type { InvitationEntity } from './invitation.entity.js';
import { InvitationRights } from './invitation-rights.js';
import { InvitationStore } from './invitation.store.js';
import { OrganisationStore } from './organisation.store.js';
import {
  fitOf,
  planOf,
  PERSON_NAME_MOST,
  readName,
  requireSomebodyElse,
  type InvitationFit,
} from './people.rules.js';
import { PeopleStore } from './people.store.js';
import type { PersonEntity } from './person.entity.js';
import { Sessions } from './sessions.js';

const PER_ADDRESS: Limit = { name: 'invitation.address', points: 60, seconds: 600 };

/** What accepting writes to. */
@Injectable()
export class AcceptanceStores {
  constructor(
    readonly invitations: InvitationStore,
    readonly people: PeopleStore,
    readonly organisations: OrganisationStore,
    readonly audit: Audit,
  ) {}
}

/** Reading and accepting an invitation, by the token of its letter (see docs/adr/0009). */
@Injectable()
export class AcceptInvitationService {
  constructor(
    private readonly database: Database,
    private readonly rights: InvitationRights,
    private readonly sessions: Sessions,
    private readonly stores: AcceptanceStores,
    private readonly limits: Limits,
  ) {}

  /** What is offered; null when the token opens nothing (any more). Uses nothing up. */
  async read(ctx: Ctx, token: string): Promise<{ invitation: InvitationEntity; fit: InvitationFit } | null> {
    await this.limits.use(PER_ADDRESS, ctx.address);
    const invitation = await this.stores.invitations.findOpen(ctx, token);
    if (!invitation || !(await this.rights.stillStands(ctx, invitation))) return null;
    return { invitation, fit: fitOf(invitation, await this.viewerEmail(ctx)) };
  }

  /**
   * Once. A guest is signed in by it, as by a sign-in link, for the letter proves the address; who is signed
   * in already must be the one it was written to.
   * @param displayName taken for a person who has none yet
   * @returns the person's id
   * @throws DomainError LINK_EXPIRED, FORBIDDEN with rule `otherPerson` or `oneself`, VALIDATION, RATE_LIMITED
   */
  async accept(
    ctx: Ctx,
    { token, displayName }: { token: string; displayName?: string | null },
    cookies: CookieJar,
  ): Promise<string> {
    await this.limits.use(PER_ADDRESS, ctx.address);
    const name = displayName?.trim() ? readName(displayName, 'displayName', PERSON_NAME_MOST) : null;
    return this.database.transaction(ctx, async (ctx) => {
      const { invitations, people } = this.stores;
      const invitation = await invitations.lockOpen(ctx, token);
      if (!invitation || !(await this.rights.stillStands(ctx, invitation)))
        throw new DomainError(ErrorCode.LINK_EXPIRED);
      const signedIn = ctx.actor.kind === 'person';
      if (signedIn && fitOf(invitation, await this.viewerEmail(ctx)) !== 'READY')
        throw new DomainError(ErrorCode.FORBIDDEN, { params: { rule: 'otherPerson' } });
      const person = await people.ensureByEmail(ctx, invitation.email, invitation.language);
      requireSomebodyElse({ id: invitation.invitedById ?? '' }, person.id);
      if (!(await invitations.accept(ctx, invitation.id, person.id)))
        throw new DomainError(ErrorCode.LINK_EXPIRED);
      if (name && !person.displayName) await people.name(ctx, person.id, name);
      await this.give({ ...ctx, actor: { ...ctx.actor, kind: 'person', id: person.id } }, invitation, person);
      if (!signedIn) {
        const opening = { method: 'EMAIL', assurance: 'EMAIL', secondFactor: false } as const;
        await this.sessions.open(ctx, person.id, cookies, opening);
      }
      return person.id;
    });
  }

  /** Hands over what was offered; what is held already stays as it is. */
  private async give(
    ctx: Ctx & { tx: Transaction },
    { id, role, scope, organisationId, memberKind }: InvitationEntity,
    { id: personId }: PersonEntity,
  ): Promise<void> {
    const { people, organisations, audit } = this.stores;
    await people.lock(ctx, personId);
    if (organisationId) {
      const member = await organisations.findMembership(ctx, organisationId, personId);
      if (!member) await organisations.insertMember(ctx, organisationId, personId, memberKind ?? 'SPEAKER');
      else if (memberKind === 'MANAGER') await organisations.changeKind(ctx, member.id, 'MANAGER');
    }
    if (role && scope) {
      const held = await people.listGrants(ctx, [personId]);
      if (!held.some((grant) => grant.role === role && grant.scope === scope))
        await people.insertGrant(ctx, { personId, role, scope, organisationId });
    }
    await audit.append(ctx, {
      action: 'invitation.accepted',
      planId: scope && planOf(scope),
      subject: { type: 'invitation', id },
      after: { role, scope, organisationId, memberKind },
    });
  }

  /** Undefined for a guest; null for somebody who has no address with us. */
  private async viewerEmail({ actor, ...ctx }: Ctx): Promise<string | null | undefined> {
    if (actor.kind !== 'person') return undefined;
    return (await this.stores.people.find({ ...ctx, actor }, actor.id))?.email ?? null;
  }
}
