import { Field, ID, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsIn, IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';
import { Locale, type Language } from '@rapfang/platform';
import { EMAIL_MOST, ORGANISATION_NAME_MOST, PERSON_NAME_MOST, REASON_MOST } from './people.rules.js';
import { MemberKind } from './person.entity.js';

// Shapes and sizes are checked here; what the words must be is said by people.rules.ts.
const ID_MOST = 26;
const KEY_MOST = 64;
const TOKEN_MOST = 64;

@InputType('OrganisationNameInput')
export class OrganisationNameInput {
  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(ORGANISATION_NAME_MOST)
  th?: string | null;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(ORGANISATION_NAME_MOST)
  en?: string | null;
}

@InputType('RegisterOrganisationInput')
export class RegisterOrganisationInput {
  @Field({ description: 'Small Latin letters, digits and hyphens; stays for good.' })
  @IsString()
  @MaxLength(KEY_MOST)
  key!: string;

  @Field(() => OrganisationNameInput)
  @ValidateNested()
  @Type(() => OrganisationNameInput)
  name!: OrganisationNameInput;
}

@InputType('RenameOrganisationInput')
export class RenameOrganisationInput {
  @Field()
  @IsString()
  @MaxLength(KEY_MOST)
  organisationKey!: string;

  @Field(() => OrganisationNameInput)
  @ValidateNested()
  @Type(() => OrganisationNameInput)
  name!: OrganisationNameInput;
}

@InputType('RemoveMemberInput')
export class RemoveMemberInput {
  @Field()
  @IsString()
  @MaxLength(KEY_MOST)
  organisationKey!: string;

  @Field(() => ID)
  @IsString()
  @MaxLength(ID_MOST)
  personId!: string;

  @Field()
  @IsString()
  @MaxLength(REASON_MOST)
  reason!: string;
}

@InputType('ChangeMemberKindInput')
export class ChangeMemberKindInput extends RemoveMemberInput {
  @Field(() => MemberKind)
  @IsIn(Object.values(MemberKind))
  kind!: MemberKind;
}

@InputType('InviteToOrganisationInput')
export class InviteToOrganisationInput {
  @Field()
  @IsString()
  @MaxLength(EMAIL_MOST)
  email!: string;

  @Field(() => Locale, { description: 'Language of the letter.' })
  @IsIn(Object.values(Locale))
  language!: Language;

  @Field()
  @IsString()
  @MaxLength(KEY_MOST)
  organisationKey!: string;

  @Field(() => MemberKind)
  @IsIn(Object.values(MemberKind))
  memberKind!: MemberKind;
}

@InputType('RevokeInvitationInput')
export class RevokeInvitationInput {
  @Field(() => ID)
  @IsString()
  @MaxLength(ID_MOST)
  id!: string;

  @Field()
  @IsString()
  @MaxLength(REASON_MOST)
  reason!: string;
}

@InputType('AcceptInvitationInput')
export class AcceptInvitationInput {
  @Field()
  @IsString()
  @MaxLength(TOKEN_MOST)
  token!: string;

  @Field(() => String, { nullable: true, description: 'Name to show, for an account that has none yet.' })
  @IsOptional()
  @IsString()
  @MaxLength(PERSON_NAME_MOST)
  displayName?: string | null;
}
