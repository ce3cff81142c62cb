import { Secret, TOTP } from 'otpauth';

const PERIOD_SECONDS = 30;
const ISSUER = 'Rapfang';

/** A new secret of an authenticator app: 160 bits, as base32 (RFC 4226, 4). */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** The address that authenticator apps read from the picture. @param account what the app lists it under */
export function totpAddress(secret: string, account: string): string {
  return totpOf(secret, account).toString();
}

/**
 * The time step that a code belongs to (RFC 6238): the present one, or one to either side for clocks
 * that differ.
 * @param code as typed; spaces do not count
 * @param atMillis milliseconds since 1970
 * @param lastStep step of the last code taken: it and all before it are spent (RFC 6238, 5.2)
 * @returns null when the code is wrong or spent
 */
export function stepOfCode(secret: string, code: string, atMillis: number, lastStep: number): number | null {
  const token = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const delta = totpOf(secret).validate({ token, timestamp: atMillis, window: 1 });
  if (delta === null) return null;
  const step = TOTP.counter({ period: PERIOD_SECONDS, timestamp: atMillis }) + delta;
  return step > lastStep ? step : null;
}

function totpOf(secret: string, label = ''): TOTP {
  return new TOTP({
    issuer: ISSUER,
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD_SECONDS,
    secret: Secret.fromBase32(secret),
  });
}
