import { Injectable } from '@nestjs/common';
import type { Ctx, Transaction } from '@rapfang/platform';

/** What is not kept for ever; each has its period and legal basis in libs/privacy retention-periods.ts. */
export const RetentionKind = {
  signInLinks: 'signInLinks',
  sessions: 'sessions',
  passkeyChallenges: 'passkeyChallenges',
  invitations: 'invitations',
  letters: 'letters',
  uploads: 'uploads',
  events: 'events',
  participants: 'participants',
  reportWords: 'reportWords',
} as const;
export type RetentionKind = keyof typeof RetentionKind;

/**
 * Rows of one table, as fixed SQL that both databases read alike; nothing in it comes from outside.
 * Columns are named in full (`mail.sent_at`).
 */
export interface RetentionPart {
  kind: RetentionKind;
  table: string;
  /** Unique column; rows are walked in its order. */
  key: string;
  /** Moment from which the period counts; where it is null the row stays. */
  since: string;
  /** Rows that still hold what is to go: a row that was cleared no longer meets it. */
  where: string;
  /** What is emptied (`text = ''`); null where the whole row goes. */
  clear: string | null;
  /** In the transaction, before the rows change: tells those who clear up outside of the database. */
  before?(ctx: Ctx & { tx: Transaction }, keys: readonly string[]): Promise<void>;
}

/** Every room says here, at module init, what of it has a period: `retention.register({ … })`. */
@Injectable()
export class Retention {
  readonly #parts: RetentionPart[] = [];

  register(...parts: RetentionPart[]): void {
    this.#parts.push(...parts);
  }

  parts(): readonly RetentionPart[] {
    return this.#parts;
  }
}
