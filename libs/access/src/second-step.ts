import { Injectable } from '@nestjs/common';
import { Audit } from '@rapfang/audit';
import {
  Database,
  DomainError,
  ErrorCode,
  invalid,
  Limits,
  type Ctx,
  type Limit,
  type Transaction,
} from '@rapfang/platform';
import type { CookieJar } from './cookies.js';
import { SecondFactorStore } from './second-factor.store.js';
import { Sessions } from './sessions.js';

export type SecondFactorMethod = 'AUTHENTICATOR_APP' | 'RECOVERY_CODE' | 'PASSKEY';

/** Five codes of a million in a quarter of an hour: years of guessing at one account. */
const PER_PERSON: Limit = { name: 'secondFactor.person', points: 5, seconds: 900 };
const PER_ADDRESS: Limit = { name: 'secondFactor.address', points: 50, seconds: 900 };

/** What every second factor has in common: tries are counted, and success wakes the roles in a new session. */
@Injectable()
export class SecondStep {
  constructor(
    private readonly database: Database,
    private readonly limits: Limits,
    private readonly audit: Audit,
    private readonly sessions: Sessions,
    private readonly store: SecondFactorStore,
  ) {}

  /**
   * One try at a code. A wrong one is on record (as many as the limit lets through, no more).
   * @param take spends the code in the transaction it is given; false when it is wrong
   * @param field of the input that holds the code
   * @throws DomainError RATE_LIMITED; VALIDATION with rule `wrongCode`
   */
  async attempt(
    ctx: Ctx,
    method: SecondFactorMethod,
    field: string,
    take: (ctx: Ctx & { tx: Transaction }) => Promise<boolean>,
  ): Promise<void> {
    await this.limits.use(PER_ADDRESS, ctx.address);
    await this.limits.use(PER_PERSON, ctx.actor.id);
    const right = await this.database.transaction(ctx, async (ctx) => {
      const right = await take(ctx);
      if (!right) {
        await this.audit.append(ctx, {
          action: 'secondFactor.failed',
          subject: { type: 'person', id: ctx.actor.id },
          after: { method },
        });
      }
      return right;
    });
    if (!right) throw invalid(field, 'wrongCode');
  }

  /** The browser gets a new session in which the person's roles are in force. */
  async pass(ctx: Ctx, cookies: CookieJar, method: SecondFactorMethod): Promise<void> {
    const session = await this.sessions.current(ctx);
    await this.database.transaction(ctx, async (ctx) => {
      await this.sessions.open(ctx, ctx.actor.id, cookies, {
        method: session.method,
        assurance: session.assurance === 'VERIFIED' ? 'VERIFIED' : 'EMAIL',
        secondFactor: true,
      });
      await this.audit.append(ctx, {
        action: 'secondFactor.passed',
        subject: { type: 'person', id: ctx.actor.id },
        after: { method },
      });
    });
  }

  /** Has the browser's session passed a second factor? */
  async passed(ctx: Ctx): Promise<boolean> {
    return (await this.sessions.current(ctx)).secondFactorAt !== null;
  }

  /**
   * Before anything about second factors changes: who has one must have shown it, or a thief with the
   * mailbox could add one of their own.
   * @throws DomainError SIGN_IN_REQUIRED, SECOND_FACTOR_REQUIRED
   */
  async requireForChange(ctx: Ctx): Promise<void> {
    if (await this.passed(ctx)) return;
    if (await this.store.has(ctx.actor.id, ctx)) throw new DomainError(ErrorCode.SECOND_FACTOR_REQUIRED);
  }
}
