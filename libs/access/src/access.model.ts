import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { BilingualTextModel } from '@rapfang/platform';
import { Role } from './permission.js';

registerEnumType(Role, { name: 'Role' });
export const ActorKind = { GUEST: 'GUEST', PERSON: 'PERSON' } as const;
registerEnumType(ActorKind, { name: 'ActorKind' });

@ObjectType('Organisation')
export class OrganisationModel {
  @Field(() => ID) id!: string;
  @Field() key!: string;
  @Field(() => BilingualTextModel) name!: BilingualTextModel;
}

@ObjectType('Grant')
export class GrantModel {
  @Field(() => Role) role!: Role;
  /** Plan id, or null for everywhere; `planKey` is resolved by the plan room. */
  scope!: string | null;
}

@ObjectType('Viewer')
export class ViewerModel {
  @Field(() => ActorKind) kind!: keyof typeof ActorKind;
  @Field(() => ID, { nullable: true }) id!: string | null;
  @Field(() => String, { nullable: true }) displayName!: string | null;
  @Field(() => String, { nullable: true }) email!: string | null;
  @Field(() => [OrganisationModel]) organisations!: OrganisationModel[];
  @Field(() => [GrantModel]) grants!: GrantModel[];
}

@ObjectType('DemoPerson')
export class DemoPersonModel {
  @Field() key!: string;
  @Field() role!: string;
  @Field(() => BilingualTextModel) displayName!: BilingualTextModel;
}

@ObjectType('SignInRequested')
export class SignInRequestedModel {
  @Field() sent!: boolean;
  /** The link itself, in demo mode only. */
  @Field(() => String, { nullable: true }) demoLink!: string | null;
}
