import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { Disposition } from '@rapfang/consultation';
import { BilingualTextInput } from '@rapfang/platform';
import { COMMENTS_MOST } from './response.rules.js';

@InputType('DraftResponseInput')
export class DraftResponseInput {
  @Field()
  @IsString()
  @MaxLength(64)
  planKey!: string;

  @Field(() => [ID])
  @IsArray()
  @ArrayMaxSize(COMMENTS_MOST)
  @IsString({ each: true })
  @MaxLength(26, { each: true })
  commentIds!: string[];

  @Field(() => Disposition)
  @IsIn(Object.values(Disposition))
  disposition!: Disposition;

  @Field(() => BilingualTextInput)
  @ValidateNested()
  @Type(() => BilingualTextInput)
  body!: BilingualTextInput;

  @Field(() => BilingualTextInput)
  @ValidateNested()
  @Type(() => BilingualTextInput)
  reason!: BilingualTextInput;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  changedSectionKey?: string | null;
}

/** What is left out stays as it is; `changedSectionKey: null` takes the change off. */
@InputType('ReviseResponseInput')
export class ReviseResponseInput {
  @Field(() => ID)
  @IsString()
  @MaxLength(26)
  id!: string;

  @Field(() => Int)
  @IsInt()
  expectedRevision!: number;

  @Field(() => Disposition, { nullable: true })
  @IsOptional()
  @IsIn(Object.values(Disposition))
  disposition?: Disposition | null;

  @Field(() => BilingualTextInput, { nullable: true })
  @IsOptional()
  @ValidateNested()
  @Type(() => BilingualTextInput)
  body?: BilingualTextInput | null;

  @Field(() => BilingualTextInput, { nullable: true })
  @IsOptional()
  @ValidateNested()
  @Type(() => BilingualTextInput)
  reason?: BilingualTextInput | null;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  changedSectionKey?: string | null;

  @Field(() => [ID], { nullable: true })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(COMMENTS_MOST)
  @IsString({ each: true })
  @MaxLength(26, { each: true })
  addCommentIds?: string[] | null;

  @Field(() => [ID], { nullable: true })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(COMMENTS_MOST)
  @IsString({ each: true })
  @MaxLength(26, { each: true })
  removeCommentIds?: string[] | null;
}
