import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Ctx } from '@rapfang/platform';
import { GrantModel, OrganisationModel, ViewerModel } from './access.model.js';
import { CurrentCtx, OfParent } from './allow.js';
import { OrganisationMembershipModel, PersonModel } from './people.model.js';
import { PeopleViews } from './people-views.js';

@Resolver(() => PersonModel)
export class PersonFieldsResolver {
  constructor(private readonly views: PeopleViews) {}

  @ResolveField(() => [GrantModel], { description: 'Of an administrator of one plan: those on that plan.' })
  @OfParent()
  grants(@CurrentCtx() ctx: Ctx, @Parent() { id, visibleScopes }: PersonModel): Promise<GrantModel[]> {
    return this.views.grants(ctx, id, visibleScopes);
  }

  @ResolveField(() => [OrganisationMembershipModel])
  @OfParent()
  memberships(
    @CurrentCtx() ctx: Ctx,
    @Parent() { id, visibleScopes }: PersonModel,
  ): Promise<OrganisationMembershipModel[]> {
    return visibleScopes === null ? this.views.memberships(ctx, id) : Promise.resolve([]);
  }
}

@Resolver(() => GrantModel)
export class GrantFieldsResolver {
  constructor(private readonly views: PeopleViews) {}

  @ResolveField(() => OrganisationModel, { nullable: true, description: 'For which an AGENCY role is held.' })
  @OfParent()
  organisation(
    @CurrentCtx() ctx: Ctx,
    @Parent() { organisationId }: GrantModel,
  ): Promise<OrganisationModel | null> {
    return this.views.organisation(ctx, organisationId);
  }
}

@Resolver(() => ViewerModel)
export class ViewerMembershipsResolver {
  constructor(private readonly views: PeopleViews) {}

  @ResolveField(() => [OrganisationMembershipModel])
  @OfParent()
  memberships(@CurrentCtx() ctx: Ctx, @Parent() { id }: ViewerModel): Promise<OrganisationMembershipModel[]> {
    return id ? this.views.memberships(ctx, id) : Promise.resolve([]);
  }
}
