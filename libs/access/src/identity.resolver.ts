import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Locale, type Ctx, type Language } from '@rapfang/platform';
import { Allow, CurrentCookies, CurrentCtx } from './allow.js';
import type { CookieJar } from './cookies.js';
import { IdentitiesService } from './identities.service.js';
import { LinkedIdentityModel, OidcOutcomeModel, OidcProviderModel } from './identity.model.js';
import { identityPermissions } from './identity.permissions.js';
import { OidcProviders } from './oidc-providers.js';
import { OidcSignInService } from './oidc-sign-in.service.js';
import { Viewers } from './viewers.js';

@Resolver(() => LinkedIdentityModel)
export class IdentityResolver {
  constructor(
    private readonly providers: OidcProviders,
    private readonly signIn: OidcSignInService,
    private readonly identities: IdentitiesService,
    private readonly viewers: Viewers,
  ) {}

  @Query(() => [OidcProviderModel], { name: 'oidcProviders' })
  @Allow(identityPermissions.signInAtProvider)
  listProviders(): OidcProviderModel[] {
    return this.providers.list().map(({ key, name }) => ({ key, name }));
  }

  @Mutation(() => String, { description: 'Address of the provider for this browser to go to.' })
  @Allow(identityPermissions.signInAtProvider)
  startOidcSignIn(
    @CurrentCtx() ctx: Ctx,
    @CurrentCookies() cookies: CookieJar,
    @Args('provider') provider: string,
    @Args('locale', { type: () => Locale }) locale: Language,
    @Args('returnTo', { type: () => String, nullable: true }) returnTo: string | null,
  ): Promise<string> {
    return this.signIn.start(ctx, cookies, provider, locale, returnTo);
  }

  @Mutation(() => String, { description: 'As startOidcSignIn, to add the identity to the own account.' })
  @Allow(identityPermissions.keepIdentities)
  startIdentityLink(
    @CurrentCtx() ctx: Ctx,
    @CurrentCookies() cookies: CookieJar,
    @Args('provider') provider: string,
    @Args('locale', { type: () => Locale }) locale: Language,
  ): Promise<string> {
    return this.signIn.startLink(ctx, cookies, provider, locale);
  }

  @Mutation(() => OidcOutcomeModel)
  @Allow(identityPermissions.signInAtProvider)
  async completeOidcSignIn(
    @CurrentCtx() ctx: Ctx,
    @CurrentCookies() cookies: CookieJar,
    @Args('provider') provider: string,
    @Args('answer', { description: 'Query of the address to which the provider sent the browser.' })
    answer: string,
  ): Promise<OidcOutcomeModel> {
    const outcome = await this.signIn.complete(ctx, cookies, provider, answer);
    return { ...outcome, viewer: await this.viewers.ofCookies(cookies) };
  }

  @Query(() => [LinkedIdentityModel], { name: 'identities' })
  @Allow(identityPermissions.keepIdentities)
  listIdentities(@CurrentCtx() ctx: Ctx): Promise<LinkedIdentityModel[]> {
    return this.identities.list(ctx);
  }

  @Mutation(() => Boolean)
  @Allow(identityPermissions.keepIdentities)
  async unlinkIdentity(@CurrentCtx() ctx: Ctx, @Args('id', { type: () => ID }) id: string): Promise<boolean> {
    await this.identities.unlink(ctx, id);
    return true;
  }
}
