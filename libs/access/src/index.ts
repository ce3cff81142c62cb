/** access: people, organisations, sessions, roles; who may do what, asked in one place. */
import { Global, Module } from '@nestjs/common';
import { Access } from './access.js';
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
import { SignInNeeds, SignInService } from './sign-in.service.js';
import { Viewers } from './viewers.js';

@Global()
@Module({
  providers: [
    Access,
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
    SecondFactorStore,
    SecondStep,
    Security,
    SecurityResolver,
    Sessions,
    SignInNeeds,
    SignInService,
    Viewers,
  ],
  exports: [Access, Actors, DemoPeople, Sessions, SignInService, Viewers],
})
export class AccessModule {}

export * from './access.js';
export * from './access.model.js';
export * from './actors.js';
export * from './allow.js';
export * from './allow.guard.js';
export * from './cookies.js';
export * from './demo-people.js';
export * from './identity.entity.js';
export * from './permission.js';
export * from './person.entity.js';
export * from './second-factor.entity.js';
export * from './session.entity.js';
export * from './sessions.js';
export * from './sign-in-request.js';
export { isOwnPath, SignInService } from './sign-in.service.js';
