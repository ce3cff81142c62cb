import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { BilingualTextModel, type Assurance } from '@rapfang/platform';
import { Role } from './permission.js';

registerEnumType(Role, { name: 'Role' });
export const ActorKind = { GUEST: 'GUEST', PERSON: 'PERSON' } as const;
registerEnumType(ActorKind, { name: 'ActorKind' });

/** Whether the roles of the viewer sleep, and what wakes them. */
export const SecondFactorState = {
  NOT_NEEDED: 'NOT_NEEDED',
  NEEDED: 'NEEDED',
  SET_UP_NEEDED: 'SET_UP_NEEDED',
  PASSED: 'PASSED',
} as const;
export type SecondFactorState = keyof typeof SecondFactorState;
registerEnumType(SecondFactorState, {
  name: 'SecondFactorState',
  description: 'Roles are in force only when a second factor was passed in this session.',
});
export const AssuranceEnum: Record<Assurance, Assurance> = {
  NONE: 'NONE',
  EMAIL: 'EMAIL',
  VERIFIED: 'VERIFIED',
};
registerEnumType(AssuranceEnum, { name: 'Assurance' });

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
  /** Of an AGENCY role: the organisation for which it is held; `organisation` is resolved for the page. */
  organisationId?: string | null;
}

@ObjectType('Viewer')
export class ViewerModel {
  @Field(() => ActorKind) kind!: keyof typeof ActorKind;
  @Field(() => ID, { nullable: true }) id!: string | null;
  @Field(() => String, { nullable: true }) displayName!: string | null;
  @Field(() => String, { nullable: true }) email!: string | null;
  @Field(() => AssuranceEnum) assurance!: Assurance;
  @Field(() => SecondFactorState) secondFactor!: SecondFactorState;
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
