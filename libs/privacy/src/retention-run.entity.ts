import { Entity, Index } from 'typeorm';
import type { RetentionKind } from '@rapfang/access';
import { IdPrimary, JsonColumn, TimeColumn, Words, type Instant } from '@rapfang/platform';

export const RetentionStarter = { SCHEDULE: 'SCHEDULE', COMMAND: 'COMMAND' } as const;
export type RetentionStarter = keyof typeof RetentionStarter;

/** What one run did with one kind. */
export interface RetentionResult {
  kind: RetentionKind;
  /** Rows removed or emptied. */
  cleared: number;
  /** From when the period of the oldest row that is left counts; null when none is left. */
  oldestLeft: Instant | null;
  failed: boolean;
}

/** One run of the retention job: written with each batch, so that it is right however the run ended. */
@Entity('retention_run')
@Index('ix_retention_run_started', ['startedAt'])
export class RetentionRunEntity {
  @IdPrimary() id!: string;
  @TimeColumn() startedAt!: Instant;
  /** Null while it runs, and for ever when it was stopped: the next run does the rest. */
  @TimeColumn({ nullable: true }) finishedAt!: Instant | null;
  @Words(8) startedBy!: RetentionStarter;
  /** Of the kinds begun so far. */
  @JsonColumn() results!: RetentionResult[];
}
