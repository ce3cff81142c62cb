import { Entity, ForeignKey, Index } from 'typeorm';
import { IdColumn, IdPrimary, JsonColumn, Whole, Words } from '@rapfang/platform';
import type { IndicatorDetails, YearValue } from './plan-document.js';
import { PlanVersionEntity } from './plan.entity.js';

/** A field of work that cuts across strategies, in one version. */
@Entity('focus_area')
@Index('ux_focus_area_code', ['versionId', 'code'], { unique: true })
export class FocusAreaEntity {
  @IdPrimary() id!: string;
  @ForeignKey(() => PlanVersionEntity, { name: 'fk_focus_area_version' })
  @IdColumn()
  versionId!: string;
  @Words(64) code!: string;
  @Whole() number!: number;
  @Words(300, { nullable: true }) nameTh!: string | null;
  @Words(300, { nullable: true }) nameEn!: string | null;
}

/** A measure of success with yearly targets, of a strategy or (section null) of the whole plan, in one version. */
@Entity('indicator')
@Index('ux_indicator_key', ['versionId', 'key'], { unique: true })
@Index('ix_indicator_section', ['versionId', 'sectionId'])
export class IndicatorEntity {
  @IdPrimary() id!: string;
  @ForeignKey(() => PlanVersionEntity, { name: 'fk_indicator_version' })
  @IdColumn()
  versionId!: string;
  @IdColumn({ nullable: true }) sectionId!: string | null;
  @Whole() position!: number;
  @Words(64) key!: string;
  @Words(32, { nullable: true }) code!: string | null;
  @Words(1000, { nullable: true }) nameTh!: string | null;
  @Words(1000, { nullable: true }) nameEn!: string | null;
  @Words(100, { nullable: true }) unitTh!: string | null;
  @Words(100, { nullable: true }) unitEn!: string | null;
  @JsonColumn() baseline!: YearValue[];
  @JsonColumn() targets!: YearValue[];
  @JsonColumn() details!: IndicatorDetails;
}
