/** access: people, organisations, sessions, roles; who may do what, asked in one place. */
import { Global, Module } from '@nestjs/common';
import { Access } from './access.js';
import { AcceptanceStores, AcceptInvitationService } from './accept-invitation.service.js';
import { FirstAdministrator } from './first-administrator.js';
import { InvitationLetter } from './invitation-letter.js';
import { InvitationResolver } from './invitation.resolver.js';
import { InvitationRights } from './invitation-rights.js';
import { InvitationNeeds, InvitationService } from './invitation.service.js';
import { InvitationStore } from './invitation.store.js';
import { MemberResolver } from './member.resolver.js';
import { MemberService } from './member.service.js';
import { OrganisationMembers } from './organisation-members.js';
import { OrganisationResolver } from './organisation.resolver.js';
import { OrganisationService } from './organisation.service.js';
import { OrganisationStore } from './organisation.store.js';
import {
  GrantFieldsResolver,
  PersonFieldsResolver,
  ViewerMembershipsResolver,
} from './people-fields.resolver.js';
import { PeopleStore } from './people.store.js';
import { PeopleViews } from './people-views.js';
import { RoleService } from './role.service.js';
import { AccessPersonalData } from './access-personal-data.js';
import { AccessResolver } from './access.resolver.js';
import { Actors } from './actors.js';
import { AuthenticatorApps } from './authenticator-apps.js';
import { DemoPeople } from './demo-people.js';
import { Factors } from './factors.js';
import { LastSeen } from './last-seen.js';
import { PasskeyCheck } from './passkey-check.js';
import { PasskeyResolver } from './passkey.resolver.js';
import { PasskeySignIn, PasskeySignInNeeds } from './passkey-sign-in.js';
import { PasskeyStore } from './passkey.store.js';
import { Passkeys } from './passkeys.js';
import { RecoveryCodes } from './recovery-codes.js';
import { IdentitiesService } from './identities.service.js';
import { IdentityAccounts } from './identity-accounts.js';
import { IdentityResolver } from './identity.resolver.js';
import { IdentityStore } from './identity.store.js';
import { NationalIds } from './national-ids.js';
import { OidcProviders } from './oidc-providers.js';
import { OidcSignInService } from './oidc-sign-in.service.js';
import { SecondFactorStore } from './second-factor.store.js';
import { SecondStep } from './second-step.js';
import { SecurityResolver } from './security.resolver.js';
import { Security } from './security.js';
import { Sessions } from './sessions.js';
import { PersonalData } from './personal-data.js';
import { AccessRetention } from './access-retention.js';
import { Retention } from './retention.js';
import { SignInNeeds, SignInService } from './sign-in.service.js';
import { Viewers } from './viewers.js';

/** People, roles, invitations and organisations. */
const people = [
  AcceptanceStores,
  AcceptInvitationService,
  FirstAdministrator,
  GrantFieldsResolver,
  InvitationLetter,
  InvitationNeeds,
  InvitationResolver,
  InvitationRights,
  InvitationService,
  InvitationStore,
  MemberResolver,
  MemberService,
  OrganisationMembers,
  OrganisationResolver,
  OrganisationService,
  OrganisationStore,
  PeopleStore,
  PeopleViews,
  PersonFieldsResolver,
  RoleService,
  ViewerMembershipsResolver,
];

@Global()
@Module({
  providers: [
    ...people,
    Access,
    AccessPersonalData,
    AccessRetention,
    AccessResolver,
    Actors,
    AuthenticatorApps,
    DemoPeople,
    Factors,
    LastSeen,
    PasskeyCheck,
    PasskeyResolver,
    Passkeys,
    PasskeySignIn,
    PasskeySignInNeeds,
    PasskeyStore,
    RecoveryCodes,
    IdentitiesService,
    IdentityAccounts,
    IdentityResolver,
    IdentityStore,
    NationalIds,
    OidcProviders,
    OidcSignInService,
    PersonalData,
    Retention,
    SecondFactorStore,
    SecondStep,
    Security,
    SecurityResolver,
    Sessions,
    SignInNeeds,
    SignInService,
    Viewers,
  ],
  exports: [...people, Access, Actors, DemoPeople, PersonalData, Retention, Sessions, SignInService, Viewers],
})
export class AccessModule {}

export * from './access.js';
export * from './access.model.js';
export * from './accept-invitation.service.js';
export * from './first-administrator.js';
export * from './invitation.entity.js';
export * from './invitation-letter.js';
export * from './invitation.service.js';
export * from './invitation.store.js';
export * from './member.service.js';
export * from './organisation.service.js';
export * from './organisation.store.js';
export * from './people.model.js';
export * from './people.permissions.js';
export { EVERYWHERE } from './people.rules.js';
export * from './people.store.js';
export { PeopleViews } from './people-views.js';
export * from './role.service.js';
export * from './actors.js';
export * from './allow.js';
export * from './allow.guard.js';
export * from './cookies.js';
export * from './demo-people.js';
export * from './identity.entity.js';
export * from './permission.js';
export * from './person.entity.js';
export * from './personal-data.js';
export * from './retention.js';
export * from './second-factor.entity.js';
export * from './session.entity.js';
export * from './sessions.js';
export * from './sign-in-request.js';
export { isOwnPath, SignInService } from './sign-in.service.js';
