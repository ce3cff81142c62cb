import { createHash, randomBytes } from 'node:crypto';
import { monotonicFactory } from 'ulid';

const next = monotonicFactory();

/** A new id: ULID, 26 characters, ordered by time of making (not by time of commit). */
export function newId(): string {
  return next();
}

/** A secret for links and cookies: 32 random bytes as base64url (43 characters). */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a secret: its SHA-256 as hex (64 characters). */
export function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
