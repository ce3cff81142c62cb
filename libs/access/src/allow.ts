import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { Ctx } from '@rapfang/platform';
import type { AnyPermission } from './permission.js';
import type { CookieJar } from './cookies.js';

export const ALLOW = 'rapfang:allow';

/** What the mark on an operation or a field says. */
export type AllowMark =
  { permission: AnyPermission } | { public: true; why: string } | { parent: true; note: string };

/** Marks an operation, or a field with a resolver of its own, with the permission it needs. */
export const Allow = (permission: AnyPermission) => SetMetadata(ALLOW, { permission } satisfies AllowMark);

/** Marks an operation or a field that everyone may ask for, and says why. */
export const Public = (why: string) => SetMetadata(ALLOW, { public: true, why } satisfies AllowMark);

/**
 * Marks a field that whoever may read the object may read too.
 * @param note how it is narrowed, where it is: "Empty for readers outside the desk."
 */
export const OfParent = (note = '') => SetMetadata(ALLOW, { parent: true, note } satisfies AllowMark);

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
