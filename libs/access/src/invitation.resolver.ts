import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Ctx } from '@rapfang/platform';
import { AcceptInvitationService } from './accept-invitation.service.js';
import { OrganisationModel, ViewerModel } from './access.model.js';
import { Allow, CurrentCookies, CurrentCtx, OfParent } from './allow.js';
import type { CookieJar } from './cookies.js';
import { InvitationService } from './invitation.service.js';
import { AcceptInvitationInput, RevokeInvitationInput } from './people.input.js';
import { grantOf, invitationModel, InvitationModel, InvitationOfferModel } from './people.model.js';
import { memberPermissions, peoplePermissions } from './people.permissions.js';
import { PeopleViews } from './people-views.js';
import { Viewers } from './viewers.js';

@Resolver(() => InvitationModel)
export class InvitationResolver {
  constructor(
    private readonly inviting: InvitationService,
    private readonly accepting: AcceptInvitationService,
    private readonly views: PeopleViews,
    private readonly viewers: Viewers,
  ) {}

  @Query(() => InvitationOfferModel, {
    nullable: true,
    description:
      'What a letter offers; reading it uses nothing up. Null when its link opens nothing (any more).',
  })
  @Allow(peoplePermissions.acceptInvitation)
  async invitation(
    @CurrentCtx() ctx: Ctx,
    @Args('token') token: string,
  ): Promise<InvitationOfferModel | null> {
    const found = token.length <= 64 ? await this.accepting.read(ctx, token) : null;
    if (!found) return null;
    const { invitation, fit } = found;
    const { email, memberKind, expiresAt, organisationId, invitedById } = invitation;
    return {
      email,
      grant: grantOf(invitation),
      organisation: await this.views.organisation(ctx, organisationId),
      memberKind,
      invitedByName: await this.views.name(ctx, invitedById),
      expiresAt,
      fit,
      // Whether there is an account, and a name on it, is told to nobody but itself.
      asksName: fit === 'SIGN_IN' || (fit === 'READY' && ctx.actor.displayName === null),
    };
  }

  @Mutation(() => ViewerModel, { description: 'Once; signs a guest in, as a sign-in link does.' })
  @Allow(peoplePermissions.acceptInvitation)
  async acceptInvitation(
    @CurrentCtx() ctx: Ctx,
    @CurrentCookies() cookies: CookieJar,
    @Args('input') input: AcceptInvitationInput,
  ): Promise<ViewerModel> {
    await this.accepting.accept(ctx, input, cookies);
    return this.viewers.ofCookies(cookies);
  }

  @Mutation(() => InvitationModel, { description: 'A new letter with a new link; the old link dies.' })
  @Allow(memberPermissions.manageMembers)
  async resendInvitation(
    @CurrentCtx() ctx: Ctx,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<InvitationModel> {
    return invitationModel(await this.inviting.resend(ctx, id));
  }

  @Mutation(() => Boolean)
  @Allow(memberPermissions.manageMembers)
  async revokeInvitation(
    @CurrentCtx() ctx: Ctx,
    @Args('input') { id, reason }: RevokeInvitationInput,
  ): Promise<boolean> {
    await this.inviting.revoke(ctx, id, reason);
    return true;
  }

  @ResolveField(() => String, { nullable: true })
  @OfParent()
  invitedByName(@CurrentCtx() ctx: Ctx, @Parent() { invitedById }: InvitationModel): Promise<string | null> {
    return this.views.name(ctx, invitedById);
  }

  @ResolveField(() => OrganisationModel, { nullable: true })
  @OfParent()
  organisation(
    @CurrentCtx() ctx: Ctx,
    @Parent() { organisationId }: InvitationModel,
  ): Promise<OrganisationModel | null> {
    return this.views.organisation(ctx, organisationId);
  }
}
