import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { CommentState, ReasonCode } from '@rapfang/comment';
import { APPEAL_MOST, AppealOutcome } from './appeal.rules.js';
import { BULK_MOST } from './moderation.service.js';
import { Decision, REASON_TEXT_MOST } from './moderation.rules.js';

@InputType('ChosenComment', { description: 'A comment as the moderator saw it.' })
export class ChosenCommentInput {
  @Field(() => ID) @IsString() @MaxLength(26) commentId!: string;
  @Field(() => CommentState) @IsIn(Object.values(CommentState)) expectedState!: CommentState;
  @Field(() => Int) @IsInt() @Min(1) expectedRevision!: number;
}

@InputType('DecideCommentsInput')
export class DecideCommentsInput {
  @Field(() => [ChosenCommentInput], { description: 'Up to 200.' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(BULK_MOST)
  @ValidateNested({ each: true })
  @Type(() => ChosenCommentInput)
  comments!: ChosenCommentInput[];

  @Field(() => Decision) @IsIn(Object.values(Decision)) decision!: Decision;

  @Field(() => ReasonCode, { nullable: true })
  @IsOptional()
  @IsIn(Object.values(ReasonCode))
  reasonCode?: ReasonCode | null;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(REASON_TEXT_MOST)
  reasonText?: string | null;
}

@InputType('ReturnProposalInput')
export class ReturnProposalInput {
  @Field(() => ID) @IsString() @MaxLength(26) commentId!: string;
  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(REASON_TEXT_MOST)
  reasonText?: string | null;
}

@InputType('AppealDecisionInput')
export class AppealDecisionInput {
  @Field(() => ID) @IsString() @MaxLength(26) commentId!: string;
  /** Refused by its length in code units here, by what people count in the service. */
  @Field() @IsString() @MaxLength(APPEAL_MOST * 4) text!: string;
  /** For an author without an account. */
  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  receiptCode?: string | null;
}

@InputType('DecideAppealInput')
export class DecideAppealInput {
  @Field(() => ID) @IsString() @MaxLength(26) appealId!: string;
  @Field(() => AppealOutcome) @IsIn(Object.values(AppealOutcome)) outcome!: AppealOutcome;
  @Field() @IsString() @MaxLength(REASON_TEXT_MOST) reasonText!: string;
}
