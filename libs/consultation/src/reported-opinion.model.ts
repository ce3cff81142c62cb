import { Field, ID, ObjectType } from '@nestjs/graphql';
import { BilingualTextModel } from '@rapfang/platform';
import type { ReportedOpinionEntity } from './reported-opinion.entity.js';
import { orNull } from './round.model.js';
import { Disposition } from './round.rules.js';

@ObjectType('ReportedOpinion')
export class ReportedOpinionModel {
  @Field(() => ID) id!: string;
  @Field(() => BilingualTextModel) speakerBody!: BilingualTextModel;
  @Field(() => BilingualTextModel) text!: BilingualTextModel;
  @Field(() => String, { nullable: true }) strategyKey!: string | null;
  @Field(() => String, { nullable: true }) sectionKey!: string | null;
  @Field() source!: string;
  @Field() provenance!: string;
  @Field(() => BilingualTextModel, { nullable: true }) response!: BilingualTextModel | null;
  @Field(() => String, { nullable: true }) responseProvenance!: string | null;
  @Field(() => Disposition, { nullable: true }) disposition!: Disposition | null;
  /** Not in the schema: read by the field resolver of `round`. */
  roundId!: string | null;
}

export function reportedOpinionModel(row: ReportedOpinionEntity): ReportedOpinionModel {
  const { speakerBodyTh, speakerBodyEn, textTh, textEn, responseTh, responseEn, ...same } = row;
  return {
    ...same,
    speakerBody: { th: speakerBodyTh, en: speakerBodyEn },
    text: { th: textTh, en: textEn },
    response: orNull(responseTh, responseEn),
  };
}
