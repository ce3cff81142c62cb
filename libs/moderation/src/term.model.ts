import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { DateTime, Locale, type Instant, type Language } from '@rapfang/platform';
import type { BannedTermEntity } from './banned-term.entity.js';
import { TermMatching, TermSeverity } from './term-matcher.rules.js';
import type { TermTrial, TrialSample } from './term-trial.service.js';

registerEnumType(TermMatching, { name: 'TermMatching' });
registerEnumType(TermSeverity, { name: 'TermSeverity' });

@ObjectType('BannedTerm')
export class BannedTermModel {
  @Field(() => ID) id!: string;
  @Field({ description: 'Holds on every plan.' }) everywhere!: boolean;
  @Field() text!: string;
  @Field(() => Locale) language!: Language;
  @Field(() => TermSeverity) severity!: TermSeverity;
  @Field(() => TermMatching) matching!: TermMatching;
  @Field(() => String, { nullable: true }) note!: string | null;
  @Field(() => DateTime) addedAt!: Instant;
}

@ObjectType('TermsAdded')
export class TermsAddedModel {
  @Field(() => [BannedTermModel]) added!: BannedTermModel[];
  @Field(() => Int, { description: 'Lines that were on the list already.' }) known!: number;
}

@ObjectType('TrialSample')
export class TrialSampleModel implements TrialSample {
  @Field(() => ID) commentId!: string;
  @Field() before!: string;
  @Field() found!: string;
  @Field() after!: string;
}

@ObjectType('TermTrial', { description: 'What terms would have met among the latest comments.' })
export class TermTrialModel implements TermTrial {
  @Field(() => Int) looked!: number;
  @Field(() => Int) found!: number;
  @Field(() => [TrialSampleModel]) samples!: TrialSampleModel[];
}

export function termModel({ planId, ...term }: BannedTermEntity): BannedTermModel {
  const { id, text, language, severity, matching, note, addedAt } = term;
  return { id, everywhere: planId === null, text, language, severity, matching, note, addedAt };
}
