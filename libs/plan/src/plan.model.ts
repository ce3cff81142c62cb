import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { BilingualTextModel, DateTime, type Instant } from '@rapfang/platform';
import type { FocusAreaEntity, IndicatorEntity } from './indicator.entity.js';
import type { PlanEntity } from './plan.entity.js';
import { SectionKind, VersionState } from './plan.rules.js';
import type { VersionRow } from './plan.store.js';

registerEnumType(SectionKind, { name: 'SectionKind' });
registerEnumType(VersionState, { name: 'VersionState' });

@ObjectType('FocusArea')
export class FocusAreaModel {
  @Field() code!: string;
  @Field(() => Int) number!: number;
  @Field(() => BilingualTextModel) name!: BilingualTextModel;
}

@ObjectType('YearValue')
export class YearValueModel {
  @Field(() => Int) year!: number;
  @Field(() => Float, { nullable: true }) value!: number | null;
  @Field(() => String, { nullable: true }) text!: string | null;
}

@ObjectType('Indicator')
export class IndicatorModel {
  @Field() key!: string;
  @Field(() => String, { nullable: true }) code!: string | null;
  @Field(() => BilingualTextModel) name!: BilingualTextModel;
  @Field(() => BilingualTextModel) unit!: BilingualTextModel;
  @Field(() => [YearValueModel]) baseline!: YearValueModel[];
  @Field(() => [YearValueModel]) targets!: YearValueModel[];
  @Field(() => String, { nullable: true }) sectionKey!: string | null;
}

@ObjectType('PlanVersion')
export class PlanVersionModel {
  @Field(() => ID) id!: string;
  @Field(() => Int) number!: number;
  @Field(() => BilingualTextModel) label!: BilingualTextModel;
  @Field(() => VersionState) state!: VersionState;
  @Field(() => DateTime, { nullable: true }) publishedAt!: Instant | null;
  @Field(() => Int) sectionTotal!: number;
  @Field() demonstration!: boolean;
}

@ObjectType('SectionKindCount')
export class SectionKindCountModel {
  @Field(() => SectionKind) kind!: SectionKind;
  @Field(() => Int) count!: number;
}

@ObjectType('Goal')
export class GoalModel {
  @Field() key!: string;
  @Field(() => BilingualTextModel) title!: BilingualTextModel;
  @Field(() => BilingualTextModel) body!: BilingualTextModel;
}

@ObjectType('Gazette')
export class GazetteModel {
  @Field(() => Int, { nullable: true }) volume!: number | null;
  @Field(() => String, { nullable: true }) part!: string | null;
  @Field(() => Int, { nullable: true }) page!: number | null;
  @Field(() => String, { nullable: true }) publishedOn!: string | null;
  @Field(() => String, { nullable: true }) announcedOn!: string | null;
  @Field(() => String, { nullable: true }) cabinetResolutionOn!: string | null;
  @Field(() => String, { nullable: true }) url!: string | null;
}

@ObjectType('Plan')
export class PlanModel {
  @Field(() => ID) id!: string;
  @Field() key!: string;
  @Field(() => BilingualTextModel) title!: BilingualTextModel;
  /** The version in view: not in the schema, read by field resolvers. */
  version!: VersionRow;
}

/** @param version the version in view */
export function planModel(plan: PlanEntity, version: VersionRow): PlanModel {
  return { id: plan.id, key: plan.key, title: { th: version.titleTh, en: version.titleEn }, version };
}

export function versionModel(row: VersionRow): PlanVersionModel {
  const { id, number, labelTh, labelEn, state, publishedAt, sectionTotal, demonstration } = row;
  return {
    id,
    number,
    label: { th: labelTh, en: labelEn },
    state,
    // The DateTime scalar wants a Date or ISO text; ours is ISO text all the way.
    publishedAt,
    sectionTotal,
    demonstration: demonstration === 1,
  };
}

export function focusAreaModel({ code, number, nameTh, nameEn }: FocusAreaEntity): FocusAreaModel {
  return { code, number, name: { th: nameTh, en: nameEn } };
}

export function indicatorModel(row: IndicatorEntity, sectionKey: string | null): IndicatorModel {
  const { key, code, nameTh, nameEn, unitTh, unitEn, baseline, targets } = row;
  return {
    key,
    code,
    name: { th: nameTh, en: nameEn },
    unit: { th: unitTh, en: unitEn },
    baseline,
    targets,
    sectionKey,
  };
}
