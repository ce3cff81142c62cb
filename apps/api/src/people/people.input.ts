import { ArgsType, Field, ID, InputType } from '@nestjs/graphql';
import { IsBoolean, IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { Role } from '@rapfang/access';
import { Locale, PageArgs, type Language } from '@rapfang/platform';

const KEY_MOST = 64;
const ON = 'Key of the plan, or * for every plan.';

@ArgsType()
export class PeopleArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'Whose roles count on this plan.' })
  @IsOptional()
  @IsString()
  @MaxLength(KEY_MOST)
  planKey?: string | null;

  @Field(() => Role, { nullable: true })
  @IsOptional()
  @IsIn(Object.values(Role))
  role?: Role | null;

  @Field(() => String, { nullable: true, description: 'Part of a name or an address.' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  search?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Only people who hold a role.' })
  @IsOptional()
  @IsBoolean()
  staff?: boolean | null;
}

@ArgsType()
export class InvitationsArgs extends PageArgs {
  @Field(() => String, { nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(KEY_MOST)
  planKey?: string | null;
}

@InputType('TakeRoleInput')
export class TakeRoleInput {
  @Field(() => ID)
  @IsString()
  @MaxLength(26)
  personId!: string;

  @Field(() => Role)
  @IsIn(Object.values(Role))
  role!: Role;

  @Field({ description: ON })
  @IsString()
  @MaxLength(KEY_MOST)
  planKey!: string;

  @Field()
  @IsString()
  @MaxLength(500)
  reason!: string;
}

@InputType('GiveRoleInput')
export class GiveRoleInput extends TakeRoleInput {
  @Field(() => String, {
    nullable: true,
    description: 'Of an AGENCY role: for which organisation it is held.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(KEY_MOST)
  organisationKey?: string | null;
}

@InputType('InviteToRoleInput')
export class InviteToRoleInput {
  @Field()
  @IsString()
  @MaxLength(254)
  email!: string;

  @Field(() => Locale, { description: 'Language of the letter.' })
  @IsIn(Object.values(Locale))
  language!: Language;

  @Field(() => Role)
  @IsIn(Object.values(Role))
  role!: Role;

  @Field({ description: ON })
  @IsString()
  @MaxLength(KEY_MOST)
  planKey!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Of an AGENCY role: the organisation for which it is held; accepting joins it as well.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(KEY_MOST)
  organisationKey?: string | null;
}
