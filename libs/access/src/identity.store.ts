import { Injectable } from '@nestjs/common';
import { IsNull, Not } from 'typeorm';
import { Clock, Database, newId, type Ctx, type Language, type Transaction } from '@rapfang/platform';
import { PersonIdentityEntity, PersonNationalIdEntity } from './identity.entity.js';
import { PersonEntity } from './person.entity.js';
import { PasskeyEntity } from './second-factor.entity.js';
import { SessionEntity } from './session.entity.js';

type Writing = Ctx & { tx: Transaction };

/** Identities that providers vouch for, and the hashes of national IDs. */
@Injectable()
export class IdentityStore {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  findIdentity(ctx: Ctx, issuer: string, subject: string): Promise<PersonIdentityEntity | null> {
    return this.database.manager(ctx).findOne(PersonIdentityEntity, { where: { issuer, subject } });
  }

  /** Of one person, oldest first. */
  listIdentities(ctx: Ctx, personId: string): Promise<PersonIdentityEntity[]> {
    return this.database
      .manager(ctx)
      .find(PersonIdentityEntity, { where: { personId }, order: { id: 'ASC' } });
  }

  async insertIdentity(
    ctx: Writing,
    identity: Pick<PersonIdentityEntity, 'personId' | 'issuer' | 'subject' | 'provider' | 'assurance'>,
  ): Promise<void> {
    const now = this.clock.now();
    await this.database
      .writing(ctx)
      .insert(PersonIdentityEntity, { id: newId(), ...identity, createdAt: now, lastUsedAt: now });
  }

  /** @param assurance of this use; what it was once vouched for stays */
  async touchIdentity(
    ctx: Writing,
    identity: PersonIdentityEntity,
    assurance: PersonIdentityEntity['assurance'],
  ): Promise<void> {
    await this.database.writing(ctx).update(
      PersonIdentityEntity,
      { id: identity.id },
      {
        lastUsedAt: this.clock.now(),
        assurance: identity.assurance === 'VERIFIED' ? 'VERIFIED' : assurance,
      },
    );
  }

  async deleteIdentity(ctx: Writing, id: string): Promise<void> {
    await this.database.writing(ctx).delete(PersonIdentityEntity, { id });
  }

  findNationalId(ctx: Ctx, personId: string): Promise<PersonNationalIdEntity | null> {
    return this.database.manager(ctx).findOne(PersonNationalIdEntity, { where: { id: personId } });
  }

  findNationalIdByHash(ctx: Ctx, numberHash: string): Promise<PersonNationalIdEntity | null> {
    return this.database.manager(ctx).findOne(PersonNationalIdEntity, { where: { numberHash } });
  }

  async insertNationalId(ctx: Writing, personId: string, numberHash: string): Promise<void> {
    await this.database
      .writing(ctx)
      .insert(PersonNationalIdEntity, { id: personId, numberHash, createdAt: this.clock.now() });
  }

  async deleteNationalId(ctx: Writing, personId: string): Promise<void> {
    await this.database.writing(ctx).delete(PersonNationalIdEntity, { id: personId });
  }

  isKnownEmail(ctx: Ctx, email: string): Promise<boolean> {
    return this.database.manager(ctx).existsBy(PersonEntity, { email });
  }

  /** @returns the new person's id */
  async insertPerson(ctx: Writing, email: string | null, language: Language): Promise<string> {
    const id = newId();
    await this.database.writing(ctx).insert(PersonEntity, {
      id,
      email,
      // A provider knows people by their legal name; what stands over a comment is for them to choose.
      displayName: null,
      language,
      demoKey: null,
      createdAt: this.clock.now(),
    });
    return id;
  }

  /** Whether the person could still sign in without this identity. */
  async hasOtherWayIn(ctx: Ctx, personId: string, identityId: string): Promise<boolean> {
    const manager = this.database.manager(ctx);
    return (
      (await manager.existsBy(PersonEntity, { id: personId, email: Not(IsNull()) })) ||
      (await manager.existsBy(PersonIdentityEntity, { personId, id: Not(identityId) })) ||
      (await manager.existsBy(PasskeyEntity, { personId }))
    );
  }

  findSession(ctx: Ctx, id: string): Promise<SessionEntity | null> {
    return this.database.manager(ctx).findOne(SessionEntity, { where: { id } });
  }

  /** Sessions that a provider opened end, except this one; none stays a verified one unless `verified`. */
  async endProviderSessions(ctx: Writing, personId: string, verified: boolean): Promise<void> {
    const manager = this.database.writing(ctx);
    const open = { personId, endedAt: IsNull() };
    await manager.update(
      SessionEntity,
      { ...open, method: 'OIDC', id: Not(ctx.actor.sessionId ?? '') },
      { endedAt: this.clock.now() },
    );
    if (!verified)
      await manager.update(SessionEntity, { ...open, assurance: 'VERIFIED' }, { assurance: 'EMAIL' });
  }
}
