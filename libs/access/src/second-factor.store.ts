import { Injectable } from '@nestjs/common';
import { IsNull, Not } from 'typeorm';
import { Clock, Database, newId, type Ctx } from '@rapfang/platform';
import { AuthenticatorAppEntity, PasskeyEntity, RecoveryCodeEntity } from './second-factor.entity.js';

type Tx = Pick<Ctx, 'tx'>;

/** What second factors people have. */
@Injectable()
export class SecondFactorStore {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** True when there is a passkey or a confirmed authenticator app. */
  async has(personId: string, ctx: Tx = {}): Promise<boolean> {
    const manager = this.database.manager(ctx);
    return (
      (await manager.existsBy(PasskeyEntity, { personId })) ||
      (await manager.existsBy(AuthenticatorAppEntity, { personId, confirmedAt: Not(IsNull()) }))
    );
  }

  findApp(ctx: Tx, personId: string): Promise<AuthenticatorAppEntity | null> {
    return this.database.manager(ctx).findOneBy(AuthenticatorAppEntity, { personId });
  }

  /** A new app that waits for its first code, in place of one that waited. */
  async insertApp(ctx: Tx, personId: string, secretSealed: string): Promise<void> {
    const manager = this.database.writing(ctx);
    await manager.delete(AuthenticatorAppEntity, { personId, confirmedAt: IsNull() });
    await manager.insert(AuthenticatorAppEntity, {
      id: newId(),
      personId,
      secretSealed,
      confirmedAt: null,
      lastStep: 0,
      createdAt: this.clock.now(),
    });
  }

  async confirmApp(ctx: Tx, id: string): Promise<void> {
    await this.database
      .writing(ctx)
      .update(AuthenticatorAppEntity, { id }, { confirmedAt: this.clock.now() });
  }

  /** Marks a code as spent. @returns false when it, or a later one, was spent meanwhile */
  async takeStep(ctx: Tx, id: string, step: number): Promise<boolean> {
    const taken = await this.database
      .writing(ctx)
      .createQueryBuilder()
      .update(AuthenticatorAppEntity)
      .set({ lastStep: step })
      .where('id = :id AND last_step < :step', { id, step })
      .execute();
    return taken.affected === 1;
  }

  async removeApp(ctx: Tx, personId: string): Promise<void> {
    await this.database.writing(ctx).delete(AuthenticatorAppEntity, { personId });
  }

  countRecoveryCodes(ctx: Tx, personId: string): Promise<number> {
    return this.database.manager(ctx).countBy(RecoveryCodeEntity, { personId, usedAt: IsNull() });
  }

  /** New codes in place of all earlier ones. */
  async replaceRecoveryCodes(ctx: Tx, personId: string, hashes: readonly string[]): Promise<void> {
    const createdAt = this.clock.now();
    const manager = this.database.writing(ctx);
    await manager.delete(RecoveryCodeEntity, { personId });
    await manager.insert(
      RecoveryCodeEntity,
      hashes.map((codeHash) => ({ id: newId(), personId, codeHash, createdAt, usedAt: null })),
    );
  }

  /** Spends a code. @returns false when there is none such, or it is spent */
  async takeRecoveryCode(ctx: Tx, personId: string, codeHash: string): Promise<boolean> {
    const taken = await this.database
      .writing(ctx)
      .update(RecoveryCodeEntity, { personId, codeHash, usedAt: IsNull() }, { usedAt: this.clock.now() });
    return taken.affected === 1;
  }
}
