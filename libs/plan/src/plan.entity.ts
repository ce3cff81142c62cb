import { Entity, ForeignKey, Index } from 'typeorm';
import {
  Flag,
  IdColumn,
  IdPrimary,
  JsonColumn,
  TimeColumn,
  Whole,
  Words,
  type Instant,
} from '@rapfang/platform';
import type { PlanMeta } from './plan-document.js';
import type { VersionState } from './plan.rules.js';

/** What lasts of a plan: its key. Its words belong to its versions. */
@Entity('plan')
@Index('ux_plan_key', ['key'], { unique: true })
export class PlanEntity {
  @IdPrimary() id!: string;
  @Words(64) key!: string;
  @TimeColumn() createdAt!: Instant;
}

/** One state of the plan's text; never changed once PUBLISHED. */
@Entity('plan_version')
@Index('ux_plan_version_number', ['planId', 'number'], { unique: true })
export class PlanVersionEntity {
  @IdPrimary() id!: string;
  @ForeignKey(() => PlanEntity, { name: 'fk_plan_version_plan' })
  @IdColumn()
  planId!: string;
  /** 1, 2, 3 … within the plan. */
  @Whole() number!: number;
  @Words(16) state!: VersionState;
  @Words(200, { nullable: true }) labelTh!: string | null;
  @Words(200, { nullable: true }) labelEn!: string | null;
  @Words(1000, { nullable: true }) titleTh!: string | null;
  @Words(1000, { nullable: true }) titleEn!: string | null;
  /** Vision, objectives, goals, gazette, monitoring, notes and years. */
  @JsonColumn() meta!: PlanMeta;
  @Whole() sectionTotal!: number;
  /** SHA-256 of the content in canonical form, so that the same content makes no second version. */
  @Words(64) sourceSha256!: string;
  @Flag() demonstration!: number;
  @TimeColumn() createdAt!: Instant;
  @TimeColumn({ nullable: true }) publishedAt!: Instant | null;
}
