import { DateTime } from 'luxon';
import type { Instant } from '@rapfang/platform';
import { hashOf } from './canonical.rules.js';

/** What is hashed of an entry: everything but what lies beside it (see docs/record.md). */
export interface EntryFacts {
  id: string;
  at: Instant;
  planId: string | null;
  actorKind: string;
  actorDigest: string | null;
  action: string;
  subjectType: string;
  subjectId: string | null;
  subjectDigest: string | null;
  /** Canonical JSON. */
  before: string | null;
  after: string | null;
  reasonDigest: string | null;
  requestId: string;
}

/** The entry as it is hashed, and as a proof shows it. @throws SyntaxError when before or after is no JSON */
export function hashedForm(entry: EntryFacts): Record<string, unknown> {
  const { id, at, planId, actorKind, actorDigest, action, subjectType, subjectId, subjectDigest } = entry;
  return {
    id,
    at,
    planId,
    actorKind,
    actorDigest,
    action,
    subjectType,
    subjectId,
    subjectDigest,
    before: entry.before === null ? null : (JSON.parse(entry.before) as unknown),
    after: entry.after === null ? null : (JSON.parse(entry.after) as unknown),
    reasonDigest: entry.reasonDigest,
    requestId: entry.requestId,
  };
}

export function entryHash(entry: EntryFacts): string {
  return hashOf('entry', hashedForm(entry));
}

export type DetailField = 'actor' | 'subject' | 'reason';

/** Commitment to what lies beside the entry: tells nothing without the salt, and fits one value only. */
export function commitment(entryId: string, field: DetailField, salt: string, value: string): string {
  return hashOf('detail', { entryId, field, salt, value });
}

/** One link of the chain. */
export interface Link {
  /** 1, 2, 3 …, without gaps. */
  seq: number;
  entryId: string;
  entryHash: string;
  /** Chain hash of the link before; of the first, 64 zeros. */
  previousHash: string;
  sealedAt: Instant;
}

export const GENESIS = '0'.repeat(64);

export function chainHash({ seq, entryId, entryHash, previousHash, sealedAt }: Link): string {
  return hashOf('chain', { seq, entryId, entryHash, previousHash, sealedAt });
}

const ZONE = 'Asia/Bangkok';

/** The legal day of a moment: `2026-11-22`, in Bangkok. */
export function legalDay(at: Instant): string {
  return DateTime.fromISO(at, { zone: ZONE }).toFormat('yyyy-MM-dd');
}

export function dayAfter(day: string): string {
  return DateTime.fromISO(day, { zone: ZONE }).plus({ days: 1 }).toFormat('yyyy-MM-dd');
}

/** The first moment of a legal day, in UTC. */
export function startOf(day: string): Instant {
  return DateTime.fromISO(day, { zone: ZONE }).toUTC().toISO() as Instant;
}
