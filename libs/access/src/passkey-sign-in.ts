import { Injectable } from '@nestjs/common';
import { Audit } from '@rapfang/audit';
import { Database, invalid, Limits, type Ctx, type Limit } from '@rapfang/platform';
import type { CookieJar } from './cookies.js';
import { PasskeyCheck } from './passkey-check.js';
import { PASSKEY_COOKIE } from './passkeys.js';
import { CHALLENGE_SECONDS, PasskeyStore } from './passkey.store.js';
import type { PasskeyEntity } from './second-factor.entity.js';
import { Sessions } from './sessions.js';

/** A sign-in counts twice: once for the question, once for the answer. */
const PER_ADDRESS: Limit = { name: 'passkey.address', points: 120, seconds: 600 };
const PER_PERSON: Limit = { name: 'passkey.person', points: 20, seconds: 600 };

@Injectable()
export class PasskeySignInNeeds {
  constructor(
    readonly limits: Limits,
    readonly audit: Audit,
  ) {}
}

/** Signing in with a passkey, alone or as the second step. */
@Injectable()
export class PasskeySignIn {
  constructor(
    private readonly database: Database,
    private readonly store: PasskeyStore,
    private readonly check: PasskeyCheck,
    private readonly sessions: Sessions,
    private readonly needs: PasskeySignInNeeds,
  ) {}

  /** The same for everyone who is not signed in. @returns what `navigator.credentials.get` needs, as JSON */
  async start(ctx: Ctx, cookies: CookieJar): Promise<string> {
    await this.needs.limits.use(PER_ADDRESS, ctx.address);
    const own = ctx.actor.kind === 'person' ? await this.store.list(ctx, ctx.actor.id) : [];
    const options = await this.check.authentication(own);
    const secret = await this.store.keepChallenge(ctx, {
      purpose: 'SIGN_IN',
      personId: null,
      challenge: options.challenge,
    });
    cookies.put(PASSKEY_COOKIE, secret, CHALLENGE_SECONDS);
    return JSON.stringify(options);
  }

  /**
   * Opens a session for the passkey's owner, roles in force.
   * @param answer of the browser, not trusted
   * @throws DomainError RATE_LIMITED; VALIDATION with rule `refused`, whatever was wrong
   */
  async finish(ctx: Ctx, cookies: CookieJar, answer: unknown): Promise<void> {
    await this.needs.limits.use(PER_ADDRESS, ctx.address);
    const challenge = await this.store.takeChallenge(ctx, cookies.get(PASSKEY_COOKIE) ?? '', 'SIGN_IN', null);
    const passkey = challenge === null ? null : await this.passkeyOf(ctx, answer);
    if (!challenge || !passkey) throw invalid('passkey', 'refused');
    const { personId } = passkey;
    await this.needs.limits.use(PER_PERSON, personId);
    const count = await this.check.signed(answer, challenge, passkey);
    await this.database.transaction(ctx, async (ctx) => {
      if (count === null) {
        await this.needs.audit.append(ctx, {
          action: 'secondFactor.failed',
          subject: { type: 'person', id: personId },
          after: { method: 'PASSKEY' },
        });
        return;
      }
      await this.store.used(ctx, passkey.id, count);
      const same = ctx.actor.kind === 'person' && ctx.actor.id === personId;
      await this.sessions.open(ctx, personId, cookies, {
        method: 'PASSKEY',
        assurance: same && ctx.actor.assurance === 'VERIFIED' ? 'VERIFIED' : 'EMAIL',
        secondFactor: true,
      });
    });
    if (count === null) throw invalid('passkey', 'refused');
    cookies.put(PASSKEY_COOKIE, '', 0);
  }

  private async passkeyOf(ctx: Ctx, answer: unknown): Promise<PasskeyEntity | null> {
    const id = (answer as { id?: unknown } | null)?.id;
    return typeof id === 'string' ? this.store.findByCredential(ctx, id) : null;
  }
}
