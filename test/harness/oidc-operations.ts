import type { ApiClient } from './api-client.js';

/** Where providers send people back to, in the tests that have no browser. */
export const OIDC_SITE = 'https://rapfang.example';

export interface OidcOutcome {
  problem: string | null;
  linking: boolean;
  returnTo: string | null;
  language: string;
}

export interface OidcViewer {
  kind: string;
  id: string | null;
  email: string | null;
  displayName: string | null;
  assurance: string;
  secondFactor: string;
}

/** @returns the provider's address for the browser */
export async function startOidc(
  client: ApiClient,
  provider: string,
  returnTo: string | null = null,
): Promise<string> {
  const { startOidcSignIn } = await client.must<{ startOidcSignIn: string }>(
    `mutation($provider: String!, $returnTo: String) {
      startOidcSignIn(provider: $provider, locale: EN, returnTo: $returnTo) }`,
    { provider, returnTo },
  );
  return startOidcSignIn;
}

/** As `startOidc`, to add the identity to the account. */
export async function startOidcLink(client: ApiClient, provider: string): Promise<string> {
  const { startIdentityLink } = await client.must<{ startIdentityLink: string }>(
    'mutation($provider: String!) { startIdentityLink(provider: $provider, locale: TH) }',
    { provider },
  );
  return startIdentityLink;
}

export async function completeOidc(
  client: ApiClient,
  provider: string,
  answer: string,
): Promise<OidcOutcome> {
  const { completeOidcSignIn } = await client.must<{ completeOidcSignIn: OidcOutcome }>(
    `mutation($provider: String!, $answer: String!) {
      completeOidcSignIn(provider: $provider, answer: $answer) { problem linking returnTo language } }`,
    { provider, answer },
  );
  return completeOidcSignIn;
}

/** What came of an answer: null when it went well. */
export async function oidcOutcome(
  client: ApiClient,
  provider: string,
  answer: string,
): Promise<string | null> {
  return (await completeOidc(client, provider, answer)).problem;
}

export async function viewerOf(client: ApiClient): Promise<OidcViewer> {
  const { viewer } = await client.must<{ viewer: OidcViewer }>(
    '{ viewer { kind id email displayName assurance secondFactor } }',
  );
  return viewer;
}
