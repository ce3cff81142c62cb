import { Args, ArgsType, Field, Mutation, Query, Resolver } from '@nestjs/graphql';
import { IsString, MaxLength } from 'class-validator';
import {
  connectionFrom,
  connectionOf,
  keysetQuery,
  PageArgs,
  type Connection,
  type Ctx,
} from '@rapfang/platform';
import { Access } from './access.js';
import { Allow, CurrentCtx } from './allow.js';
import { InvitationService } from './invitation.service.js';
import { InvitationStore } from './invitation.store.js';
import { MemberService } from './member.service.js';
import { InviteToOrganisationInput } from './people.input.js';
import { InvitationConnection, invitationModel, InvitationModel, MemberModel } from './people.model.js';
import { memberPermissions, peoplePermissions } from './people.permissions.js';
import { OrganisationMembers } from './organisation-members.js';

const { Connection: MemberConnection } = connectionOf('Member', MemberModel);

@ArgsType()
class OfOrganisationArgs extends PageArgs {
  @Field() @IsString() @MaxLength(64) organisationKey!: string;
}

/** Who speaks in an organisation's name, and who is invited to. */
@Resolver(() => MemberModel)
export class MemberResolver {
  constructor(
    private readonly access: Access,
    private readonly members: MemberService,
    private readonly list: OrganisationMembers,
    private readonly invitations: InvitationStore,
    private readonly inviting: InvitationService,
  ) {}

  @Query(() => MemberConnection, { name: 'members' })
  @Allow(memberPermissions.manageMembers)
  async listMembers(
    @CurrentCtx() ctx: Ctx,
    @Args() { organisationKey, ...page }: OfOrganisationArgs,
  ): Promise<Connection<MemberModel>> {
    const { id } = await this.members.getManaged(ctx, organisationKey);
    const whole = this.access.may(ctx, peoplePermissions.administerOrganisations, { planId: null });
    const found = await this.list.page(ctx, id, keysetQuery(page, ['string']), whole);
    return connectionFrom(found, () => this.list.count(ctx, id));
  }

  @Query(() => InvitationConnection, { name: 'organisationInvitations' })
  @Allow(memberPermissions.manageMembers)
  async listInvitations(
    @CurrentCtx() ctx: Ctx,
    @Args() { organisationKey, ...page }: OfOrganisationArgs,
  ): Promise<Connection<InvitationModel>> {
    const filter = { organisationId: (await this.members.getManaged(ctx, organisationKey)).id };
    const found = await this.invitations.listOpen(ctx, filter, keysetQuery(page, ['string']));
    return connectionFrom({ ...found, items: found.items.map(invitationModel) }, () =>
      this.invitations.countOpen(ctx, filter),
    );
  }

  @Mutation(() => InvitationModel)
  @Allow(memberPermissions.manageMembers)
  async inviteToOrganisation(
    @CurrentCtx() ctx: Ctx,
    @Args('input') { organisationKey, ...input }: InviteToOrganisationInput,
  ): Promise<InvitationModel> {
    const { id: organisationId } = await this.members.getManaged(ctx, organisationKey);
    const { invitation } = await this.inviting.invite(ctx, { ...input, organisationId });
    return invitationModel(invitation);
  }
}
