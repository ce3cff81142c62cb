import { Entity, Index } from 'typeorm';
import { IdColumn, IdPrimary, TimeColumn, Words, type Instant, type Language } from '@rapfang/platform';
import type { TermMatching, TermSeverity } from './term-matcher.rules.js';

/** A word that marks or holds a comment. Retired, never deleted: past findings name it. */
@Entity('banned_term')
@Index('ix_banned_term_live', ['retiredAt', 'planId'])
export class BannedTermEntity {
  @IdPrimary() id!: string;
  /** Null: on every plan. */
  @IdColumn({ nullable: true }) planId!: string | null;
  @Words(200) text!: string;
  @Words(2) language!: Language;
  @Words(8) severity!: TermSeverity;
  @Words(16) matching!: TermMatching;
  @Words(500, { nullable: true }) note!: string | null;
  @IdColumn() addedBy!: string;
  @TimeColumn() addedAt!: Instant;
  @TimeColumn({ nullable: true }) retiredAt!: Instant | null;
  @IdColumn({ nullable: true }) retiredBy!: string | null;
}
