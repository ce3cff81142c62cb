import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { connectionOf, DateTime } from '@rapfang/platform';
import { GrantModel, OrganisationModel } from './access.model.js';
import type { InvitationEntity } from './invitation.entity.js';
import { EVERYWHERE, type InvitationFit } from './people.rules.js';
import type { Role } from './permission.js';
import { MemberKind, type OrganisationEntity, type PersonEntity } from './person.entity.js';

registerEnumType(MemberKind, {
  name: 'MemberKind',
  description: 'A speaker speaks in the organisation’s name; a manager also invites and removes its members.',
});
const Fit: Record<InvitationFit, InvitationFit> = {
  SIGN_IN: 'SIGN_IN',
  READY: 'READY',
  OTHER_PERSON: 'OTHER_PERSON',
};
registerEnumType(Fit, {
  name: 'InvitationFit',
  description:
    'Accepting signs the reader in (SIGN_IN), is for the account that is open (READY), or for another one (OTHER_PERSON).',
});

@ObjectType('Person', { description: 'A person as administrators see them.' })
export class PersonModel {
  @Field(() => ID) id!: string;
  @Field(() => String, { nullable: true }) displayName!: string | null;
  @Field(() => String, { nullable: true }) email!: string | null;
  @Field(() => DateTime) createdAt!: string;
  /** Of what the viewer may see: `grants` and `organisations` are resolved in one read for the whole page. */
  visibleScopes!: readonly string[] | null;
}

@ObjectType('Member')
export class MemberModel {
  /** Of the person. */
  @Field(() => ID) id!: string;
  @Field(() => String, { nullable: true }) displayName!: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Whole for administrators; for managers shortened, enough to recognise: so…@agency.example',
  })
  email!: string | null;
  @Field(() => MemberKind) kind!: MemberKind;
  @Field(() => DateTime) since!: string;
}

@ObjectType('Invitation', { description: 'An open invitation, for those who may send such.' })
export class InvitationModel {
  @Field(() => ID) id!: string;
  @Field() email!: string;
  @Field(() => GrantModel, { nullable: true }) grant!: GrantModel | null;
  @Field(() => MemberKind, { nullable: true }) memberKind!: MemberKind | null;
  @Field(() => DateTime) sentAt!: string;
  @Field(() => DateTime) expiresAt!: string;
  /** `invitedByName` and `organisation` are resolved in one read for the whole page. */
  invitedById!: string | null;
  organisationId!: string | null;
}

export const { Connection: PersonConnection } = connectionOf('Person', PersonModel);
export const { Connection: InvitationConnection } = connectionOf('Invitation', InvitationModel);

@ObjectType('InvitationOffer', { description: 'An invitation for whoever holds its letter.' })
export class InvitationOfferModel {
  @Field() email!: string;
  @Field(() => GrantModel, { nullable: true }) grant!: GrantModel | null;
  @Field(() => OrganisationModel, { nullable: true }) organisation!: OrganisationModel | null;
  @Field(() => MemberKind, { nullable: true }) memberKind!: MemberKind | null;
  @Field(() => String, { nullable: true, description: 'Null when the operator of the server invited.' })
  invitedByName!: string | null;
  @Field(() => DateTime) expiresAt!: string;
  @Field(() => Fit) fit!: InvitationFit;
  @Field({ description: 'The account has no name to show yet: accepting may give one.' })
  asksName!: boolean;
}

@ObjectType('OrganisationMembership')
export class OrganisationMembershipModel {
  @Field(() => OrganisationModel) organisation!: OrganisationModel;
  @Field(() => MemberKind) kind!: MemberKind;
}

export function organisationModel({ id, key, nameTh, nameEn }: OrganisationEntity): OrganisationModel {
  return { id, key, name: { th: nameTh, en: nameEn } };
}

/** @param visibleScopes scopes whose roles the viewer may see; null for all */
export function personModel(
  { id, displayName, email, createdAt }: PersonEntity,
  visibleScopes: readonly string[] | null,
): PersonModel {
  return { id, displayName, email, createdAt, visibleScopes };
}

export function grantModel(role: Role, scope: string, organisationId: string | null = null): GrantModel {
  return { role, scope: scope === EVERYWHERE ? null : scope, organisationId };
}

export function invitationModel(invitation: InvitationEntity): InvitationModel {
  const { id, email, organisationId, memberKind, sentAt, expiresAt, invitedById } = invitation;
  return {
    id,
    email,
    grant: grantOf(invitation),
    memberKind,
    sentAt,
    expiresAt,
    invitedById,
    organisationId,
  };
}

/** The role that an invitation offers. */
export function grantOf({ role, scope }: Pick<InvitationEntity, 'role' | 'scope'>): GrantModel | null {
  return role && scope ? grantModel(role, scope) : null;
}
