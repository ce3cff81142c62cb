import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { CommentState, PageArgs, ReasonCode, Stance, ThreadSort } from '@rapfang/comment';
import { CheckName, Decision, REASON_TEXT_MOST } from '@rapfang/moderation';

@InputType('DecideCommentInput')
export class DecideCommentInput {
  @Field(() => ID)
  @IsString()
  @MaxLength(26)
  commentId!: string;

  @Field(() => Decision)
  @IsIn(Object.values(Decision))
  decision!: Decision;

  @Field(() => CommentState)
  @IsIn(Object.values(CommentState))
  expectedState!: CommentState;

  /** The text that was read: when it was edited since, nothing is done. */
  @Field(() => Int)
  @IsInt()
  @Min(1)
  expectedRevision!: number;

  @Field(() => ReasonCode, { nullable: true })
  @IsOptional()
  @IsIn(Object.values(ReasonCode))
  reasonCode?: ReasonCode | null;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(REASON_TEXT_MOST)
  reasonText?: string | null;

  /** Tags put on in the same gesture. */
  @Field(() => [ID], { nullable: true })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(26, { each: true })
  tagIds?: string[] | null;
}

/** Everything given must hold. */
@InputType('DeskFilter')
export class DeskFilter {
  @Field()
  @IsString()
  @MaxLength(64)
  planKey!: string;

  @Field(() => [CommentState], { nullable: true })
  @IsOptional()
  @IsArray()
  @IsIn(Object.values(CommentState), { each: true })
  states?: CommentState[] | null;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  strategyKey?: string | null;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  sectionKey?: string | null;

  @Field(() => ID, { nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(26)
  tagId?: string | null;

  @Field(() => Boolean, { nullable: true })
  @IsOptional()
  @IsBoolean()
  tagged?: boolean | null;

  /** A refusal waits for a second moderator. */
  @Field(() => Boolean, { nullable: true })
  @IsOptional()
  @IsBoolean()
  proposed?: boolean | null;

  /** Only what the viewer has decided. */
  @Field(() => Boolean, { nullable: true })
  @IsOptional()
  @IsBoolean()
  mine?: boolean | null;

  @Field(() => Boolean, { nullable: true })
  @IsOptional()
  @IsBoolean()
  answered?: boolean | null;

  /** Comments in whose present text that check found something. */
  @Field(() => CheckName, { nullable: true })
  @IsOptional()
  @IsIn(Object.values(CheckName))
  check?: CheckName | null;

  /** True: those that enough readers reported to bring them back. False: those with any open report. */
  @Field(() => Boolean, { nullable: true })
  @IsOptional()
  @IsBoolean()
  reported?: boolean | null;

  @Field(() => Stance, { nullable: true })
  @IsOptional()
  @IsIn(Object.values(Stance))
  stance?: Stance | null;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  search?: string | null;
}

@ArgsType()
export class DeskArgs extends PageArgs {
  @Field(() => DeskFilter)
  @ValidateNested()
  @Type(() => DeskFilter)
  filter!: DeskFilter;

  @Field(() => ThreadSort, { nullable: true, defaultValue: ThreadSort.OLDEST })
  @IsOptional()
  @IsIn(Object.values(ThreadSort))
  sort?: ThreadSort | null;
}
