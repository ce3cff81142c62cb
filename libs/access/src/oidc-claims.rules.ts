import { isNationalId, nationalIdDigits, type OidcSettings } from '@rapfang/platform';

/** What a provider says of who signed in, as far as we keep or use it. */
export interface IdentityClaims {
  /** The provider's own name of the person; with the issuer it is theirs alone. */
  subject: string;
  assurance: 'EMAIL' | 'VERIFIED';
  secondFactor: boolean;
  /** Lower case; only what the provider says it has verified. */
  email: string | null;
  /** 13 digits with a right check digit, to be hashed and forgotten. */
  nationalId: string | null;
}

type Claims = Readonly<Record<string, unknown>>;

/**
 * Reads an ID token that was checked, and what the provider's userinfo adds. How sure the provider is
 * (`acr`) counts in the signed token alone.
 *
 * Where a claim with the national ID is configured, a sign-in without a right number in it is not a
 * verified one: one verified person shall have one account, and without the number nobody could tell.
 *
 * @returns null when the subject cannot be one (OpenID Connect Core, 2: at most 255 ASCII characters).
 * Blanks are refused too, for MariaDB compares without those at the end.
 */
export function readClaims(
  settings: Pick<OidcSettings, 'verified' | 'secondFactorAcr' | 'nationalIdClaim'>,
  token: Claims,
  userinfo: Claims = {},
): IdentityClaims | null {
  const { sub: subject, acr } = token;
  if (typeof subject !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(subject)) return null;
  const level = typeof acr === 'string' ? acr : null;
  const { verified, nationalIdClaim } = settings;
  const vouched = verified === 'ALL' || (level !== null && verified.includes(level));
  const nationalId =
    vouched && nationalIdClaim ? readNationalId(token[nationalIdClaim] ?? userinfo[nationalIdClaim]) : null;
  return {
    subject,
    assurance: vouched && (!nationalIdClaim || nationalId) ? 'VERIFIED' : 'EMAIL',
    secondFactor: level !== null && settings.secondFactorAcr.includes(level),
    // An address and its verification belong together, so both come from one of the two.
    email: readEmail('email' in token ? token : userinfo),
    nationalId,
  };
}

function readEmail({ email, email_verified: verified }: Claims): string | null {
  if (verified !== true || typeof email !== 'string') return null;
  const address = email.trim().toLowerCase();
  return /^[^\s@]+@[^\s@]+$/.test(address) && address.length <= 254 ? address : null;
}

function readNationalId(claim: unknown): string | null {
  const digits = typeof claim === 'string' ? nationalIdDigits(claim) : null;
  return digits && isNationalId(digits) ? digits : null;
}
