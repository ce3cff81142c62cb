import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { DateTime, type Instant } from '@rapfang/platform';
import { ReportReason } from './report.rules.js';
import type { NewReport } from './report.service.js';

registerEnumType(ReportReason, { name: 'ReportReason' });

@InputType('ReportCommentInput')
export class ReportCommentInput implements NewReport {
  @Field(() => ID) @IsString() @MaxLength(26) commentId!: string;
  @Field(() => ReportReason) @IsIn(Object.values(ReportReason)) reason!: ReportReason;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(2000) text?: string | null;
}

@InputType('DismissReportsInput')
export class DismissReportsInput {
  @Field(() => ID) @IsString() @MaxLength(26) commentId!: string;
  @Field() @IsString() @MaxLength(1000) reason!: string;
}

@ObjectType('CommentReport', { description: "A reader's report; nobody is told who the reader is." })
export class CommentReportModel {
  @Field(() => ReportReason) reason!: ReportReason;
  @Field(() => String, { nullable: true }) text!: string | null;
  @Field() signedIn!: boolean;
  @Field(() => DateTime) at!: Instant;
}

@ObjectType('CommentReports', { description: 'Reports of a comment that nobody has looked at yet.' })
export class CommentReportsModel {
  @Field(() => Int) count!: number;
  @Field(() => DateTime, { nullable: true, description: 'When they brought the comment back to the desk.' })
  raisedAt!: Instant | null;
  @Field(() => [CommentReportModel], { description: 'The latest 50.' }) reports!: CommentReportModel[];
}
