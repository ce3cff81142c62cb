import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ErasureRule } from '@rapfang/access';
import { BilingualTextModel, DateTime, type BilingualText, type Instant } from '@rapfang/platform';
import type { RoundEntity } from './round.entity.js';
import {
  DatePrecision,
  Disposition,
  Method,
  ModerationPolicy,
  Participation,
  RoundState,
  roundState,
} from './round.rules.js';

registerEnumType(Method, { name: 'Method' });
registerEnumType(RoundState, { name: 'RoundState' });
registerEnumType(DatePrecision, { name: 'DatePrecision' });
registerEnumType(ModerationPolicy, { name: 'ModerationPolicy' });
registerEnumType(Participation, { name: 'Participation' });
registerEnumType(Disposition, { name: 'Disposition' });

@ObjectType('Resolution')
export class ResolutionModel {
  @Field(() => BilingualTextModel) body!: BilingualTextModel;
  @Field(() => String, { nullable: true }) meeting!: string | null;
  @Field(() => String, { nullable: true }) date!: string | null;
  @Field(() => BilingualTextModel) outcome!: BilingualTextModel;
  @Field(() => BilingualTextModel, { nullable: true }) conditions!: BilingualTextModel | null;
}

@ObjectType('RoundParticipants')
export class RoundParticipantsModel {
  @Field(() => Int, { nullable: true }) people!: number | null;
  @Field(() => Int, { nullable: true }) agencies!: number | null;
  @Field(() => Int, { nullable: true }) groups!: number | null;
}

@ObjectType('Round')
export class RoundModel {
  @Field(() => ID) id!: string;
  @Field() key!: string;
  @Field(() => Method) method!: Method;
  @Field(() => RoundState) state!: RoundState;
  @Field(() => BilingualTextModel) title!: BilingualTextModel;
  @Field(() => BilingualTextModel) summary!: BilingualTextModel;
  @Field(() => BilingualTextModel, { nullable: true }) organiser!: BilingualTextModel | null;
  @Field(() => String, { nullable: true }) channel!: string | null;
  @Field(() => [BilingualTextModel]) topics!: BilingualTextModel[];
  @Field(() => [BilingualTextModel]) questions!: BilingualTextModel[];
  @Field(() => String, { nullable: true }) startsOn!: string | null;
  @Field(() => String, { nullable: true }) endsOn!: string | null;
  @Field(() => DatePrecision) datePrecision!: DatePrecision;
  @Field(() => String, { nullable: true }) dateAsWritten!: string | null;
  @Field(() => DateTime, { nullable: true }) opensAt!: Instant | null;
  @Field(() => DateTime, { nullable: true }) closesAt!: Instant | null;
  @Field(() => DateTime, { nullable: true }) resultsDueAt!: Instant | null;
  @Field(() => ModerationPolicy) moderationPolicy!: ModerationPolicy;
  @Field(() => Participation) participation!: Participation;
  @Field(() => ErasureRule) erasureRule!: ErasureRule;
  @Field(() => RoundParticipantsModel) participants!: RoundParticipantsModel;
  @Field(() => BilingualTextModel, { nullable: true }) outcome!: BilingualTextModel | null;
  @Field(() => ResolutionModel, { nullable: true }) resolution!: ResolutionModel | null;
  @Field(() => String, { nullable: true }) source!: string | null;
  @Field() demonstration!: boolean;
  /** Not in the schema: read by field resolvers. */
  planId!: string;
  versionId!: string | null;
}

/** @param at the moment for which the state is told */
export function roundModel(row: RoundEntity, at: Instant): RoundModel {
  const {
    titleTh,
    titleEn,
    summaryTh,
    summaryEn,
    organiserTh,
    organiserEn,
    outcomeTh,
    outcomeEn,
    demonstration,
    ...same
  } = row;
  return {
    ...same,
    state: roundState(row, at),
    title: { th: titleTh, en: titleEn },
    summary: { th: summaryTh, en: summaryEn },
    organiser: orNull(organiserTh, organiserEn),
    outcome: orNull(outcomeTh, outcomeEn),
    demonstration: demonstration === 1,
  };
}

/** A bilingual text, or null when neither language is there. */
export function orNull(th: string | null, en: string | null): BilingualText | null {
  return th === null && en === null ? null : { th, en };
}
