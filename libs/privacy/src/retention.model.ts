import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { BilingualTextModel, DateTime, type BilingualText, type Instant } from '@rapfang/platform';
import { RetentionStarter } from './retention-run.entity.js';

registerEnumType(RetentionStarter, { name: 'RetentionStarter' });

@ObjectType('RetentionPeriod', {
  description: 'How long one kind of data is kept. Counsel must confirm each.',
})
export class RetentionPeriodModel {
  @Field() kind!: string;
  @Field(() => Int) days!: number;
  @Field(() => BilingualTextModel) what!: BilingualText;
  @Field(() => BilingualTextModel, { description: 'From when the days count.' }) since!: BilingualText;
  @Field(() => BilingualTextModel) purpose!: BilingualText;
  @Field(() => BilingualTextModel) basis!: BilingualText;
}

@ObjectType('RetentionResult')
export class RetentionResultModel {
  @Field() kind!: string;
  @Field(() => Int, { description: 'Rows removed or emptied.' }) cleared!: number;
  @Field(() => DateTime, {
    nullable: true,
    description: 'From when the period of the oldest row left counts; null when none is left.',
  })
  oldestLeft!: Instant | null;
  @Field() failed!: boolean;
}

@ObjectType('RetentionRun')
export class RetentionRunModel {
  @Field() id!: string;
  @Field(() => DateTime) startedAt!: Instant;
  @Field(() => DateTime, { nullable: true, description: 'Null while it runs, or when it was stopped.' })
  finishedAt!: Instant | null;
  @Field(() => RetentionStarter) startedBy!: RetentionStarter;
  @Field(() => [RetentionResultModel]) results!: RetentionResultModel[];
}

@ObjectType('Retention')
export class RetentionModel {
  @Field(() => [RetentionPeriodModel]) periods!: readonly RetentionPeriodModel[];
  @Field(() => [RetentionRunModel], { description: 'The last ones, newest first.' })
  runs!: RetentionRunModel[];
}
