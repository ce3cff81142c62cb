import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ConsentPurpose, ErasureRule } from '@rapfang/access';
import { BilingualTextModel, DateTime, type BilingualText, type Instant } from '@rapfang/platform';

export const DataSubjectKind = { PERSON: 'PERSON', GUEST: 'GUEST', RECEIPT: 'RECEIPT' } as const;
export type DataSubjectKind = keyof typeof DataSubjectKind;

registerEnumType(DataSubjectKind, { name: 'DataSubjectKind' });
registerEnumType(ErasureRule, { name: 'ErasureRule' });
registerEnumType(ConsentPurpose, { name: 'ConsentPurpose' });

@ObjectType('DataSetCount')
export class DataSetCountModel {
  @Field({ description: 'Name of the set in the download; described in docs/personal-data.md.' })
  name!: string;
  @Field(() => Int) count!: number;
}

@ObjectType('ErasureEffect', { description: 'What erasing would do to the comments in one round.' })
export class ErasureEffectModel {
  @Field(() => String, { nullable: true }) planKey!: string | null;
  @Field(() => String, { nullable: true }) roundKey!: string | null;
  @Field(() => BilingualTextModel, { nullable: true }) title!: BilingualText | null;
  @Field(() => ErasureRule) rule!: ErasureRule;
  @Field(() => Int, { description: 'Public texts that stay, without a name.' }) kept!: number;
  @Field(() => Int, { description: 'Public texts that go; a dated placeholder stays.' })
  placeholders!: number;
  @Field(() => Int, { description: 'Texts that were never public; nothing stays.' }) gone!: number;
}

@ObjectType('MyConsent')
export class MyConsentModel {
  @Field(() => ConsentPurpose) purpose!: ConsentPurpose;
  @Field(() => String, { nullable: true, description: 'Agreed to; null when nothing is.' }) version!:
    string | null;
  @Field(() => DateTime, { nullable: true }) givenAt!: Instant | null;
  @Field() currentVersion!: string;
  @Field({ description: 'The text has changed since, or (the account’s) was never agreed to.' })
  due!: boolean;
}

@ObjectType('MyData', { description: 'What is held on whoever asks.' })
export class MyDataModel {
  @Field(() => DataSubjectKind) kind!: DataSubjectKind;
  @Field({ description: 'Signed in lately enough to export and erase.' }) recent!: boolean;
  @Field(() => [DataSetCountModel]) sets!: DataSetCountModel[];
  @Field(() => [ErasureEffectModel]) effects!: ErasureEffectModel[];
  @Field(() => [MyConsentModel]) consents!: MyConsentModel[];
}

@ObjectType('ConsentTextPart')
export class ConsentTextPartModel {
  @Field(() => BilingualTextModel) heading!: BilingualText;
  @Field(() => [BilingualTextModel]) points!: BilingualText[];
}

@ObjectType('ConsentText', {
  description: 'One version of a text that people agree to; never changed, only followed by another.',
})
export class ConsentTextModel {
  @Field(() => ConsentPurpose) purpose!: ConsentPurpose;
  @Field() version!: string;
  @Field({ description: 'Day from which it holds, YYYY-MM-DD, Bangkok.' }) since!: string;
  @Field() current!: boolean;
  @Field(() => BilingualTextModel) title!: BilingualText;
  @Field(() => BilingualTextModel) text!: BilingualText;
  @Field(() => [ConsentTextPartModel]) parts!: ConsentTextPartModel[];
}
