import type { preValidationAsyncHookHandler } from 'fastify';
import { inAudience, refusalOf, type AnyPermission } from '@rapfang/access';
import type { OperationContexts } from '../graphql/operation-context.js';
import { sendRefusal } from '../http/refusals.js';

/** Asks, before a route that not everyone may use, who calls. The route's own code judges the facts. */
export function routeJudge(
  contexts: OperationContexts,
): (permission: AnyPermission) => preValidationAsyncHookHandler {
  return (permission) => async (request, reply) => {
    const { ctx } = await contexts.make({ cookieHeader: request.headers.cookie, address: request.ip });
    if (inAudience(ctx.actor, permission.audience)) return;
    return sendRefusal(reply, refusalOf(ctx.actor, permission), ctx.requestId);
  };
}
