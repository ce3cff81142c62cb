import { Inject } from '@nestjs/common';
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import {
  DomainError,
  ENVIRONMENT,
  ErrorCode,
  Locale,
  type Ctx,
  type Environment,
  type Language,
} from '@rapfang/platform';
import { DemoPersonModel, SignInRequestedModel, ViewerModel } from './access.model.js';
import { accessPermissions } from './access.permissions.js';
import { Allow, CurrentCookies, CurrentCtx } from './allow.js';
import type { CookieJar } from './cookies.js';
import { DEMO_PEOPLE, DemoPeople } from './demo-people.js';
import { Sessions } from './sessions.js';
import { SignInService } from './sign-in.service.js';
import { Viewers } from './viewers.js';

@Resolver(() => ViewerModel)
export class AccessResolver {
  constructor(
    private readonly signIn: SignInService,
    private readonly sessions: Sessions,
    private readonly viewers: Viewers,
    private readonly demoPeople: DemoPeople,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  @Query(() => ViewerModel)
  @Allow(accessPermissions.view)
  viewer(@CurrentCtx() ctx: Ctx): Promise<ViewerModel> {
    return this.viewers.of(ctx.actor);
  }

  @Query(() => [DemoPersonModel], {
    name: 'demoPeople',
    description: 'Empty unless the server runs with demo data.',
  })
  @Allow(accessPermissions.signIn)
  listDemoPeople(): DemoPersonModel[] {
    return this.environment.demo ? [...DEMO_PEOPLE] : [];
  }

  @Mutation(() => SignInRequestedModel)
  @Allow(accessPermissions.signIn)
  async requestSignIn(
    @CurrentCtx() ctx: Ctx,
    @Args('email') email: string,
    @Args('locale', { type: () => Locale }) locale: Language,
    @Args('returnTo', { type: () => String, nullable: true }) returnTo: string | null,
  ): Promise<SignInRequestedModel> {
    const link = await this.signIn.request(ctx, email, locale, returnTo);
    return { sent: true, demoLink: this.environment.demo ? link : null };
  }

  @Mutation(() => ViewerModel)
  @Allow(accessPermissions.signIn)
  async completeSignIn(
    @CurrentCtx() ctx: Ctx,
    @CurrentCookies() cookies: CookieJar,
    @Args('token') token: string,
  ): Promise<ViewerModel> {
    await this.signIn.complete(ctx, token, cookies);
    return this.viewers.ofCookies(cookies);
  }

  @Mutation(() => ViewerModel)
  @Allow(accessPermissions.signIn)
  async signInAsDemoPerson(
    @CurrentCtx() ctx: Ctx,
    @CurrentCookies() cookies: CookieJar,
    @Args('key') key: string,
  ): Promise<ViewerModel> {
    const personId = this.environment.demo ? await this.demoPeople.idOf(key) : null;
    if (!personId) throw new DomainError(ErrorCode.NOT_FOUND, { field: 'key' });
    await this.signIn.open(ctx, personId, cookies, {
      method: 'DEMO',
      assurance: 'EMAIL',
      secondFactor: true,
    });
    return this.viewers.ofCookies(cookies);
  }

  @Mutation(() => Boolean)
  @Allow(accessPermissions.signOut)
  async signOut(@CurrentCtx() ctx: Ctx, @CurrentCookies() cookies: CookieJar): Promise<boolean> {
    await this.sessions.close(ctx, cookies);
    return true;
  }
}
