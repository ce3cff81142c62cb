import { Inject, Injectable, Logger } from '@nestjs/common';
import {
  allowInsecureRequests,
  AuthorizationResponseError,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  ClientSecretPost,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type ClientAuth,
  type Configuration,
} from 'openid-client';
import {
  Clock,
  DomainError,
  ENVIRONMENT,
  ErrorCode,
  Outbound,
  OutboundError,
  type Environment,
  type OidcSettings,
} from '@rapfang/platform';
import { readClaims, type IdentityClaims } from './oidc-claims.rules.js';
import type { OidcFlow } from './oidc-flow.js';

/** What a provider says of itself is asked again after this time, should its addresses have moved. */
const DISCOVERY_MS = 60 * 60 * 1000;
const TIMEOUT_SECONDS = 10;

/** Why an answer did not become an identity. */
export type AnswerProblem = 'DENIED' | 'UNAVAILABLE' | 'REFUSED';

export class OidcAnswerError extends Error {
  constructor(readonly problem: AnswerProblem) {
    super(problem);
    this.name = 'OidcAnswerError';
  }
}

type Secrets = Pick<OidcFlow, 'state' | 'nonce' | 'codeVerifier'>;

/** The configured OpenID Connect providers, asked for what they are when first needed. */
@Injectable()
export class OidcProviders {
  readonly #log = new Logger('OpenID Connect');
  readonly #known = new Map<string, { at: number; configuration: Promise<Configuration> }>();

  constructor(
    private readonly outbound: Outbound,
    private readonly clock: Clock,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  list(): readonly OidcSettings[] {
    return this.environment.oidc;
  }

  find(key: string): OidcSettings | null {
    return this.environment.oidc.find((one) => one.key === key) ?? null;
  }

  /**
   * Where to send a browser, and what to keep until it is back.
   * @param fresh asks the provider to let the person prove themselves again, whoever is signed in there
   * @throws DomainError UNAVAILABLE when the provider cannot be reached
   */
  async leave(settings: OidcSettings, fresh: boolean): Promise<Secrets & { url: string }> {
    const configuration = await this.configuration(settings);
    const secrets = { state: randomState(), nonce: randomNonce(), codeVerifier: randomPKCECodeVerifier() };
    const { verified, secondFactorAcr } = settings;
    // A wish, not a demand: what was done is read from the token.
    const levels = [...new Set([...(verified === 'ALL' ? [] : verified), ...secondFactorAcr])];
    const url = buildAuthorizationUrl(configuration, {
      redirect_uri: this.redirectUri(settings),
      scope: settings.scope,
      state: secrets.state,
      nonce: secrets.nonce,
      code_challenge: await calculatePKCECodeChallenge(secrets.codeVerifier),
      code_challenge_method: 'S256',
      ...(levels.length > 0 && { acr_values: levels.join(' ') }),
      ...(fresh && { prompt: 'login' }),
    });
    return { ...secrets, url: url.href };
  }

  /**
   * Checks the provider's answer: state, issuer (against a mix-up with another provider), code with its
   * PKCE verifier, then the ID token's signature, issuer, audience, times and nonce.
   * @param query of the address to which the browser came back
   * @throws OidcAnswerError DENIED by the person or the provider, UNAVAILABLE, REFUSED by a check
   */
  async answer(settings: OidcSettings, flow: Secrets, query: string): Promise<IdentityClaims> {
    try {
      const configuration = await this.configuration(settings);
      const url = new URL(this.redirectUri(settings));
      url.search = query;
      const tokens = await authorizationCodeGrant(configuration, url, {
        expectedState: flow.state,
        expectedNonce: flow.nonce,
        pkceCodeVerifier: flow.codeVerifier,
        idTokenExpected: true,
      });
      const token = tokens.claims();
      if (!token) throw new OidcAnswerError('REFUSED');
      const userinfo = configuration.serverMetadata().userinfo_endpoint
        ? await fetchUserInfo(configuration, tokens.access_token, token.sub)
        : {};
      const claims = readClaims(settings, token, userinfo);
      if (!claims) throw new OidcAnswerError('REFUSED');
      return claims;
    } catch (error) {
      throw this.answerError(settings, error);
    }
  }

  /** One address per provider, so that an answer says by where it arrives which provider it claims to be from. */
  private redirectUri({ key }: OidcSettings): string {
    return `${this.environment.publicUrl}/sign-in/oidc/${key}/callback`;
  }

  /** Discovery fails alone: whoever comes next asks again. */
  private async configuration(settings: OidcSettings): Promise<Configuration> {
    const now = this.clock.millis();
    const known = this.#known.get(settings.key);
    if (known && now - known.at < DISCOVERY_MS) return known.configuration;
    const configuration = this.discover(settings);
    this.#known.set(settings.key, { at: now, configuration });
    try {
      return await configuration;
    } catch (error) {
      this.#known.delete(settings.key);
      this.#log.warn(`Provider ${settings.key} does not answer: ${wordsOf(error)}`);
      throw new DomainError(ErrorCode.UNAVAILABLE, { field: 'provider' });
    }
  }

  private discover({ issuer, clientId, clientSecret }: OidcSettings): Promise<Configuration> {
    return discovery(new URL(issuer), clientId, {}, clientAuthOf(clientSecret), {
      [customFetch]: (url, options) => this.outbound.fetch(url, { ...options, body: options.body as never }),
      timeout: TIMEOUT_SECONDS,
      // Even a token that came straight from the provider must be signed by it.
      execute: [
        enableNonRepudiationChecks,
        // Only what OUTBOUND_ALLOW lists can be plain http; the environment has seen to that.
        ...(issuer.startsWith('http:') ? [allowInsecureRequests] : []),
      ],
    });
  }

  /** The log says which check failed, never what was in the answer. */
  private answerError({ key }: OidcSettings, error: unknown): OidcAnswerError {
    if (error instanceof OidcAnswerError) return error;
    if (error instanceof AuthorizationResponseError) {
      // Whoever holds the browser can put anything there.
      this.#log.warn(`Provider ${key} answered ${error.error.replace(/[^\w.-]/g, '?').slice(0, 40)}`);
      const away = ['temporarily_unavailable', 'server_error'].includes(error.error);
      return new OidcAnswerError(away ? 'UNAVAILABLE' : 'DENIED');
    }
    this.#log.warn(`Answer of ${key} not taken: ${wordsOf(error)}`);
    const unreachable = error instanceof DomainError || outboundCause(error) !== null;
    return new OidcAnswerError(unreachable ? 'UNAVAILABLE' : 'REFUSED');
  }
}

/** By the header where the provider takes it, as the standard's default is; else in the body. */
function clientAuthOf(secret: string | null): ClientAuth {
  if (secret === null) return None();
  const [basic, post] = [ClientSecretBasic(secret), ClientSecretPost(secret)];
  return (server, client, body, headers) => {
    const taken = server.token_endpoint_auth_methods_supported;
    const by = taken?.includes('client_secret_post') && !taken.includes('client_secret_basic') ? post : basic;
    by(server, client, body, headers);
  };
}

function outboundCause(error: unknown): OutboundError | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof OutboundError) return cause;
  }
  return null;
}

/** Codes and our own words only: a library's message may quote what it was given. */
function wordsOf(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return outboundCause(error)?.message ?? String(code ?? name ?? 'unknown');
}
