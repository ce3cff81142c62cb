import { seal, unseal, type Environment, type Instant, type Language } from '@rapfang/platform';
import type { CookieJar } from './cookies.js';

const FLOW_COOKIE = 'rf_oidc';
const PURPOSE = 'oidc flow';
export const FLOW_SECONDS = 600;

/** A sign-in that left for a provider and has not come back. */
export interface OidcFlow {
  provider: string;
  state: string;
  nonce: string;
  codeVerifier: string;
  /** A path of ours. */
  returnTo: string | null;
  language: Language;
  /** The session whose person wants the identity added to their account; null for signing in. */
  linkSessionId: string | null;
  expiresAt: Instant;
}

type Secret = Pick<Environment, 'sessionSecret'>;

/** Kept, sealed, by the browser that left: only it can come back with the answer. */
export function keepFlow({ sessionSecret }: Secret, cookies: CookieJar, flow: OidcFlow): void {
  cookies.put(FLOW_COOKIE, seal(sessionSecret, PURPOSE, JSON.stringify(flow)), FLOW_SECONDS);
}

/** Takes the flow out of the browser, so that an answer is tried once. Null when there is none of ours. */
export function takeFlow({ sessionSecret }: Secret, cookies: CookieJar): OidcFlow | null {
  const sealed = cookies.get(FLOW_COOKIE);
  cookies.put(FLOW_COOKIE, '', 0);
  if (!sealed) return null;
  try {
    return JSON.parse(unseal(sessionSecret, PURPOSE, sealed)) as OidcFlow;
  } catch {
    return null;
  }
}
