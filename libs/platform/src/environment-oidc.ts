import type { BilingualText } from './bilingual.js';
import { EnvironmentError } from './environment-error.js';
import { secretOf } from './secret-files.js';

type Source = Record<string, string | undefined>;

/** One OpenID Connect provider, as the operator describes it. */
export interface OidcSettings {
  /** Short name in addresses: `thaid`. */
  readonly key: string;
  readonly issuer: string;
  readonly clientId: string;
  /** Null for a client without one (PKCE is used in any case). */
  readonly clientSecret: string | null;
  readonly name: BilingualText;
  readonly scope: string;
  /** Sign-ins that count as a verified identity: all of the provider's, or those with one of these `acr`. */
  readonly verified: 'ALL' | readonly string[];
  /** Claim with the Thai national ID; null when the provider gives none. */
  readonly nationalIdClaim: string | null;
  /** Values of `acr` that stand for a second factor; none unless given. */
  readonly secondFactorAcr: readonly string[];
}

const KEY = /^[a-z][a-z0-9]{0,23}$/;
const KEY_LEAST = 32;

/**
 * The providers of `OIDC_PROVIDERS=thaid,corp`, each described by `OIDC_THAID_ISSUER`, `_CLIENT_ID`,
 * `_CLIENT_SECRET` (or `_CLIENT_SECRET_FILE`), `_NAME_TH`, `_NAME_EN`, `_SCOPE`, `_VERIFIED` or
 * `_VERIFIED_ACR`, `_NATIONAL_ID_CLAIM`, `_SECOND_FACTOR_ACR`.
 * @param reachable `host:port` that may be reached over plain http
 */
export function oidcProviders(source: Source, reachable: readonly string[]): readonly OidcSettings[] {
  const keys = list(source['OIDC_PROVIDERS']);
  return keys.map((key, place) => {
    if (!KEY.test(key) || keys.indexOf(key) !== place)
      throw new EnvironmentError(
        'OIDC_PROVIDERS',
        `takes different short names of small letters and digits, but holds "${key}".`,
      );
    const prefix = `OIDC_${key.toUpperCase()}`;
    const value = (name: string) => source[`${prefix}_${name}`]?.trim() || null;
    const clientId = value('CLIENT_ID');
    if (!clientId)
      throw new EnvironmentError(
        `${prefix}_CLIENT_ID`,
        'is needed: the id that the provider gave this site.',
      );
    const [nameTh, nameEn] = [value('NAME_TH'), value('NAME_EN')];
    if (!nameTh && !nameEn)
      throw new EnvironmentError(`${prefix}_NAME_TH`, 'or _NAME_EN is needed: what stands on the button.');
    const scope = value('SCOPE') ?? 'openid';
    if (!scope.split(/\s+/).includes('openid'))
      throw new EnvironmentError(`${prefix}_SCOPE`, `must contain openid, but is "${scope}".`);
    return {
      key,
      issuer: issuerOf(`${prefix}_ISSUER`, value('ISSUER'), reachable),
      clientId,
      clientSecret: secretOf(source, `${prefix}_CLIENT_SECRET`),
      name: { th: nameTh, en: nameEn },
      scope,
      verified: verifiedBy(prefix, value('VERIFIED'), list(value('VERIFIED_ACR'))),
      nationalIdClaim: value('NATIONAL_ID_CLAIM'),
      secondFactorAcr: list(value('SECOND_FACTOR_ACR')),
    };
  });
}

/**
 * The key under which national IDs are hashed, or null where no provider gives any. Of its own in
 * production: a session secret is changed lightly, and with this key every number would be forgotten.
 */
export function nationalIdKey(
  source: Source,
  providers: readonly OidcSettings[],
  production: boolean,
): string | null {
  if (!providers.some(({ nationalIdClaim }) => nationalIdClaim)) return null;
  const key = secretOf(source, 'NATIONAL_ID_KEY');
  if (key !== null && key.length < KEY_LEAST)
    throw new EnvironmentError('NATIONAL_ID_KEY', 'must have 32 characters or more.');
  if (key === null && production)
    throw new EnvironmentError(
      'NATIONAL_ID_KEY',
      'is needed in production where a provider gives national IDs: 32 random characters or more, never changed.',
    );
  return key;
}

function issuerOf(name: string, text: string | null, reachable: readonly string[]): string {
  const url = text && URL.canParse(text) ? new URL(text) : null;
  if (!text || !url || url.search || url.hash || url.username || text.length > 255)
    throw new EnvironmentError(name, 'is needed: the https address by which the provider names itself.');
  if (url.protocol === 'https:') return text;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (url.protocol === 'http:' && reachable.includes(`${host}:${url.port || '80'}`)) return text;
  throw new EnvironmentError(name, 'must be https, unless OUTBOUND_ALLOW lists its host and port.');
}

function verifiedBy(prefix: string, flag: string | null, acr: readonly string[]): OidcSettings['verified'] {
  const all = { on: true, yes: true, off: false, no: false }[flag?.toLowerCase() ?? 'off'];
  if (all === undefined)
    throw new EnvironmentError(`${prefix}_VERIFIED`, `must be on or off, but is "${flag}".`);
  if (all && acr.length > 0)
    throw new EnvironmentError(`${prefix}_VERIFIED`, 'is on, so _VERIFIED_ACR would say nothing; give one.');
  return all ? 'ALL' : acr;
}

function list(text: string | null | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);
}
