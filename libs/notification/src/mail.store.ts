import { Inject, Injectable } from '@nestjs/common';
import {
  Clock,
  Database,
  ENVIRONMENT,
  newId,
  type Ctx,
  type Environment,
  type Instant,
  type Language,
  type Transaction,
} from '@rapfang/platform';
import { MailEntity } from './mail.entity.js';
import type { Letter, MailKind } from './mail.words.js';
import { isSecret, textToKeep } from './secret-letters.js';

const HOLD_SECONDS = 300;
const DUE = 'sent_at IS NULL AND next_attempt_at <= :now AND (claimed_until IS NULL OR claimed_until < :now)';

export interface MailToSend extends Letter {
  /** What it is about and for whom: a second letter of the same key is not written. */
  key: string;
  kind: MailKind;
  recipient: string;
  language: Language;
}

/** Letters waiting to be sent. */
@Injectable()
export class MailStore {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  /** Puts letters in the outbox, in the caller's transaction; those whose key is there already stay as they are. */
  async put(ctx: Ctx & { tx: Transaction }, letters: readonly MailToSend[]): Promise<void> {
    const at = this.clock.now();
    for (const { subject, ...letter } of letters) {
      await this.database
        .writing(ctx)
        .createQueryBuilder()
        .insert()
        .into(MailEntity)
        .values({
          id: newId(),
          ...letter,
          text: textToKeep(this.environment, letter),
          subject: oneLine(subject),
          createdAt: at,
          nextAttemptAt: at,
          sentAt: null,
          attempts: 0,
          claimedUntil: null,
          lastError: null,
        })
        .orIgnore()
        .execute();
    }
  }

  /** Ids of letters that are due and that no process holds. */
  async listDue(limit: number): Promise<string[]> {
    const rows = await this.database.reader
      .getRepository(MailEntity)
      .createQueryBuilder('mail')
      .select('mail.id')
      .where(DUE, { now: this.clock.now() })
      .orderBy('mail.id', 'ASC')
      .take(limit)
      .getMany();
    return rows.map((row) => row.id);
  }

  /** Holds a letter for this process, for longer than the post may take; null when another was faster. */
  hold(id: string): Promise<MailEntity | null> {
    return this.database.transaction({}, async (ctx) => {
      const manager = this.database.writing(ctx);
      const held = await manager
        .createQueryBuilder()
        .update(MailEntity)
        .set({ claimedUntil: this.clock.in(HOLD_SECONDS) })
        .where(`id = :id AND ${DUE}`, { id, now: this.clock.now() })
        .execute();
      return held.affected === 1 ? manager.findOneBy(MailEntity, { id }) : null;
    });
  }

  async sent(mail: MailEntity, at: Instant): Promise<void> {
    await this.settle(mail.id, {
      sentAt: at,
      attempts: mail.attempts + 1,
      claimedUntil: null,
      lastError: null,
      // A used or unused link is of no worth to the record and of great worth to a thief.
      ...(isSecret(mail) && { text: '' }),
    });
  }

  async failed(mail: MailEntity, error: string, nextAttemptAt: Instant): Promise<void> {
    await this.settle(mail.id, {
      attempts: mail.attempts + 1,
      claimedUntil: null,
      lastError: error.slice(0, 500),
      nextAttemptAt,
    });
  }

  private async settle(id: string, change: Partial<MailEntity>): Promise<void> {
    await this.database.transaction({}, async (ctx) => {
      await this.database.writing(ctx).update(MailEntity, { id }, change);
    });
  }
}

/** A subject of one line: a line break in it would begin a header of its own. */
export function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, 300);
}
