import { Entity, ForeignKey, Index } from 'typeorm';
import {
  Flag,
  IdColumn,
  IdPrimary,
  JsonColumn,
  LongText,
  TimeColumn,
  Whole,
  Words,
  type BilingualText,
  type Instant,
} from '@rapfang/platform';
import type { ErasureRule } from '@rapfang/access';
import { PlanEntity, PlanVersionEntity, SectionEntity } from '@rapfang/plan';
import type {
  DatePrecision,
  Method,
  ModerationPolicy,
  Participation,
  RoundChecks,
  RoundState,
} from './round.rules.js';

/** What a committee, council or cabinet decided. `date` is YYYY-MM-DD. */
export interface ResolutionFacts {
  body: BilingualText;
  meeting: string | null;
  date: string | null;
  outcome: BilingualText;
  conditions: BilingualText | null;
}

export interface ParticipantFacts {
  people: number | null;
  agencies: number | null;
  groups: number | null;
}

/** One dated period and method within the consultation on a plan. */
@Entity('round')
@Index('ux_round_key', ['planId', 'key'], { unique: true })
@Index('ix_round_order', ['planId', 'position'])
@Index('ix_round_open', ['planId', 'opensAt'])
export class RoundEntity {
  @IdPrimary() id!: string;
  @ForeignKey(() => PlanEntity, { name: 'fk_round_plan' })
  @IdColumn()
  planId!: string;
  /** The version that was or is consulted on, where known. */
  @ForeignKey(() => PlanVersionEntity, { name: 'fk_round_version' })
  @IdColumn({ nullable: true })
  versionId!: string | null;
  @Words(64) key!: string;
  /** Place in the timeline: some rounds have no date, and still came between two others. */
  @Whole() position!: number;
  @Words(32) method!: Method;
  /** What the documents say where they give no date; times decide otherwise. */
  @Words(16, { nullable: true }) statedState!: RoundState | null;
  @Words(1000, { nullable: true }) titleTh!: string | null;
  @Words(1000, { nullable: true }) titleEn!: string | null;
  @LongText({ nullable: true }) summaryTh!: string | null;
  @LongText({ nullable: true }) summaryEn!: string | null;
  @Words(300, { nullable: true }) organiserTh!: string | null;
  @Words(300, { nullable: true }) organiserEn!: string | null;
  @Words(64, { nullable: true }) channel!: string | null;
  @JsonColumn() topics!: BilingualText[];
  @JsonColumn() questions!: BilingualText[];
  /** Legal days in Bangkok, YYYY-MM-DD. */
  @Words(10, { nullable: true }) startsOn!: string | null;
  @Words(10, { nullable: true }) endsOn!: string | null;
  @Words(16) datePrecision!: DatePrecision;
  @Words(200, { nullable: true }) dateAsWritten!: string | null;
  /** Only rounds held on this platform open and close. */
  @TimeColumn({ nullable: true }) opensAt!: Instant | null;
  @TimeColumn({ nullable: true }) closesAt!: Instant | null;
  @TimeColumn({ nullable: true }) resultsDueAt!: Instant | null;
  @Words(32) moderationPolicy!: ModerationPolicy;
  /** Null: every check may hold. */
  @JsonColumn({ nullable: true }) checks!: RoundChecks | null;
  /** 1: a refusal by one moderator waits for a second. */
  @Flag({ default: 0 }) fourEyes!: number;
  /** 1: readers may report comments of this round. */
  @Flag({ default: 1 }) reportsOpen!: number;
  /** Signed-in people who report the same comment before it comes back to the desk. */
  @Whole({ default: 3 }) reportThreshold!: number;
  /** 1: such a comment is held as well; 0: it stays public until somebody has looked. */
  @Flag({ default: 0 }) reportsHold!: number;
  @Words(16) participation!: Participation;
  /** What becomes of published comments whose author has their data erased; stated publicly. */
  @Words(24, { default: 'KEEP_PUBLIC_TEXT' }) erasureRule!: ErasureRule;
  @JsonColumn() participants!: ParticipantFacts;
  @LongText({ nullable: true }) outcomeTh!: string | null;
  @LongText({ nullable: true }) outcomeEn!: string | null;
  @JsonColumn({ nullable: true }) resolution!: ResolutionFacts | null;
  @Words(300, { nullable: true }) source!: string | null;
  @Flag() demonstration!: number;
  @TimeColumn() createdAt!: Instant;
}

/** A section on which a round asks, with all below it; a round without any asks on the whole plan. */
@Entity('round_section')
@Index('ux_round_section', ['roundId', 'sectionId'], { unique: true })
export class RoundSectionEntity {
  @IdPrimary() id!: string;
  @ForeignKey(() => RoundEntity, { name: 'fk_round_section_round' })
  @IdColumn()
  roundId!: string;
  @ForeignKey(() => SectionEntity, { name: 'fk_round_section_section' })
  @IdColumn()
  sectionId!: string;
}
