import { Entity, Index } from 'typeorm';
import {
  IdPrimary,
  LongText,
  TimeColumn,
  Whole,
  Words,
  type Instant,
  type Language,
} from '@rapfang/platform';
import type { MailKind } from './mail.words.js';

/** A letter to be sent, once: `key` says what it is about, so the same event twice makes one letter. */
@Entity('mail')
@Index('ux_mail_key', ['key'], { unique: true })
@Index('ix_mail_waiting', ['sentAt', 'nextAttemptAt'])
export class MailEntity {
  @IdPrimary() id!: string;
  @Words(128) key!: string;
  @Words(24) kind!: MailKind;
  @Words(254) recipient!: string;
  @Words(300) subject!: string;
  /** Of a letter that lets its holder in: sealed while it waits, emptied once sent. */
  @LongText() text!: string;
  @Words(2) language!: Language;
  @TimeColumn() createdAt!: Instant;
  @TimeColumn({ nullable: true }) sentAt!: Instant | null;
  @Whole({ default: 0 }) attempts!: number;
  @TimeColumn() nextAttemptAt!: Instant;
  /** Held by one process until then. */
  @TimeColumn({ nullable: true }) claimedUntil!: Instant | null;
  @Words(500, { nullable: true }) lastError!: string | null;
}
