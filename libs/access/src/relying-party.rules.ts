import type { Environment } from '@rapfang/platform';

type Site = Pick<Environment, 'publicUrl' | 'anyHost'>;

/** The name that passkeys are bound to (WebAuthn's RP ID): the host that browsers see. */
export function rpIdOf({ publicUrl }: Site): string {
  return new URL(publicUrl).hostname;
}

/**
 * The origin that a browser must have signed at. On a trial machine without PUBLIC_URL any port of
 * localhost will do: which one is reached from outside is not known here.
 * @param clientDataJson what the browser signed, as base64url
 */
export function originFor({ publicUrl, anyHost }: Site, clientDataJson: string): string {
  if (!anyHost) return publicUrl;
  const { origin } = JSON.parse(Buffer.from(clientDataJson, 'base64url').toString('utf8')) as {
    origin?: unknown;
  };
  const local =
    typeof origin === 'string' && URL.canParse(origin) && new URL(origin).hostname === 'localhost';
  return local ? origin : publicUrl;
}
