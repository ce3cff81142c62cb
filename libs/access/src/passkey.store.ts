import { Injectable } from '@nestjs/common';
import { LessThan, MoreThan } from 'typeorm';
import { Clock, Database, digest, newId, newSecret, type Ctx } from '@rapfang/platform';
import { PasskeyChallengeEntity, PasskeyEntity } from './second-factor.entity.js';

type Tx = Pick<Ctx, 'tx'>;
/** How long a person may take before the browser's dialogue, in seconds. */
export const CHALLENGE_SECONDS = 300;

/** Passkeys, and the challenges that wait to be signed by one. */
@Injectable()
export class PasskeyStore {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  list(ctx: Tx, personId: string): Promise<PasskeyEntity[]> {
    return this.database.manager(ctx).find(PasskeyEntity, { where: { personId }, order: { id: 'ASC' } });
  }

  findByCredential(ctx: Tx, credentialId: string): Promise<PasskeyEntity | null> {
    return this.database.manager(ctx).findOneBy(PasskeyEntity, { credentialHash: digest(credentialId) });
  }

  async insert(ctx: Tx, passkey: Omit<PasskeyEntity, 'id' | 'credentialHash' | 'createdAt' | 'lastUsedAt'>) {
    await this.database.writing(ctx).insert(PasskeyEntity, {
      ...passkey,
      id: newId(),
      credentialHash: digest(passkey.credentialId),
      createdAt: this.clock.now(),
      lastUsedAt: null,
    });
  }

  /** @returns false when the person has none such */
  async rename(ctx: Tx, personId: string, id: string, name: string): Promise<boolean> {
    const renamed = await this.database.writing(ctx).update(PasskeyEntity, { id, personId }, { name });
    return renamed.affected === 1;
  }

  /** @returns false when the person has none such */
  async remove(ctx: Tx, personId: string, id: string): Promise<boolean> {
    const removed = await this.database.writing(ctx).delete(PasskeyEntity, { id, personId });
    return removed.affected === 1;
  }

  async used(ctx: Tx, id: string, signCount: number): Promise<void> {
    await this.database
      .writing(ctx)
      .update(PasskeyEntity, { id }, { signCount: String(signCount), lastUsedAt: this.clock.now() });
  }

  /**
   * Keeps a challenge; those that nobody answered go.
   * @returns the secret for the browser's cookie, which alone finds it again
   */
  async keepChallenge(
    ctx: Tx,
    { purpose, personId, challenge }: Pick<PasskeyChallengeEntity, 'purpose' | 'personId' | 'challenge'>,
  ): Promise<string> {
    const secret = newSecret();
    await this.database.transaction(ctx, async (ctx) => {
      const manager = this.database.writing(ctx);
      await manager.delete(PasskeyChallengeEntity, { expiresAt: LessThan(this.clock.now()) });
      await manager.insert(PasskeyChallengeEntity, {
        id: newId(),
        tokenHash: digest(secret),
        purpose,
        personId,
        challenge,
        expiresAt: this.clock.in(CHALLENGE_SECONDS),
      });
    });
    return secret;
  }

  /** Takes the browser's challenge out, for good, whatever comes of it; null when there is none in force. */
  takeChallenge(
    ctx: Tx,
    secret: string,
    purpose: PasskeyChallengeEntity['purpose'],
    personId: string | null,
  ): Promise<string | null> {
    return this.database.transaction(ctx, async (ctx) => {
      const manager = this.database.writing(ctx);
      const found = await manager.findOneBy(PasskeyChallengeEntity, {
        tokenHash: digest(secret),
        purpose,
        expiresAt: MoreThan(this.clock.now()),
      });
      if (!found || found.personId !== personId) return null;
      const taken = await manager.delete(PasskeyChallengeEntity, { id: found.id });
      return taken.affected === 1 ? found.challenge : null;
    });
  }
}
