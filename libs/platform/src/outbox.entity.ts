import { Entity, Index, PrimaryColumn } from 'typeorm';
import type { Instant } from './clock.js';
import { IdPrimary, JsonColumn, TimeColumn, Whole, Words } from './columns.js';

/** An event written in the transaction that caused it. */
@Entity('outbox')
@Index('ix_outbox_stream', ['stream', 'seq'], { unique: true })
@Index('ix_outbox_unnumbered', ['seq', 'id'])
@Index('ix_outbox_waiting', ['dispatchedAt', 'nextAttemptAt'])
export class OutboxEntity {
  @IdPrimary() id!: string;
  @Words(64) type!: string;
  /** The live stream it is to appear on, or null. */
  @Words(160, { nullable: true }) stream!: string | null;
  /** Number in its stream, given after commit by the sequencer; 0 when it belongs to none. */
  @Whole({ nullable: true }) seq!: number | null;
  @JsonColumn() payload!: Record<string, unknown>;
  @TimeColumn() at!: Instant;
  /** Set when every `after` listener is done with it. */
  @TimeColumn({ nullable: true }) dispatchedAt!: Instant | null;
  @Whole({ default: 0 }) attempts!: number;
  @TimeColumn() nextAttemptAt!: Instant;
  @Words(26, { nullable: true }) claimedBy!: string | null;
  @TimeColumn({ nullable: true }) claimedUntil!: Instant | null;
  @Words(500, { nullable: true }) lastError!: string | null;
}

/** The last number given in a stream. */
@Entity('stream')
export class StreamEntity {
  @PrimaryColumn({ type: 'varchar', length: 160 }) name!: string;
  @Whole() last!: number;
}
