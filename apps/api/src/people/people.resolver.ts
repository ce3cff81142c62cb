import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import {
  administeredScopes,
  Allow,
  CurrentCtx,
  InvitationConnection,
  InvitationModel,
  invitationModel,
  InvitationService,
  InvitationStore,
  PeopleStore,
  peoplePermissions,
  PersonConnection,
  PersonModel,
  personModel,
  readPeoplePermissions,
  RoleService,
  type PeopleFilter,
  type PersonEntity,
} from '@rapfang/access';
import { connectionFrom, keysetQuery, type Connection, type Ctx } from '@rapfang/platform';
import {
  GiveRoleInput,
  InvitationsArgs,
  InviteToRoleInput,
  PeopleArgs,
  TakeRoleInput,
} from './people.input.js';
import { RoleScopes } from './role-scopes.js';

/** People and their roles on plans: two rooms meet, for a role stands in one and its plan in the other. */
@Resolver(() => PersonModel)
export class PeopleResolver {
  constructor(
    private readonly scopes: RoleScopes,
    private readonly people: PeopleStore,
    private readonly roles: RoleService,
    private readonly invitations: InvitationStore,
    private readonly inviting: InvitationService,
  ) {}

  @Query(() => PersonConnection, { name: 'people' })
  @Allow(readPeoplePermissions.read)
  async listPeople(
    @CurrentCtx() ctx: Ctx,
    @Args() { planKey, role, search, staff, ...page }: PeopleArgs,
  ): Promise<Connection<PersonModel>> {
    const scope = planKey ? await this.scopes.administered(ctx, planKey) : null;
    const visible = administeredScopes(ctx.actor);
    const filter: PeopleFilter = {
      visible,
      scope,
      role: role ?? null,
      search: search ?? null,
      staff: staff ?? null,
    };
    const found = await this.people.listPeople(ctx, filter, keysetQuery(page, ['string']));
    return connectionFrom(
      { ...found, items: found.items.map((person) => personModel(person, visible)) },
      () => this.people.countPeople(ctx, filter),
    );
  }

  @Query(() => InvitationConnection, { name: 'invitations', description: 'Open ones, to roles on plans.' })
  @Allow(peoplePermissions.administer)
  async listInvitations(
    @CurrentCtx() ctx: Ctx,
    @Args() { planKey, ...page }: InvitationsArgs,
  ): Promise<Connection<InvitationModel>> {
    const scopes = planKey ? [await this.scopes.administered(ctx, planKey)] : administeredScopes(ctx.actor);
    const found = await this.invitations.listOpen(ctx, { scopes }, keysetQuery(page, ['string']));
    return connectionFrom({ ...found, items: found.items.map(invitationModel) }, () =>
      this.invitations.countOpen(ctx, { scopes }),
    );
  }

  @Mutation(() => PersonModel)
  @Allow(peoplePermissions.administer)
  async giveRole(
    @CurrentCtx() ctx: Ctx,
    @Args('input') { planKey, organisationKey, ...input }: GiveRoleInput,
  ): Promise<PersonModel> {
    const scope = await this.scopes.administered(ctx, planKey);
    const organisationId = await this.scopes.organisationId(ctx, organisationKey);
    return shown(ctx, await this.roles.giveRole(ctx, { ...input, scope, organisationId }));
  }

  @Mutation(() => PersonModel)
  @Allow(peoplePermissions.administer)
  async takeRole(
    @CurrentCtx() ctx: Ctx,
    @Args('input') { planKey, ...input }: TakeRoleInput,
  ): Promise<PersonModel> {
    const scope = await this.scopes.administered(ctx, planKey);
    return shown(ctx, await this.roles.takeRole(ctx, { ...input, scope }));
  }

  @Mutation(() => InvitationModel)
  @Allow(peoplePermissions.administer)
  async inviteToRole(
    @CurrentCtx() ctx: Ctx,
    @Args('input') { planKey, organisationKey, ...input }: InviteToRoleInput,
  ): Promise<InvitationModel> {
    const scope = await this.scopes.administered(ctx, planKey);
    const organisationId = await this.scopes.organisationId(ctx, organisationKey);
    const { invitation } = await this.inviting.invite(ctx, { ...input, scope, organisationId });
    return invitationModel(invitation);
  }
}

function shown(ctx: Ctx, person: PersonEntity): PersonModel {
  ctx.loaders.clear();
  return personModel(person, administeredScopes(ctx.actor));
}
