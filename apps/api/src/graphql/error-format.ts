import { unwrapResolverError } from '@apollo/server/errors';
import { Logger } from '@nestjs/common';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { DomainError, ErrorCode } from '@rapfang/platform';
import { ViolationsError } from './validation.js';

const log = new Logger('GraphQL');

/** Errors of graphql and Apollo that are the client's own: their message names no secret. */
const CLIENT_CODES: Record<string, ErrorCode> = {
  GRAPHQL_PARSE_FAILED: ErrorCode.BAD_REQUEST,
  GRAPHQL_VALIDATION_FAILED: ErrorCode.BAD_REQUEST,
  BAD_USER_INPUT: ErrorCode.BAD_REQUEST,
  BAD_REQUEST: ErrorCode.BAD_REQUEST,
  OPERATION_RESOLUTION_FAILURE: ErrorCode.BAD_REQUEST,
  PERSISTED_QUERY_NOT_FOUND: ErrorCode.BAD_REQUEST,
  PERSISTED_QUERY_NOT_SUPPORTED: ErrorCode.BAD_REQUEST,
};

/** What may be said of an error; the rest is logged under the request's id and shown as INTERNAL. */
export function formatError(error: unknown, requestId: string): GraphQLFormattedError {
  const cause = causeOf(error);
  const place = error instanceof GraphQLError ? { path: error.path, locations: error.locations } : {};
  const { path, locations } = place;
  const shape = (message: string, extensions: Record<string, unknown>): GraphQLFormattedError => ({
    message,
    ...(locations && { locations }),
    ...(path && { path }),
    extensions: { ...extensions, requestId },
  });
  if (cause instanceof DomainError) {
    const { code, field, params } = cause;
    const violations = cause instanceof ViolationsError ? cause.violations : undefined;
    return shape(cause.message, { code, field, params, ...(violations && { violations }) });
  }
  const theirs = error instanceof GraphQLError ? clientCode(error) : null;
  if (theirs) {
    const { message } = error as GraphQLError;
    return shape(message, { code: theirs, field: variableField(message), params: {} });
  }
  log.error(`${requestId} ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`);
  return shape('INTERNAL', { code: ErrorCode.INTERNAL, field: null, params: {} });
}

/** The code of a mistake in the request itself, or null when the fault is ours. */
function clientCode(error: GraphQLError): ErrorCode | null {
  // Errors of the compiled path may come without extensions, whatever their type says.
  const code = (error as { extensions?: Record<string, unknown> }).extensions?.['code'];
  if (typeof code === 'string') return CLIENT_CODES[code] ?? null;
  // Without a path nothing was resolved yet: variables that do not fit, found by the compiled path.
  return error.path === undefined && causeOf(error) instanceof GraphQLError ? ErrorCode.BAD_REQUEST : null;
}

/**
 * The input field that does not fit, out of GraphQL's sentence about a variable, named as our own checks
 * name it: within its input, or the variable itself. Null when the sentence is about something else.
 */
export function variableField(message: string): string | null {
  const variable = /^Variable "\$(\w{1,100})"/.exec(message)?.[1];
  if (!variable) return null;
  // The sentence repeats the value, which may hold anything: what it says of it stands at the end.
  const said = message.slice(Math.max(0, message.length - SENTENCE_MOST));
  const path = [...said.matchAll(/ at "([\w.[\]]{1,200})"/g)].at(-1)?.[1] ?? variable;
  const below = path
    .split('.')
    .slice(1)
    .join('.')
    .replace(/\[(\d+)\]/g, '.$1');
  const missing = /Field "(\w{1,100})" (?:of required type|is not defined)[^"]*"[^"]*"[^"]*$/.exec(said)?.[1];
  return [below, missing].filter(Boolean).join('.') || variable;
}

const SENTENCE_MOST = 600;

/** What a resolver or a plugin threw, under whatever graphql and Apollo wrapped around it. */
function causeOf(error: unknown): unknown {
  if (error instanceof GraphQLError && error.originalError) return causeOf(error.originalError);
  return unwrapResolverError(error);
}
