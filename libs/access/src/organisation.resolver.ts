import { Args, ArgsType, Field, Mutation, Query, Resolver } from '@nestjs/graphql';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import {
  connectionFrom,
  connectionOf,
  keysetQuery,
  PageArgs,
  type Connection,
  type Ctx,
} from '@rapfang/platform';
import { Access } from './access.js';
import { OrganisationModel } from './access.model.js';
import { Allow, CurrentCtx } from './allow.js';
import { MemberService } from './member.service.js';
import { OrganisationService } from './organisation.service.js';
import { OrganisationStore } from './organisation.store.js';
import {
  ChangeMemberKindInput,
  RegisterOrganisationInput,
  RemoveMemberInput,
  RenameOrganisationInput,
} from './people.input.js';
import { organisationModel } from './people.model.js';
import { memberPermissions, peoplePermissions } from './people.permissions.js';

const { Connection: OrganisationConnection } = connectionOf('Organisation', OrganisationModel);

@ArgsType()
class OrganisationsArgs extends PageArgs {
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(200) search?: string | null;
}

/** The register of organisations and what its managers do with their members. */
@Resolver(() => OrganisationModel)
export class OrganisationResolver {
  constructor(
    private readonly access: Access,
    private readonly organisations: OrganisationStore,
    private readonly register: OrganisationService,
    private readonly members: MemberService,
  ) {}

  @Query(() => OrganisationConnection, { name: 'organisations' })
  @Allow(peoplePermissions.administerOrganisations)
  async listOrganisations(
    @CurrentCtx() ctx: Ctx,
    @Args() { search, ...page }: OrganisationsArgs,
  ): Promise<Connection<OrganisationModel>> {
    this.access.require(ctx, peoplePermissions.administerOrganisations, { planId: null });
    const found = await this.organisations.listOrganisations(ctx, search, keysetQuery(page, ['string']));
    return connectionFrom({ ...found, items: found.items.map(organisationModel) }, () =>
      this.organisations.countOrganisations(ctx, search),
    );
  }

  @Query(() => OrganisationModel, {
    name: 'managedOrganisation',
    nullable: true,
    description: 'An organisation whose members one manages; null for everybody else.',
  })
  @Allow(memberPermissions.manageMembers)
  async managedOrganisation(
    @CurrentCtx() ctx: Ctx,
    @Args('key') key: string,
  ): Promise<OrganisationModel | null> {
    const organisation = await this.organisations.findByKey(ctx, key);
    if (!organisation || !(await this.members.manages(ctx, organisation.id))) return null;
    return organisationModel(organisation);
  }

  @Mutation(() => OrganisationModel)
  @Allow(peoplePermissions.administerOrganisations)
  async registerOrganisation(
    @CurrentCtx() ctx: Ctx,
    @Args('input') input: RegisterOrganisationInput,
  ): Promise<OrganisationModel> {
    return organisationModel(await this.register.registerOrganisation(ctx, input));
  }

  @Mutation(() => OrganisationModel)
  @Allow(peoplePermissions.administerOrganisations)
  async renameOrganisation(
    @CurrentCtx() ctx: Ctx,
    @Args('input') input: RenameOrganisationInput,
  ): Promise<OrganisationModel> {
    return organisationModel(await this.register.renameOrganisation(ctx, input));
  }

  @Mutation(() => OrganisationModel)
  @Allow(memberPermissions.manageMembers)
  async changeMemberKind(
    @CurrentCtx() ctx: Ctx,
    @Args('input') input: ChangeMemberKindInput,
  ): Promise<OrganisationModel> {
    return organisationModel(await this.members.changeMemberKind(ctx, input));
  }

  @Mutation(() => OrganisationModel, { description: 'They speak in its name no more; what they said stays.' })
  @Allow(memberPermissions.manageMembers)
  async removeMember(
    @CurrentCtx() ctx: Ctx,
    @Args('input') input: RemoveMemberInput,
  ): Promise<OrganisationModel> {
    return organisationModel(await this.members.removeMember(ctx, input));
  }

  @Mutation(() => Boolean)
  @Allow(peoplePermissions.leaveOrganisation)
  async leaveOrganisation(
    @CurrentCtx() ctx: Ctx,
    @Args('organisationKey') organisationKey: string,
  ): Promise<boolean> {
    await this.members.leaveOrganisation(ctx, organisationKey);
    return true;
  }
}
