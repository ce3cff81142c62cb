import { Catch } from '@nestjs/common';
import type { GqlExceptionFilter } from '@nestjs/graphql';

/** Hands every error on to `formatError`, which knows what to log; Nest's own filter would log refusals as faults. */
@Catch()
export class PassOnErrors implements GqlExceptionFilter<unknown, unknown> {
  catch(error: unknown): unknown {
    return error;
  }
}
