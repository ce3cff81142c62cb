/** access: people, organisations, sessions, roles; who may do what, asked in one place. */
import { Global, Module } from '@nestjs/common';
import { Access } from './access.js';
import { AccessResolver } from './access.resolver.js';
import { Actors } from './actors.js';
import { DemoPeople } from './demo-people.js';
import { LastSeen } from './last-seen.js';
import { SecondFactorStore } from './second-factor.store.js';
import { Sessions } from './sessions.js';
import { SignInNeeds, SignInService } from './sign-in.service.js';
import { Viewers } from './viewers.js';

@Global()
@Module({
  providers: [
    Access,
    AccessResolver,
    Actors,
    DemoPeople,
    LastSeen,
    SecondFactorStore,
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
export * from './permission.js';
export * from './person.entity.js';
export * from './second-factor.entity.js';
export * from './session.entity.js';
export * from './sessions.js';
export * from './sign-in-request.js';
export { isOwnPath, SignInService } from './sign-in.service.js';
