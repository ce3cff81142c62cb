import { DomainError, ErrorCode, invalid, isMailAddress, type Actor, type Instant } from '@rapfang/platform';
import type { InvitationEntity } from './invitation.entity.js';

/** Scope of a role that counts on every plan. */
export const EVERYWHERE = '*';
export const PERSON_NAME_MOST = 120;
export const ORGANISATION_NAME_MOST = 300;
export const REASON_MOST = 500;
export const EMAIL_MOST = 254;

/** Invisible or turning marks: with them a name reads other than it is written. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Zl}\p{Zp}\u115F\u1160\u2800\u3164\uFFA0]/u;
const LETTER = /[\p{L}\p{N}]/u;
/** Marks on one letter: Thai needs two, three leave room; more climb over the lines around. */
const HEAPED = /\p{M}{4,}/u;

/** What permissions are asked with: null stands for every plan. */
export function planOf(scope: string): string | null {
  return scope === EVERYWHERE ? null : scope;
}

/**
 * A name on one line, composed (NFC), without what cannot be seen.
 * @throws DomainError VALIDATION on `field`: `required`, `maxLength` or `controlCharacters`
 */
export function readName(text: string, field: string, limit: number): string {
  if (text.length > limit * 4) throw invalid(field, 'maxLength', { limit });
  const name = text
    .normalize('NFC')
    // Thai writers break words with zero-width spaces; in a name they only make two names look like one.
    .replaceAll('\u200B', '')
    .replace(/[\p{Zs}\t]+/gu, ' ')
    .trim();
  if (name === '') throw invalid(field, 'required');
  if (HIDDEN.test(name) || HEAPED.test(name)) throw invalid(field, 'controlCharacters');
  if (!LETTER.test(name)) throw invalid(field, 'required');
  if ([...name].length > limit) throw invalid(field, 'maxLength', { limit });
  return name;
}

/**
 * Why it was done, in words.
 * @throws DomainError VALIDATION on `reason`
 */
export function readReason(text: string): string {
  const reason = text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{C}\n\t\u200B]/gu, '')
    .trim();
  if (!LETTER.test(reason)) throw invalid('reason', 'required');
  if ([...reason].length > REASON_MOST) throw invalid('reason', 'maxLength', { limit: REASON_MOST });
  return reason;
}

/**
 * An address to which rights may be sent: plain ASCII, so that a letter of another script cannot pass for
 * the one that was meant (a domain of another script is written in its xn-- form).
 * @throws DomainError VALIDATION on `email`: `isEmail` or `asciiOnly`
 */
export function readAddress(text: string): string {
  const address = text.trim().toLowerCase();
  if (address.length > EMAIL_MOST || !address.isWellFormed()) throw invalid('email', 'isEmail');
  if (/[^\x21-\x7e]/.test(address)) throw invalid('email', /\s/.test(address) ? 'isEmail' : 'asciiOnly');
  if (!isMailAddress(address)) throw invalid('email', 'isEmail');
  return address;
}

/** @throws DomainError VALIDATION on `key` */
export function readOrganisationKey(text: string): string {
  const key = text.trim().toLowerCase();
  if (!/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/.test(key)) throw invalid('key', 'pattern');
  return key;
}

/** An address for those who need to recognise it, not to use it: `so…@agency.example`. */
export function maskedAddress(email: string): string {
  const [local = '', domain = ''] = email.split('@');
  return `${local.slice(0, local.length > 3 ? 2 : 1)}…@${domain}`;
}

/** @throws DomainError FORBIDDEN with rule `oneself`: a role, or more of it, always comes from somebody else */
export function requireSomebodyElse(actor: Pick<Actor, 'id'>, personId: string): void {
  if (actor.id === personId) throw new DomainError(ErrorCode.FORBIDDEN, { params: { rule: 'oneself' } });
}

/** Accepted, revoked and expired ones are closed for good. */
export function isOpen(
  invitation: Pick<InvitationEntity, 'acceptedAt' | 'revokedAt' | 'expiresAt'>,
  now: Instant,
): boolean {
  return invitation.acceptedAt === null && invitation.revokedAt === null && invitation.expiresAt > now;
}

export type InvitationFit = 'SIGN_IN' | 'READY' | 'OTHER_PERSON';

/**
 * Whether whoever has the letter open may accept: the letter itself proves its address, so a guest is signed
 * in by it; who is signed in already must be the one it was written to.
 */
export function fitOf(invitation: Pick<InvitationEntity, 'email'>, viewerEmail: string | null | undefined) {
  if (viewerEmail === undefined) return 'SIGN_IN' satisfies InvitationFit;
  return (viewerEmail === invitation.email ? 'READY' : 'OTHER_PERSON') satisfies InvitationFit;
}
