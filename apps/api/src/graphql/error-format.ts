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
  if (theirs) return shape((error as GraphQLError).message, { code: theirs, field: null, params: {} });
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

/** What a resolver or a plugin threw, under whatever graphql and Apollo wrapped around it. */
function causeOf(error: unknown): unknown {
  if (error instanceof GraphQLError && error.originalError) return causeOf(error.originalError);
  return unwrapResolverError(error);
}
