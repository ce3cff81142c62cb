import { Field, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { CheckLimit, ModerationPolicy } from '@rapfang/consultation';
import { CheckName } from './check.kinds.js';
import type { RoundModerationSettings, SetRoundModeration } from './round-moderation.service.js';

registerEnumType(CheckLimit, { name: 'CheckLimit' });

@ObjectType('RoundCheck', { description: 'How far one check may go in a round.' })
export class RoundCheckModel {
  @Field(() => CheckName) check!: CheckName;
  @Field(() => CheckLimit) limit!: CheckLimit;
}

@ObjectType('RoundModeration')
export class RoundModerationModel implements RoundModerationSettings {
  @Field(() => ModerationPolicy) policy!: ModerationPolicy;
  @Field(() => [RoundCheckModel]) checks!: RoundCheckModel[];
  @Field({ description: 'A refusal waits for a second moderator.' }) fourEyes!: boolean;
  @Field({ description: 'Readers may report comments.' }) reportsOpen!: boolean;
  @Field(() => Int, { description: 'Signed-in reporters who bring a comment back to the desk.' })
  reportThreshold!: number;
  @Field({ description: 'Such a comment is held as well.' }) reportsHold!: boolean;
}

@InputType('RoundCheckInput')
export class RoundCheckInput {
  @Field(() => CheckName) @IsIn(Object.values(CheckName)) check!: CheckName;
  @Field(() => CheckLimit) @IsIn(Object.values(CheckLimit)) limit!: CheckLimit;
}

@InputType('SetRoundModerationInput')
export class SetRoundModerationInput implements SetRoundModeration {
  @Field() @IsString() @MaxLength(64) planKey!: string;
  @Field() @IsString() @MaxLength(64) roundKey!: string;
  @Field(() => ModerationPolicy) @IsIn(Object.values(ModerationPolicy)) policy!: ModerationPolicy;
  @Field(() => [RoundCheckInput])
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => RoundCheckInput)
  checks!: RoundCheckInput[];
  @Field() @IsBoolean() fourEyes!: boolean;
  @Field() @IsBoolean() reportsOpen!: boolean;
  @Field(() => Int) @IsInt() @Min(1) @Max(100) reportThreshold!: number;
  @Field() @IsBoolean() reportsHold!: boolean;
  @Field() @IsString() @MaxLength(1000) reason!: string;
}
