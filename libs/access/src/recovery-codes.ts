import { Inject, Injectable } from '@nestjs/common';
import { Audit } from '@rapfang/audit';
import { Database, ENVIRONMENT, type Ctx, type Environment, type Transaction } from '@rapfang/platform';
import type { CookieJar } from './cookies.js';
import { newRecoveryCode, RECOVERY_CODES, recoveryCodeHash } from './recovery-code.rules.js';
import { SecondFactorStore } from './second-factor.store.js';
import { SecondStep } from './second-step.js';

/** Codes on paper for the day the device is lost. */
@Injectable()
export class RecoveryCodes {
  constructor(
    private readonly database: Database,
    private readonly store: SecondFactorStore,
    private readonly step: SecondStep,
    private readonly audit: Audit,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  /** New codes in place of the earlier ones. @returns them, to be shown once */
  async renew(ctx: Ctx): Promise<string[]> {
    await this.step.requireForChange(ctx);
    return this.database.transaction(ctx, (ctx) => this.write(ctx));
  }

  /** As `renew`, inside what enrols the first second factor. */
  async write(ctx: Ctx & { tx: Transaction }): Promise<string[]> {
    const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
    const { id } = ctx.actor;
    await this.store.replaceRecoveryCodes(
      ctx,
      id,
      codes.map((code) => this.hash(id, code)),
    );
    await this.audit.append(ctx, { action: 'recoveryCodes.made', subject: { type: 'person', id } });
    return codes;
  }

  /** Signs in with a code, which is spent. @throws DomainError VALIDATION with rule `wrongCode` */
  async use(ctx: Ctx, cookies: CookieJar, code: string): Promise<void> {
    await this.step.attempt(ctx, 'RECOVERY_CODE', 'recoveryCode', async (ctx) => {
      const { id } = ctx.actor;
      if (!(await this.store.takeRecoveryCode(ctx, id, this.hash(id, code)))) return false;
      await this.step.pass(ctx, cookies, 'RECOVERY_CODE');
      return true;
    });
  }

  private hash(personId: string, code: string): string {
    return recoveryCodeHash(this.environment.sessionSecret, personId, code);
  }
}
