import { Entity, ForeignKey, Index } from 'typeorm';
import {
  IdColumn,
  IdPrimary,
  JsonColumn,
  LongText,
  TimeColumn,
  Whole,
  Words,
  type Instant,
} from '@rapfang/platform';
import type { SectionFacts } from './plan-document.js';
import { PlanEntity, PlanVersionEntity } from './plan.entity.js';
import type { SectionKind } from './plan.rules.js';

/** The identity of a section, which outlives every version: comments hang here. */
@Entity('section')
@Index('ux_section_key', ['planId', 'key'], { unique: true })
export class SectionEntity {
  @IdPrimary() id!: string;
  @ForeignKey(() => PlanEntity, { name: 'fk_section_plan' })
  @IdColumn()
  planId!: string;
  @Words(64) key!: string;
  @TimeColumn() createdAt!: Instant;
}

/** The text of a section in one version. */
@Entity('section_text')
@Index('ux_section_text_section', ['versionId', 'sectionId'], { unique: true })
@Index('ix_section_text_order', ['versionId', 'position'])
@Index('ix_section_text_identity', ['sectionId'])
export class SectionTextEntity {
  @IdPrimary() id!: string;
  @ForeignKey(() => PlanVersionEntity, { name: 'fk_section_text_version' })
  @IdColumn()
  versionId!: string;
  @ForeignKey(() => SectionEntity, { name: 'fk_section_text_section' })
  @IdColumn()
  sectionId!: string;
  @IdColumn({ nullable: true }) parentSectionId!: string | null;
  /** The strategy at or above this section; null where there is none. */
  @IdColumn({ nullable: true }) strategySectionId!: string | null;
  /** Place in reading order, from 0, over the whole version. */
  @Whole() position!: number;
  /** 0 for a strategy, one more for each level below. */
  @Whole() depth!: number;
  @Words(16) kind!: SectionKind;
  /** As printed: `1.1)`. Empty where the plan prints none. */
  @Words(32) code!: string;
  @Whole({ nullable: true }) number!: number | null;
  @Words(1000, { nullable: true }) titleTh!: string | null;
  @Words(1000, { nullable: true }) titleEn!: string | null;
  @LongText({ nullable: true }) bodyTh!: string | null;
  @LongText({ nullable: true }) bodyEn!: string | null;
  /** Canonical plain text in which selectors count; written at publication, null before. */
  @LongText({ nullable: true }) plainTh!: string | null;
  @LongText({ nullable: true }) plainEn!: string | null;
  @JsonColumn() facts!: SectionFacts;
}
