import type { ApolloServerPlugin, GraphQLRequestContext } from '@apollo/server';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import { OperationTypeNode, type GraphQLSchema } from 'graphql';
import { authorKey, type Actors, type OperationContext } from '@rapfang/access';
import { ErrorCode, type Limit, type Limits } from '@rapfang/platform';
import { formatError } from './error-format.js';

/** Where nothing was run because variables do not fit; Apollo would call it our fault (500). */
const CLIENTS_MISTAKE = 400;
/** More than a moderator with both hands on the keys; and what a hall of people does behind one address. */
const ACTS: Limit = { name: 'acts', points: 600, seconds: 60 };
const ACTS_OF_ADDRESS: Limit = { name: 'acts.address', points: 6000, seconds: 60 };
/** Compiled operations kept; each is some hundred kB at most. */
const COMPILED_MOST = 300;

/**
 * Runs operations compiled by graphql-jit from their second appearance on (one that comes once is
 * not worth compiling), and formats errors, which the compiled path would leave bare.
 */
export function executionPlugin(actors: Actors, limits: Limits): ApolloServerPlugin<OperationContext> {
  const compiled = new LRUCache<string, CompiledQuery | 'seen' | 'refused'>({ max: COMPILED_MOST });
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ operation, contextValue, request }) {
          if (operation?.operation !== OperationTypeNode.MUTATION) return;
          // Beside the limits that single acts have of their own: no act at all is without one.
          const { actor: caller, address } = contextValue.ctx;
          if (caller.kind === 'person') await limits.use(ACTS, authorKey(caller));
          await limits.use(ACTS_OF_ADDRESS, address);
          // The first act of a guest gives the browser a cookie, so that it is known as its author.
          const { ctx, cookies } = contextValue;
          const actor = actors.rememberGuest(ctx.actor, cookies, clientIdOf(request.variables));
          contextValue.ctx = { ...ctx, actor };
        },
        async responseForOperation(request) {
          const query = compiledQuery(compiled, request);
          if (!query) return null;
          const { contextValue } = request;
          const result = await query.query(undefined, contextValue, request.request.variables ?? {});
          if (result.data === undefined) request.response.http.status ??= CLIENTS_MISTAKE;
          const errors = result.errors?.map((error) => formatError(error, contextValue.ctx.requestId));
          return {
            http: request.response.http,
            body: {
              kind: 'single',
              singleResult: {
                ...(result.data !== undefined && { data: result.data }),
                ...(errors && { errors }),
              },
            },
          };
        },
        async willSendResponse({ response, errors, contextValue }) {
          // Errors of the plain path, and those found before execution (syntax, limits).
          if (!errors || response.body.kind !== 'single') return;
          const { singleResult } = response.body;
          const shown = errors.map((error) => formatError(error, contextValue.ctx?.requestId ?? 'unknown'));
          singleResult.errors = shown;
          const ours = shown.some(({ extensions }) => extensions?.['code'] === ErrorCode.INTERNAL);
          if (singleResult.data === undefined && !ours && (response.http.status ?? 500) === 500)
            response.http.status = CLIENTS_MISTAKE;
        },
      };
    },
  };
}

/** Shortest id that counts as random; shorter ones could be guessed, and with them the author. */
const CLIENT_ID_LEAST = 16;

function clientIdOf(variables: Record<string, unknown> | undefined): string | null {
  const input = variables?.['input'];
  const clientId =
    typeof input === 'object' && input !== null ? (input as { clientId?: unknown }).clientId : null;
  return typeof clientId === 'string' && clientId.length >= CLIENT_ID_LEAST ? clientId : null;
}

type Resolved = Pick<GraphQLRequestContext<OperationContext>, 'queryHash' | 'operationName' | 'document'> & {
  schema: GraphQLSchema;
};

function compiledQuery(
  cache: LRUCache<string, CompiledQuery | 'seen' | 'refused'>,
  { queryHash, operationName, document, schema }: Resolved,
): CompiledQuery | null {
  if (!document) return null;
  const key = `${queryHash}:${operationName ?? ''}`;
  const known = cache.get(key);
  if (known === undefined) cache.set(key, 'seen');
  if (known === undefined || known === 'refused') return null;
  if (known !== 'seen') return known;
  const made = compileQuery(schema, document, operationName ?? undefined);
  cache.set(key, isCompiledQuery(made) ? made : 'refused');
  return isCompiledQuery(made) ? made : null;
}
