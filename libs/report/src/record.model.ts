import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { PageArgs } from '@rapfang/comment';
import { connectionOf, DateTime } from '@rapfang/platform';

@ObjectType('RecordAnchor', { description: 'What is published of one legal day (Bangkok) of the record.' })
export class RecordAnchorModel {
  @Field({ description: '2026-11-22' }) day!: string;
  @Field(() => Int, { description: 'Links sealed on that day.' }) entries!: number;
  @Field(() => Int, { description: 'Number of the last link up to the end of the day.' }) lastSeq!: number;
  @Field({ description: 'RFC 6962 root over the day’s chain hashes.' }) root!: string;
  @Field({ description: 'Chain hash of the last link.' }) chainHead!: string;
}

export const RecordAnchorConnection = connectionOf('RecordAnchor', RecordAnchorModel).Connection;

@ObjectType('RecordHead', { description: 'How far the record is at this moment.' })
export class RecordHeadModel {
  @Field(() => Int) seq!: number;
  @Field(() => String, { nullable: true }) chainHash!: string | null;
  @Field(() => DateTime, { nullable: true }) sealedAt!: string | null;
  @Field(() => Int, { description: 'Links that no anchor covers yet.' }) notAnchored!: number;
  @Field(() => Int, { description: 'Entries that wait for the sealer.' }) waiting!: number;
}

@ObjectType('ProvedEntry')
export class ProvedEntryModel {
  @Field() action!: string;
  @Field(() => DateTime) at!: string;
  @Field() entryHash!: string;
  @Field(() => Int, { nullable: true, description: 'Null until it is sealed.' }) seq!: number | null;
  @Field(() => String, {
    nullable: true,
    description: 'Day whose anchor covers it; null until the day is over.',
  })
  day!: string | null;
  @Field(() => Int, { description: 'Hashes between the entry and the root of the day.' }) steps!: number;
}

@ObjectType('ReceiptProof')
export class ReceiptProofModel {
  @Field() code!: string;
  @Field(() => [ProvedEntryModel]) entries!: ProvedEntryModel[];
  @Field({ description: 'The proof as JSON, to keep and to check anywhere. Names no person.' })
  document!: string;
}

@ObjectType('RecordActor')
export class RecordActorModel {
  @Field({ description: 'system, guest or person' }) kind!: string;
  @Field(() => String, { nullable: true, description: 'Of staff only, while the account exists.' })
  name!: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Stands for an erased person, the same on all their acts.',
  })
  pseudonym!: string | null;
  @Field(() => DateTime, { nullable: true }) erasedAt!: string | null;
}

@ObjectType('RecordEntry')
export class RecordEntryModel {
  @Field(() => ID) id!: string;
  @Field(() => DateTime) at!: string;
  @Field() action!: string;
  @Field(() => RecordActorModel) actor!: RecordActorModel;
  @Field() subjectType!: string;
  @Field(() => ID, { nullable: true, description: 'Null for people.' }) subjectId!: string | null;
  @Field(() => String, { nullable: true, description: 'Canonical JSON.' }) before!: string | null;
  @Field(() => String, { nullable: true, description: 'Canonical JSON.' }) after!: string | null;
  @Field(() => String, { nullable: true }) reason!: string | null;
  @Field({ description: 'There was a reason, and its words were erased.' }) reasonErased!: boolean;
  @Field(() => Int, { nullable: true }) seq!: number | null;
}

export const RecordEntryConnection = connectionOf('RecordEntry', RecordEntryModel).Connection;

@ArgsType()
export class RecordEntriesArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'Null: what is about no plan (administrators).' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  planKey?: string | null;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsString()
  @Matches(/^[A-Za-z]{1,32}$/)
  subjectType?: string | null;

  @Field(() => ID, { nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  subjectId?: string | null;

  @Field(() => String, { nullable: true, description: '`comment.refused`, or `comment.` for all of a room.' })
  @IsOptional()
  @IsString()
  @Matches(/^[A-Za-z.]{1,64}$/)
  action?: string | null;

  @Field(() => String, { nullable: true, description: 'Legal day in Bangkok: 2026-11-22' })
  @IsOptional()
  @IsString()
  @Matches(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
  day?: string | null;
}
