import { Inject, Injectable, Logger } from '@nestjs/common';
import { Audit } from '@rapfang/audit';
import {
  Clock,
  Database,
  DomainError,
  ENVIRONMENT,
  ErrorCode,
  seal,
  unseal,
  type Ctx,
  type Environment,
} from '@rapfang/platform';
import type { CookieJar } from './cookies.js';
import { Factors } from './factors.js';
import { newTotpSecret, stepOfCode, totpAddress } from './totp.rules.js';
import type { AuthenticatorAppEntity } from './second-factor.entity.js';

const PURPOSE = 'authenticator app';

export interface AppToScan {
  /** Base32, for typing. */
  key: string;
  /** `otpauth://…`, for the picture. */
  address: string;
}

/** Authenticator apps as second factor (TOTP). */
@Injectable()
export class AuthenticatorApps {
  readonly #log = new Logger('AuthenticatorApps');

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly factors: Factors,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  /**
   * A new secret, which counts once a code of it was confirmed.
   * @param account what the app lists it under: the e-mail address
   * @throws DomainError CONFLICT when there is an app already
   */
  async start(ctx: Ctx, account: string): Promise<AppToScan> {
    await this.factors.step.requireForChange(ctx);
    const key = newTotpSecret();
    await this.database.transaction(ctx, async (ctx) => {
      const app = await this.factors.store.findApp(ctx, ctx.actor.id);
      if (app?.confirmedAt) throw new DomainError(ErrorCode.CONFLICT);
      const sealed = seal(this.environment.sessionSecret, PURPOSE, key);
      await this.factors.store.insertApp(ctx, ctx.actor.id, sealed);
    });
    return { key, address: totpAddress(key, account) };
  }

  /** What waits to be confirmed, for showing it again; null when it cannot be opened any more. */
  toScan(app: AuthenticatorAppEntity, account: string): AppToScan | null {
    const key = this.secretOf(app);
    return key === null ? null : { key, address: totpAddress(key, account) };
  }

  /**
   * The first code: from here on the app is a second factor, and this session has passed it.
   * @returns recovery codes to be shown once; empty when the person has some
   */
  async confirm(ctx: Ctx, cookies: CookieJar, code: string): Promise<string[]> {
    const { step, store, recovery } = this.factors;
    await step.requireForChange(ctx);
    const app = await store.findApp(ctx, ctx.actor.id);
    if (!app || app.confirmedAt) throw new DomainError(ErrorCode.NOT_FOUND);
    let codes: string[] = [];
    await step.attempt(ctx, 'AUTHENTICATOR_APP', 'code', async (ctx) => {
      if (!(await this.take(ctx, app, code))) return false;
      await store.confirmApp(ctx, app.id);
      codes = (await store.countRecoveryCodes(ctx, ctx.actor.id)) > 0 ? [] : await recovery.write(ctx);
      await this.audit.append(ctx, {
        action: 'secondFactor.enrolled',
        subject: { type: 'person', id: ctx.actor.id },
        after: { method: 'AUTHENTICATOR_APP' },
      });
      await step.pass(ctx, cookies, 'AUTHENTICATOR_APP');
      return true;
    });
    return codes;
  }

  /** A code at signing in. @throws DomainError VALIDATION with rule `wrongCode`, also without an app */
  async verify(ctx: Ctx, cookies: CookieJar, code: string): Promise<void> {
    await this.factors.step.attempt(ctx, 'AUTHENTICATOR_APP', 'code', async (ctx) => {
      const app = await this.factors.store.findApp(ctx, ctx.actor.id);
      if (!app?.confirmedAt || !(await this.take(ctx, app, code))) return false;
      await this.factors.step.pass(ctx, cookies, 'AUTHENTICATOR_APP');
      return true;
    });
  }

  /** @throws DomainError VALIDATION with rule `lastSecondFactor` when a role needs it */
  async remove(ctx: Ctx): Promise<void> {
    await this.factors.step.requireForChange(ctx);
    await this.database.transaction(ctx, async (ctx) => {
      const app = await this.factors.store.findApp(ctx, ctx.actor.id);
      if (!app) throw new DomainError(ErrorCode.NOT_FOUND);
      await this.factors.store.removeApp(ctx, ctx.actor.id);
      if (app.confirmedAt) await this.factors.requireOneLeft(ctx, 'authenticatorApp');
      await this.audit.append(ctx, {
        action: 'secondFactor.removed',
        subject: { type: 'person', id: ctx.actor.id },
        after: { method: 'AUTHENTICATOR_APP' },
      });
    });
  }

  private take(ctx: Ctx, app: AuthenticatorAppEntity, code: string): Promise<boolean> | false {
    const secret = this.secretOf(app);
    if (secret === null) return false;
    const step = stepOfCode(secret, code, this.clock.millis(), app.lastStep);
    return step !== null && this.factors.store.takeStep(ctx, app.id, step);
  }

  /** Null when SESSION_SECRET has changed since: no code fits any more, and whoever runs the server is told why. */
  private secretOf(app: AuthenticatorAppEntity): string | null {
    try {
      return unseal(this.environment.sessionSecret, PURPOSE, app.secretSealed);
    } catch (error) {
      this.#log.warn((error as Error).message);
      return null;
    }
  }
}
