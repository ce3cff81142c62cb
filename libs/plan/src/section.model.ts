import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { BilingualTextModel } from '@rapfang/platform';
import type { SectionRow } from './plan-tree.js';
import { FocusAreaModel } from './plan.model.js';
import { SectionKind } from './plan.rules.js';

@ObjectType('AgencyName')
export class AgencyNameModel {
  @Field(() => String, { nullable: true }) th!: string | null;
  @Field(() => String, { nullable: true }) en!: string | null;
}

@ObjectType('Budget')
export class BudgetModel {
  @Field(() => Float, { nullable: true }) baht!: number | null;
  @Field(() => String, { nullable: true }) raw!: string | null;
}

@ObjectType('SectionFacts')
export class SectionFactsModel {
  @Field(() => BilingualTextModel, { nullable: true }) objective!: BilingualTextModel | null;
  @Field(() => AgencyNameModel, { nullable: true }) leadAgency!: AgencyNameModel | null;
  @Field(() => String, { nullable: true }) leadSource!: string | null;
  @Field(() => [AgencyNameModel]) supportingAgencies!: AgencyNameModel[];
  @Field(() => BilingualTextModel, { nullable: true }) output!: BilingualTextModel | null;
  @Field(() => BudgetModel, { nullable: true }) budget!: BudgetModel | null;
  @Field(() => Int, { nullable: true }) durationMonths!: number | null;
  @Field(() => [Int]) yearsActive!: number[];
  @Field(() => FocusAreaModel, { nullable: true }) focusArea!: FocusAreaModel | null;
  @Field(() => [BilingualTextModel]) goals!: BilingualTextModel[];
  @Field(() => BilingualTextModel, { nullable: true }) focusNote!: BilingualTextModel | null;
  @Field() abridged!: boolean;
}

@ObjectType('SectionRef')
export class SectionRefModel {
  @Field() key!: string;
  @Field(() => SectionKind) kind!: SectionKind;
  @Field() code!: string;
  @Field(() => BilingualTextModel) title!: BilingualTextModel;
  @Field(() => Int, { nullable: true }) strategyNumber!: number | null;
}

@ObjectType('Section', {
  description: 'One node of the tree in one version. `depth` 0 is a strategy. Lists are in reading order.',
})
export class SectionModel {
  @Field(() => ID) id!: string;
  @Field() key!: string;
  @Field(() => SectionKind) kind!: SectionKind;
  @Field() code!: string;
  @Field(() => Int) depth!: number;
  @Field(() => String, { nullable: true }) parentKey!: string | null;
  @Field(() => Int, { nullable: true }) strategyNumber!: number | null;
  @Field(() => BilingualTextModel) title!: BilingualTextModel;
  /** Ids and keys of plan, version and section: not in the schema, read by field resolvers of this and higher rooms. */
  row!: SectionRow;
}

export function sectionModel(row: SectionRow): SectionModel {
  const { sectionId, depth, parentKey } = row;
  return { ...sectionRef(row), id: sectionId, depth, parentKey, row };
}

export function sectionRef(row: SectionRow): SectionRefModel {
  const { sectionKey, kind, code, titleTh, titleEn, strategyNumber } = row;
  return { key: sectionKey, kind, code, title: { th: titleTh, en: titleEn }, strategyNumber };
}
