import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  Database,
  DomainError,
  ErrorCode,
  OutboxEntity,
  type Ctx,
  type Transaction,
} from '@rapfang/platform';
import { IsNull, Not } from 'typeorm';
import { InvitationEntity } from './invitation.entity.js';
import { PersonIdentityEntity, PersonNationalIdEntity } from './identity.entity.js';
import { MembershipEntity, OrganisationEntity, PersonEntity, RoleGrantEntity } from './person.entity.js';
import { PersonalData, type DataSubject, type ExportedRow } from './personal-data.js';
import {
  AuthenticatorAppEntity,
  PasskeyChallengeEntity,
  PasskeyEntity,
  RecoveryCodeEntity,
} from './second-factor.entity.js';
import { SessionEntity, SignInLinkEntity } from './session.entity.js';
import { SIGN_IN_REQUESTED } from './sign-in-request.js';

type Writing = Ctx & { tx: Transaction };

/** Rows that are about one person and nobody else. */
const OF_PERSON = [
  MembershipEntity,
  RoleGrantEntity,
  SessionEntity,
  PasskeyEntity,
  PasskeyChallengeEntity,
  AuthenticatorAppEntity,
  RecoveryCodeEntity,
  PersonIdentityEntity,
] as const;

/** What this room holds on a person: who they are, how they sign in, what they may do. */
@Injectable()
export class AccessPersonalData implements OnModuleInit {
  constructor(
    private readonly personalData: PersonalData,
    private readonly database: Database,
  ) {}

  onModuleInit(): void {
    this.personalData.register({
      room: 'access',
      floor: 2,
      export: (ctx, subject) => this.export(ctx, subject),
      erase: (ctx, subject) => this.erase(ctx, subject),
      mayErase: (ctx, subject) => this.mayErase(ctx, subject),
    });
  }

  async *export(ctx: Ctx, { personId, email }: DataSubject): AsyncGenerator<ExportedRow> {
    if (!personId) return;
    const manager = this.database.manager(ctx);
    const person = await manager.findOneBy(PersonEntity, { id: personId });
    if (!person) return;
    const { displayName, language, createdAt } = person;
    yield {
      set: 'person',
      row: { id: personId, email: person.email, displayName, language, createdAt },
    };
    for (const { organisationId, createdAt } of await manager.findBy(MembershipEntity, { personId })) {
      const organisation = await manager.findOneBy(OrganisationEntity, { id: organisationId });
      yield {
        set: 'organisations',
        row: {
          key: organisation?.key,
          nameTh: organisation?.nameTh,
          nameEn: organisation?.nameEn,
          since: createdAt,
        },
      };
    }
    for (const { role, scope, createdAt } of await manager.findBy(RoleGrantEntity, { personId }))
      yield { set: 'roles', row: { role, planId: scope === '*' ? null : scope, since: createdAt } };
    yield* this.signIns(ctx, personId);
    if (!email) return;
    for (const invitation of await manager.findBy(InvitationEntity, { email })) {
      const { role, memberKind, createdAt, expiresAt, acceptedAt, revokedAt } = invitation;
      yield {
        set: 'invitations',
        row: { email, role, memberKind, createdAt, expiresAt, acceptedAt, revokedAt },
      };
    }
    for (const { createdAt, expiresAt, usedAt } of await manager.findBy(SignInLinkEntity, { email }))
      yield { set: 'signInLinks', row: { email, askedAt: createdAt, expiresAt, usedAt } };
  }

  /** How the person signs in, without what would let its reader in. */
  private async *signIns(ctx: Ctx, personId: string): AsyncGenerator<ExportedRow> {
    const manager = this.database.manager(ctx);
    for (const session of await manager.findBy(SessionEntity, { personId })) {
      const { createdAt, expiresAt, endedAt, method, assurance, device, lastSeenAt } = session;
      yield {
        set: 'sessions',
        row: { openedAt: createdAt, lastSeenAt, expiresAt, endedAt, method, assurance, device },
      };
    }
    for (const { name, createdAt, lastUsedAt } of await manager.findBy(PasskeyEntity, { personId }))
      yield { set: 'passkeys', row: { name, createdAt, lastUsedAt } };
    for (const identity of await manager.findBy(PersonIdentityEntity, { personId })) {
      const { issuer, subject, provider, assurance, createdAt, lastUsedAt } = identity;
      yield { set: 'identities', row: { provider, issuer, subject, assurance, createdAt, lastUsedAt } };
    }
    // Of the national ID there is only a keyed hash, which tells its owner nothing.
    for (const { createdAt } of await manager.findBy(PersonNationalIdEntity, { id: personId }))
      yield { set: 'nationalId', row: { kept: 'keyed hash only', createdAt } };
    for (const { createdAt, confirmedAt } of await manager.findBy(AuthenticatorAppEntity, { personId }))
      yield { set: 'authenticatorApps', row: { createdAt, confirmedAt } };
    for (const { createdAt, usedAt } of await manager.findBy(RecoveryCodeEntity, { personId }))
      yield { set: 'recoveryCodes', row: { createdAt, usedAt } };
  }

  /** The row of the person goes last: what refers to it goes before. */
  private async erase(ctx: Writing, { personId, email }: DataSubject): Promise<void> {
    if (!personId) return;
    const manager = this.database.writing(ctx);
    for (const entity of OF_PERSON) await manager.delete(entity, { personId });
    await manager.delete(PersonNationalIdEntity, { id: personId });
    await manager.update(InvitationEntity, { invitedById: personId }, { invitedById: null });
    await manager.delete(InvitationEntity, { acceptedById: personId });
    if (email) {
      await manager.delete(SignInLinkEntity, { email });
      await manager.delete(InvitationEntity, { email });
    }
    // Sealed, so nobody can tell whose they are; delivered, so nobody needs them.
    await manager.delete(OutboxEntity, { type: SIGN_IN_REQUESTED, dispatchedAt: Not(IsNull()) });
    await manager.delete(PersonEntity, { id: personId });
  }

  /** Somebody must stay who can give others their roles. @throws DomainError LAST_ADMINISTRATOR */
  private async mayErase(ctx: Writing, { personId }: DataSubject): Promise<void> {
    if (!personId) return;
    const administrators = await this.database
      .writing(ctx)
      .findBy(RoleGrantEntity, { role: 'ADMINISTRATOR', scope: '*' });
    const others = administrators.filter((grant) => grant.personId !== personId);
    if (others.length < administrators.length && others.length === 0)
      throw new DomainError(ErrorCode.LAST_ADMINISTRATOR);
  }
}
