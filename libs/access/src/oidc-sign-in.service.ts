import { Inject, Injectable } from '@nestjs/common';
import {
  Clock,
  DomainError,
  ENVIRONMENT,
  ErrorCode,
  invalid,
  Limits,
  type Ctx,
  type Environment,
  type Language,
  type Limit,
  type OidcSettings,
} from '@rapfang/platform';
import type { CookieJar } from './cookies.js';
import { AccountError, IdentityAccounts, type AccountProblem } from './identity-accounts.js';
import { FLOW_SECONDS, keepFlow, takeFlow, type OidcFlow } from './oidc-flow.js';
import { OidcAnswerError, OidcProviders, type AnswerProblem } from './oidc-providers.js';
import { isOwnPath } from './sign-in.service.js';
import { requireWholeSession } from './whole-session.js';

/** Many people share one address of a telephone network; states and codes cannot be guessed in any number. */
const PER_ADDRESS: Limit = { name: 'oidc.address', points: 300, seconds: 600 };
/** Providers' answers are some hundred characters. */
const ANSWER_MOST = 8192;

/** Why a sign-in at a provider came to nothing; EXPIRED: not begun in this browser, or too long ago, or used. */
export type OidcProblem = AnswerProblem | AccountProblem | 'EXPIRED';

export interface OidcOutcome {
  /** Null when it went well. */
  problem: OidcProblem | null;
  /** The identity was to be added to an account. */
  linking: boolean;
  returnTo: string | null;
  language: Language;
}

/** Signing in at an OpenID Connect provider: the way there and the way back. */
@Injectable()
export class OidcSignInService {
  constructor(
    private readonly providers: OidcProviders,
    private readonly accounts: IdentityAccounts,
    private readonly limits: Limits,
    private readonly clock: Clock,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  /**
   * @param returnTo path to go to afterwards; anything but a path of ours is dropped
   * @returns the provider's address for the browser to go to
   * @throws DomainError NOT_FOUND, RATE_LIMITED, UNAVAILABLE (the provider does not answer)
   */
  async start(
    ctx: Ctx,
    cookies: CookieJar,
    key: string,
    language: Language,
    returnTo: string | null,
  ): Promise<string> {
    const own = returnTo && isOwnPath(returnTo) ? returnTo : null;
    return this.leave(ctx, cookies, key, { language, returnTo: own, linkSessionId: null });
  }

  /**
   * As `start`, to add the identity to the account of whoever is signed in.
   * @throws DomainError SECOND_FACTOR_REQUIRED as well
   */
  async startLink(ctx: Ctx, cookies: CookieJar, key: string, language: Language): Promise<string> {
    if (!ctx.actor.sessionId) throw new DomainError(ErrorCode.SIGN_IN_REQUIRED);
    requireWholeSession(ctx);
    return this.leave(ctx, cookies, key, { language, returnTo: null, linkSessionId: ctx.actor.sessionId });
  }

  /**
   * Takes the answer with which the browser came back; signs in or adds the identity.
   * @param query of the address to which the provider sent the browser
   * @throws DomainError NOT_FOUND, RATE_LIMITED, VALIDATION, SECOND_FACTOR_REQUIRED
   */
  async complete(ctx: Ctx, cookies: CookieJar, key: string, query: string): Promise<OidcOutcome> {
    await this.limits.use(PER_ADDRESS, ctx.address);
    if (query.length > ANSWER_MOST) throw invalid('answer', 'maxLength', { limit: ANSWER_MOST });
    const settings = this.get(key);
    const flow = takeFlow(this.environment, cookies);
    const outcome = {
      linking: flow !== null && flow.linkSessionId !== null,
      returnTo: flow?.returnTo ?? null,
      language: flow?.language ?? ('th' as const),
    };
    if (!flow || !this.isOf(flow, ctx, key)) return { ...outcome, problem: 'EXPIRED' };
    try {
      const claims = await this.providers.answer(settings, flow, query);
      if (outcome.linking) requireWholeSession(ctx);
      if (outcome.linking) await this.accounts.link(ctx, cookies, settings, claims);
      else await this.accounts.signIn(ctx, cookies, settings, claims, flow.language);
      return { ...outcome, problem: null };
    } catch (error) {
      if (error instanceof OidcAnswerError || error instanceof AccountError)
        return { ...outcome, problem: error.problem };
      throw error;
    }
  }

  /** An answer counts for the provider that was left for, in time, and for the session that asked. */
  private isOf(flow: OidcFlow, ctx: Ctx, key: string): boolean {
    return (
      flow.provider === key &&
      flow.expiresAt > this.clock.now() &&
      (flow.linkSessionId === null || flow.linkSessionId === ctx.actor.sessionId)
    );
  }

  private async leave(
    ctx: Ctx,
    cookies: CookieJar,
    key: string,
    flow: Pick<OidcFlow, 'language' | 'returnTo' | 'linkSessionId'>,
  ): Promise<string> {
    await this.limits.use(PER_ADDRESS, ctx.address);
    // Who adds an identity proves anew at the provider that it is theirs: whoever was left signed in
    // there would otherwise become a second owner of the account.
    const { url, ...secrets } = await this.providers.leave(this.get(key), flow.linkSessionId !== null);
    const expiresAt = this.clock.in(FLOW_SECONDS);
    keepFlow(this.environment, cookies, { ...flow, ...secrets, provider: key, expiresAt });
    return url;
  }

  private get(key: string): OidcSettings {
    const settings = this.providers.find(key);
    if (!settings) throw new DomainError(ErrorCode.NOT_FOUND, { field: 'provider' });
    return settings;
  }
}
