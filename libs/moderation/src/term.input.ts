import { Field, ID, InputType } from '@nestjs/graphql';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { Locale, type Language } from '@rapfang/platform';
import { TermMatching, TermSeverity } from './term-matcher.rules.js';

const LINES_MOST = 60_000;

@InputType('TryTermsInput')
export class TryTermsInput {
  @Field(() => String, { nullable: true, description: 'Null: every plan.' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  planKey?: string | null;
  @Field({ description: 'One a line.' }) @IsString() @MaxLength(LINES_MOST) lines!: string;
  @Field(() => TermMatching) @IsIn(Object.values(TermMatching)) matching!: TermMatching;
}

@InputType('AddTermsInput')
export class AddTermsInput extends TryTermsInput {
  @Field(() => Locale) @IsIn(Object.values(Locale)) language!: Language;
  @Field(() => TermSeverity) @IsIn(Object.values(TermSeverity)) severity!: TermSeverity;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(500) note?: string | null;
}

@InputType('RetireTermInput')
export class RetireTermInput {
  @Field(() => ID) @IsString() @MaxLength(26) id!: string;
  @Field() @IsString() @MaxLength(1000) reason!: string;
}
