import { Injectable } from '@nestjs/common';
import { Audit } from '@rapfang/audit';
import { Database, DomainError, ErrorCode, invalid, type Ctx } from '@rapfang/platform';
import type { CookieJar } from './cookies.js';
import { Factors } from './factors.js';
import { PasskeyCheck, type PasskeyOwner } from './passkey-check.js';
import { CHALLENGE_SECONDS, PasskeyStore } from './passkey.store.js';

/** Finds the browser's challenge again. */
export const PASSKEY_COOKIE = 'rf_passkey';
const PASSKEYS_MOST = 20;

/** A person's own passkeys: added, named, removed. */
@Injectable()
export class Passkeys {
  constructor(
    private readonly database: Database,
    private readonly store: PasskeyStore,
    private readonly check: PasskeyCheck,
    private readonly factors: Factors,
    private readonly audit: Audit,
  ) {}

  /** @returns what `navigator.credentials.create` needs, as JSON */
  async startRegistration(ctx: Ctx, cookies: CookieJar, owner: PasskeyOwner): Promise<string> {
    await this.factors.step.requireForChange(ctx);
    const known = await this.store.list(ctx, ctx.actor.id);
    if (known.length >= PASSKEYS_MOST) throw invalid('passkey', 'tooMany', { limit: PASSKEYS_MOST });
    const options = await this.check.registration(owner, known);
    const { challenge } = options;
    const secret = await this.store.keepChallenge(ctx, {
      purpose: 'REGISTER',
      personId: ctx.actor.id,
      challenge,
    });
    cookies.put(PASSKEY_COOKIE, secret, CHALLENGE_SECONDS);
    return JSON.stringify(options);
  }

  /**
   * Adds the passkey that the browser made. The person was checked while it was made, so a session
   * without a second factor has passed one now.
   * @param answer of the browser, not trusted
   * @throws DomainError VALIDATION with rule `refused`
   */
  async finishRegistration(ctx: Ctx, cookies: CookieJar, answer: unknown, name: string): Promise<void> {
    const { step } = this.factors;
    await step.requireForChange(ctx);
    const { id: personId } = ctx.actor;
    const secret = cookies.get(PASSKEY_COOKIE) ?? '';
    const challenge = await this.store.takeChallenge(ctx, secret, 'REGISTER', personId);
    const made = challenge && (await this.check.registered(answer, challenge));
    if (!made) throw invalid('passkey', 'refused');
    const passed = await step.passed(ctx);
    await this.database.transaction(ctx, async (ctx) => {
      if (await this.store.findByCredential(ctx, made.credentialId)) throw invalid('passkey', 'refused');
      await this.store.insert(ctx, { ...made, personId, name: name.trim() });
      await this.audit.append(ctx, { action: 'passkey.added', subject: { type: 'person', id: personId } });
      if (!passed) await step.pass(ctx, cookies, 'PASSKEY');
    });
    cookies.put(PASSKEY_COOKIE, '', 0);
  }

  async rename(ctx: Ctx, id: string, name: string): Promise<void> {
    await this.database.transaction(ctx, async (ctx) => {
      if (!(await this.store.rename(ctx, ctx.actor.id, id, name.trim())))
        throw new DomainError(ErrorCode.NOT_FOUND, { field: 'id' });
    });
  }

  /** @throws DomainError NOT_FOUND; VALIDATION with rule `lastSecondFactor` when a role needs it */
  async remove(ctx: Ctx, id: string): Promise<void> {
    await this.factors.step.requireForChange(ctx);
    await this.database.transaction(ctx, async (ctx) => {
      if (!(await this.store.remove(ctx, ctx.actor.id, id)))
        throw new DomainError(ErrorCode.NOT_FOUND, { field: 'id' });
      await this.factors.requireOneLeft(ctx, 'passkey');
      await this.audit.append(ctx, {
        action: 'passkey.removed',
        subject: { type: 'person', id: ctx.actor.id },
      });
    });
  }
}
