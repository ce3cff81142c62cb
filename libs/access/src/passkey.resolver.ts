import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { invalid, type Ctx } from '@rapfang/platform';
import { ViewerModel } from './access.model.js';
import { accessPermissions } from './access.permissions.js';
import { Allow, CurrentCookies, CurrentCtx } from './allow.js';
import type { CookieJar } from './cookies.js';
import { PasskeySignIn } from './passkey-sign-in.js';
import { Passkeys } from './passkeys.js';
import { IdArgs, NewPasskeyArgs, PasskeyAnswerArgs, RenamePasskeyArgs } from './security.input.js';
import { Security } from './security.js';
import { Viewers } from './viewers.js';

/** Passkeys travel as the JSON that browsers make and take (WebAuthn Level 3, `toJSON`). */
@Resolver()
export class PasskeyResolver {
  constructor(
    private readonly passkeys: Passkeys,
    private readonly signIn: PasskeySignIn,
    private readonly own: Security,
    private readonly viewers: Viewers,
  ) {}

  @Mutation(() => String, { description: 'Options for `navigator.credentials.create`, as JSON.' })
  @Allow(accessPermissions.secure)
  async startPasskeyRegistration(
    @CurrentCtx() ctx: Ctx,
    @CurrentCookies() cookies: CookieJar,
  ): Promise<string> {
    const name = await this.own.accountName(ctx);
    return this.passkeys.startRegistration(ctx, cookies, { id: ctx.actor.id, name });
  }

  @Mutation(() => ViewerModel)
  @Allow(accessPermissions.secure)
  async finishPasskeyRegistration(
    @CurrentCtx() ctx: Ctx,
    @CurrentCookies() cookies: CookieJar,
    @Args() { answer, name }: NewPasskeyArgs,
  ): Promise<ViewerModel> {
    await this.passkeys.finishRegistration(ctx, cookies, parsed(answer), name);
    return this.viewers.ofCookies(cookies);
  }

  @Mutation(() => Boolean)
  @Allow(accessPermissions.secure)
  async renamePasskey(@CurrentCtx() ctx: Ctx, @Args() { id, name }: RenamePasskeyArgs): Promise<boolean> {
    await this.passkeys.rename(ctx, id, name);
    return true;
  }

  @Mutation(() => Boolean)
  @Allow(accessPermissions.secure)
  async removePasskey(@CurrentCtx() ctx: Ctx, @Args() { id }: IdArgs): Promise<boolean> {
    await this.passkeys.remove(ctx, id);
    return true;
  }

  @Mutation(() => String, { description: 'Options for `navigator.credentials.get`, as JSON.' })
  @Allow(accessPermissions.signIn)
  startPasskeySignIn(@CurrentCtx() ctx: Ctx, @CurrentCookies() cookies: CookieJar): Promise<string> {
    return this.signIn.start(ctx, cookies);
  }

  @Mutation(() => ViewerModel)
  @Allow(accessPermissions.signIn)
  async finishPasskeySignIn(
    @CurrentCtx() ctx: Ctx,
    @CurrentCookies() cookies: CookieJar,
    @Args() { answer }: PasskeyAnswerArgs,
  ): Promise<ViewerModel> {
    await this.signIn.finish(ctx, cookies, parsed(answer));
    return this.viewers.ofCookies(cookies);
  }
}

/** @throws DomainError VALIDATION with rule `refused` when it is no JSON */
function parsed(answer: string): unknown {
  try {
    return JSON.parse(answer) as unknown;
  } catch {
    throw invalid('passkey', 'refused');
  }
}
