import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { GqlExecutionContext, type GqlContextType } from '@nestjs/graphql';
import { refusalOf } from './access.js';
import { ALLOW, type AllowMark, type OperationContext } from './allow.js';
import { inAudience } from './permission.js';

/**
 * First gate, on every GraphQL operation: the caller must belong to the audience of its permission.
 * The service asks again with the facts (which plan, whose comment). Unmarked operations never get
 * here: `markedOperations` of the api stops the start.
 */
@Injectable()
export class AllowGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const mark = this.reflector.get<AllowMark | undefined>(ALLOW, context.getHandler());
    if (context.getType<GqlContextType>() !== 'graphql') return mark !== undefined;
    const execution = GqlExecutionContext.create(context);
    if (!mark || 'parent' in mark) return false;
    if ('public' in mark) return true;
    const { ctx } = execution.getContext<OperationContext>();
    if (inAudience(ctx.actor, mark.permission.audience)) return true;
    throw refusalOf(ctx.actor, mark.permission);
  }
}
