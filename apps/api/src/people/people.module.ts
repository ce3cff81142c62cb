import { Module } from '@nestjs/common';
import { PlanModule } from '@rapfang/plan';
import { PeopleResolver } from './people.resolver.js';
import { RoleScopes } from './role-scopes.js';

/** Where roles (access) and plans (plan) meet. */
@Module({ imports: [PlanModule], providers: [PeopleResolver, RoleScopes] })
export class PeopleModule {}
