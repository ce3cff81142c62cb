import { Args, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Ctx } from '@rapfang/platform';
import { ViewerModel } from './access.model.js';
import { accessPermissions } from './access.permissions.js';
import { Allow, CurrentCookies, CurrentCtx } from './allow.js';
import { AuthenticatorApps } from './authenticator-apps.js';
import type { CookieJar } from './cookies.js';
import { Factors } from './factors.js';
import { CodeArgs, IdArgs } from './security.input.js';
import { AppToScanModel, SecurityModel } from './security.model.js';
import { Security } from './security.js';
import { Sessions } from './sessions.js';
import { Viewers } from './viewers.js';

/** Second factors by code, and the viewer's sessions. */
@Resolver()
export class SecurityResolver {
  constructor(
    private readonly own: Security,
    private readonly apps: AuthenticatorApps,
    private readonly factors: Factors,
    private readonly sessions: Sessions,
    private readonly viewers: Viewers,
  ) {}

  @Query(() => SecurityModel)
  @Allow(accessPermissions.secure)
  security(@CurrentCtx() ctx: Ctx): Promise<SecurityModel> {
    return this.own.of(ctx);
  }

  @Mutation(() => AppToScanModel, {
    description: 'A new app; one that waited for its first code is dropped.',
  })
  @Allow(accessPermissions.secure)
  async startAuthenticatorApp(@CurrentCtx() ctx: Ctx): Promise<AppToScanModel> {
    return this.own.picture(await this.apps.start(ctx, await this.own.accountName(ctx)));
  }

  @Mutation(() => [String], { description: 'Gives recovery codes, once, unless there are some already.' })
  @Allow(accessPermissions.secure)
  confirmAuthenticatorApp(
    @CurrentCtx() ctx: Ctx,
    @CurrentCookies() cookies: CookieJar,
    @Args() { code }: CodeArgs,
  ): Promise<string[]> {
    return this.apps.confirm(ctx, cookies, code);
  }

  @Mutation(() => Boolean)
  @Allow(accessPermissions.secure)
  async removeAuthenticatorApp(@CurrentCtx() ctx: Ctx): Promise<boolean> {
    await this.apps.remove(ctx);
    return true;
  }

  @Mutation(() => [String], { description: 'New recovery codes in place of all earlier ones.' })
  @Allow(accessPermissions.secure)
  renewRecoveryCodes(@CurrentCtx() ctx: Ctx): Promise<string[]> {
    return this.factors.recovery.renew(ctx);
  }

  @Mutation(() => ViewerModel)
  @Allow(accessPermissions.secure)
  async verifyAuthenticatorCode(
    @CurrentCtx() ctx: Ctx,
    @CurrentCookies() cookies: CookieJar,
    @Args() { code }: CodeArgs,
  ): Promise<ViewerModel> {
    await this.apps.verify(ctx, cookies, code);
    return this.viewers.ofCookies(cookies);
  }

  @Mutation(() => ViewerModel)
  @Allow(accessPermissions.secure)
  async useRecoveryCode(
    @CurrentCtx() ctx: Ctx,
    @CurrentCookies() cookies: CookieJar,
    @Args() { code }: CodeArgs,
  ): Promise<ViewerModel> {
    await this.factors.recovery.use(ctx, cookies, code);
    return this.viewers.ofCookies(cookies);
  }

  @Mutation(() => Boolean)
  @Allow(accessPermissions.secure)
  async endSession(@CurrentCtx() ctx: Ctx, @Args() { id }: IdArgs): Promise<boolean> {
    await this.sessions.endOwn(ctx, id);
    return true;
  }

  @Mutation(() => Int, {
    description: 'Signs the viewer out everywhere else; gives how many sessions ended.',
  })
  @Allow(accessPermissions.secure)
  endOtherSessions(@CurrentCtx() ctx: Ctx): Promise<number> {
    return this.sessions.endOthers(ctx);
  }
}
