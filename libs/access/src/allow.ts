import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { Ctx } from '@rapfang/platform';
import type { AnyPermission } from './permission.js';
import type { CookieJar } from './cookies.js';

export const ALLOW = 'rapfang:allow';

/** What the mark on an operation says. */
export type AllowMark = { permission: AnyPermission } | { public: true; why: string };

/** Marks an operation, route or socket event with the permission it needs. */
export const Allow = (permission: AnyPermission) => SetMetadata(ALLOW, { permission } satisfies AllowMark);

/** Marks an operation that everyone may call, and says why. */
export const Public = (why: string) => SetMetadata(ALLOW, { public: true, why } satisfies AllowMark);

/** What every GraphQL operation runs in. */
export interface OperationContext {
  ctx: Ctx;
  cookies: CookieJar;
}

/** The context of the request: `verb(@CurrentCtx() ctx: Ctx, …)`. */
export const CurrentCtx = createParamDecorator((_: unknown, context: ExecutionContext): Ctx => {
  return GqlExecutionContext.create(context).getContext<OperationContext>().ctx;
});

/** Cookies that the operation may set: sign-in and guest. */
export const CurrentCookies = createParamDecorator((_: unknown, context: ExecutionContext): CookieJar => {
  return GqlExecutionContext.create(context).getContext<OperationContext>().cookies;
});
