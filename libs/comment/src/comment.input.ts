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
  ValidateNested,
} from 'class-validator';
import { Locale, PageArgs, type Language } from '@rapfang/platform';
import { AgeBand, ParticipantKind, Stance, ThreadSort } from './comment.kinds.js';
import type { Edit } from './edit-comment.service.js';
import type { Participant, Submission } from './intake.js';
import { UPLOADS_MOST } from './upload.rules.js';

// Shapes and sizes are checked here; what the words must be is said by the rules of the room.
const ID_MOST = 64;
const CODE_MOST = 100;

export { PageArgs };

@ArgsType()
export class ThreadArgs extends PageArgs {
  @Field(() => ID, { nullable: true }) @IsOptional() @IsString() @MaxLength(ID_MOST) roundId?: string | null;
  @Field(() => ThreadSort, { nullable: true, defaultValue: ThreadSort.ANSWERED_FIRST })
  @IsOptional()
  @IsIn(Object.keys(ThreadSort))
  sort?: ThreadSort | null;
  @Field(() => Stance, { nullable: true }) @IsOptional() @IsIn(Object.keys(Stance)) stance?: Stance | null;
}

@InputType('ParticipantInput')
export class ParticipantInput implements Participant {
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(100) province?: string | null;
  @Field(() => AgeBand, { nullable: true })
  @IsOptional()
  @IsIn(Object.keys(AgeBand))
  ageBand?: AgeBand | null;
  @Field(() => ParticipantKind, { nullable: true })
  @IsOptional()
  @IsIn(Object.keys(ParticipantKind))
  kind?: ParticipantKind | null;
  @Field(() => Boolean, { nullable: true }) @IsOptional() @IsBoolean() disability?: boolean | null;
  @Field({ description: 'Version of the consent text agreed to.' })
  @IsString()
  @MaxLength(CODE_MOST)
  consentVersion!: string;
}

@InputType('SubmitCommentInput')
export class SubmitCommentInput implements Submission {
  @Field(() => ID, {
    description: 'Chosen by the client; the same id sent again gives the same comment and no second one.',
  })
  @IsString()
  clientId!: string;
  @Field() @IsString() planKey!: string;
  @Field() @IsString() sectionKey!: string;
  @Field(() => ID, { nullable: true }) @IsOptional() @IsString() @MaxLength(ID_MOST) parentId?: string | null;
  @Field(() => Stance, { nullable: true }) @IsOptional() @IsIn(Object.keys(Stance)) stance?: Stance | null;
  @Field() @IsString() body!: string;
  @Field(() => Locale) @IsIn(Object.values(Locale)) language!: Language;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() displayName?: string | null;
  @Field(() => ID, { nullable: true }) @IsOptional() @IsString() @MaxLength(ID_MOST) organisationId?:
    string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() email?: string | null;
  @Field(() => ParticipantInput, { nullable: true })
  @IsOptional()
  @ValidateNested()
  @Type(() => ParticipantInput)
  participant?: ParticipantInput | null;
  @Field(() => [ID], { nullable: true })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(UPLOADS_MOST)
  @IsString({ each: true })
  @MaxLength(ID_MOST, { each: true })
  uploadIds?: string[] | null;
}

@InputType('EditCommentInput')
export class EditCommentInput implements Edit {
  @Field(() => ID) @IsString() @MaxLength(ID_MOST) id!: string;
  @Field(() => Int) @IsInt() expectedRevision!: number;
  @Field() @IsString() body!: string;
  @Field(() => Stance, { nullable: true }) @IsOptional() @IsIn(Object.keys(Stance)) stance?: Stance | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(CODE_MOST) receiptCode?:
    string | null;
}

@InputType('WithdrawCommentInput')
export class WithdrawCommentInput {
  @Field(() => ID) @IsString() @MaxLength(ID_MOST) id!: string;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(CODE_MOST) receiptCode?:
    string | null;
}

@InputType('SetSupportInput')
export class SetSupportInput {
  @Field(() => ID) @IsString() @MaxLength(ID_MOST) commentId!: string;
  @Field() @IsBoolean() supported!: boolean;
}
