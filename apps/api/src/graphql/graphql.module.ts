import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Module } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { stringifySetCookie } from 'cookie';
import { Actors } from '@rapfang/access';
import { ENVIRONMENT, Limits, newId, type Environment } from '@rapfang/platform';
import { formatError } from './error-format.js';
import { executionPlugin } from './execution.plugin.js';
import { limitsPlugin } from './limits.plugin.js';
import { OperationContexts } from './operation-context.js';

@Module({ providers: [OperationContexts], exports: [OperationContexts] })
export class OperationContextModule {}

/** The schema is in the repository; in production nobody needs to ask the server for it. */
export const mayIntrospect = ({ production }: Pick<Environment, 'production'>): boolean => !production;

/** The deepest page asks for 9. */
const DEPTH_MOST = 12;

/** GraphQL over Apollo on Fastify at /graphql. */
export const graphqlModule = GraphQLModule.forRootAsync<ApolloDriverConfig>({
  driver: ApolloDriver,
  imports: [OperationContextModule],
  inject: [ENVIRONMENT, OperationContexts, Actors, Limits],
  useFactory: (environment: Environment, contexts: OperationContexts, actors: Actors, limits: Limits) => ({
    autoSchemaFile: true,
    sortSchema: true,
    path: '/graphql',
    graphiql: false,
    introspection: mayIntrospect(environment),
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    // Refusals of Apollo's own, before an operation has a context; the others are shaped by the plugin.
    formatError: (_shown, error) => formatError(error, newId()),
    validationRules: [
      maxDepthRule({
        n: DEPTH_MOST,
        // Reported like any other mistake of the client's; thrown, it would pass for a fault of ours.
        propagateOnRejection: false,
        onReject: [(context, error) => context?.reportError(error)],
      }),
    ],
    // Cache control would wrap the resolver of every field for good, also those that graphql-jit compiles away.
    plugins: [ApolloServerPluginCacheControlDisabled(), limitsPlugin(), executionPlugin(actors, limits)],
    context: (request: FastifyRequest, reply: FastifyReply) =>
      contexts.make({
        cookieHeader: request.headers.cookie,
        address: request.ip,
        userAgent: request.headers['user-agent'],
        onCookie: ({ name, value, options }) =>
          void reply.header('set-cookie', stringifySetCookie({ name, value, ...options })),
      }),
  }),
});
