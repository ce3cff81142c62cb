import { Entity, ForeignKey, Index } from 'typeorm';
import { IdColumn, IdPrimary, LongText, Whole, Words } from '@rapfang/platform';
import { PlanEntity } from '@rapfang/plan';
import { RoundEntity } from './round.entity.js';
import type { Disposition } from './round.rules.js';

/** An opinion that a document reports, in our words, with where it stands and what was answered. */
@Entity('reported_opinion')
@Index('ux_reported_opinion_key', ['planId', 'key'], { unique: true })
@Index('ix_reported_opinion_order', ['planId', 'position'])
@Index('ix_reported_opinion_round', ['roundId'])
export class ReportedOpinionEntity {
  @IdPrimary() id!: string;
  @ForeignKey(() => PlanEntity, { name: 'fk_reported_opinion_plan' })
  @IdColumn()
  planId!: string;
  @Words(64) key!: string;
  @ForeignKey(() => RoundEntity, { name: 'fk_reported_opinion_round' })
  @IdColumn({ nullable: true })
  roundId!: string | null;
  @Whole() position!: number;
  @Words(300, { nullable: true }) speakerBodyTh!: string | null;
  @Words(300, { nullable: true }) speakerBodyEn!: string | null;
  @LongText({ nullable: true }) textTh!: string | null;
  @LongText({ nullable: true }) textEn!: string | null;
  /** Keys, not ids: they are lasting within a plan, and are only shown and compared. */
  @Words(64, { nullable: true }) strategyKey!: string | null;
  @Words(64, { nullable: true }) sectionKey!: string | null;
  @Words(300) source!: string;
  @Words(1000) provenance!: string;
  @LongText({ nullable: true }) responseTh!: string | null;
  @LongText({ nullable: true }) responseEn!: string | null;
  /** Set when an answer exists; says whether it was reported or inferred. */
  @Words(1000, { nullable: true }) responseProvenance!: string | null;
  @Words(300, { nullable: true }) responseSource!: string | null;
  @Words(32, { nullable: true }) disposition!: Disposition | null;
}
