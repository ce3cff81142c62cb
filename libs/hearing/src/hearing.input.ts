import { Field, ID, InputType, Int } from '@nestjs/graphql';
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
import { Stance } from '@rapfang/comment';
import { BilingualTextInput, Locale, type Language } from '@rapfang/platform';
import { HearingMove, HearingState, ITEMS_MOST } from './hearing.rules.js';

@InputType('AgendaItemInput')
export class AgendaItemInput {
  @Field(() => ID, { nullable: true, description: 'Of an item that stands already.' })
  @IsOptional()
  @IsString()
  @MaxLength(26)
  id?: string | null;

  @Field(() => BilingualTextInput)
  @ValidateNested()
  @Type(() => BilingualTextInput)
  title!: BilingualTextInput;

  @Field(() => String, { nullable: true, description: 'Without one the item takes no comments.' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  sectionKey?: string | null;

  @Field(() => BilingualTextInput, { nullable: true })
  @IsOptional()
  @ValidateNested()
  @Type(() => BilingualTextInput)
  speakers?: BilingualTextInput | null;

  @Field(() => Int)
  @IsInt()
  minutes!: number;
}

@InputType({ isAbstract: true })
class HearingDraftInput {
  @Field(() => BilingualTextInput)
  @ValidateNested()
  @Type(() => BilingualTextInput)
  title!: BilingualTextInput;

  @Field(() => BilingualTextInput, { nullable: true })
  @IsOptional()
  @ValidateNested()
  @Type(() => BilingualTextInput)
  venue?: BilingualTextInput | null;

  @Field()
  @IsString()
  @MaxLength(40)
  startsAt!: string;

  @Field()
  @IsString()
  @MaxLength(40)
  endsAt!: string;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  streamUrl?: string | null;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  signUrl?: string | null;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  captionsUrl?: string | null;

  @Field(() => [AgendaItemInput])
  @IsArray()
  @ArrayMaxSize(ITEMS_MOST)
  @ValidateNested({ each: true })
  @Type(() => AgendaItemInput)
  items!: AgendaItemInput[];
}

@InputType('CreateHearingInput')
export class CreateHearingInput extends HearingDraftInput {
  @Field()
  @IsString()
  @MaxLength(64)
  planKey!: string;

  @Field()
  @IsString()
  @MaxLength(64)
  roundKey!: string;

  @Field({ description: 'Name in its address: small letters, digits and hyphens.' })
  @IsString()
  @MaxLength(64)
  key!: string;
}

@InputType('ChangeHearingInput')
export class ChangeHearingInput extends HearingDraftInput {
  @Field(() => ID)
  @IsString()
  @MaxLength(26)
  id!: string;

  @Field(() => Int)
  @IsInt()
  expectedRevision!: number;
}

@InputType('MoveHearingInput')
export class MoveHearingInput {
  @Field(() => ID)
  @IsString()
  @MaxLength(26)
  id!: string;

  @Field(() => HearingMove)
  @IsIn(Object.values(HearingMove))
  move!: HearingMove;

  @Field(() => HearingState)
  @IsIn(Object.values(HearingState))
  expectedState!: HearingState;
}

@InputType('GoToItemInput')
export class GoToItemInput {
  @Field(() => ID)
  @IsString()
  @MaxLength(26)
  hearingId!: string;

  @Field(() => ID)
  @IsString()
  @MaxLength(26)
  itemId!: string;

  @Field(() => ID, { nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(26)
  expectedItemId?: string | null;
}

@InputType('SendHearingCommentInput', { description: 'A comment on the item that the room is at.' })
export class SendHearingCommentInput {
  @Field(() => ID)
  @IsString()
  @MaxLength(26)
  hearingId!: string;

  @Field(() => ID, { nullable: true, description: 'The item it was written for; without one, the present.' })
  @IsOptional()
  @IsString()
  @MaxLength(26)
  itemId?: string | null;

  @Field({ description: 'Chosen by the client: the same id sent again is the same comment.' })
  @IsString()
  @MaxLength(64)
  clientId!: string;

  @Field()
  @IsString()
  @MaxLength(20_000)
  body!: string;

  @Field(() => Locale)
  @IsIn(Object.values(Locale))
  language!: Language;

  @Field(() => Stance, { nullable: true })
  @IsOptional()
  @IsIn(Object.keys(Stance))
  stance?: Stance | null;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  displayName?: string | null;

  @Field(() => ID, { nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(26)
  organisationId?: string | null;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(300)
  email?: string | null;
}

@InputType('StageInput', { description: 'Puts a published comment on the stage; null clears it.' })
export class StageInput {
  @Field(() => ID)
  @IsString()
  @MaxLength(26)
  hearingId!: string;

  @Field(() => ID, { nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(26)
  commentId?: string | null;
}

@InputType('AnsweredInRoomInput')
export class AnsweredInRoomInput {
  @Field(() => ID)
  @IsString()
  @MaxLength(26)
  hearingId!: string;

  @Field(() => ID)
  @IsString()
  @MaxLength(26)
  commentId!: string;

  @Field()
  @IsBoolean()
  answered!: boolean;
}

@InputType('HearingSettingsInput', { description: 'What is left out stays as it is.' })
export class HearingSettingsInput {
  @Field(() => ID)
  @IsString()
  @MaxLength(26)
  hearingId!: string;

  @Field(() => Int, { nullable: true })
  @IsOptional()
  @IsInt()
  slowSeconds?: number | null;

  @Field(() => Boolean, { nullable: true })
  @IsOptional()
  @IsBoolean()
  guestsMay?: boolean | null;
}
