import { error, type RequestEvent } from '@sveltejs/kit';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { WebError, WebResult } from '../bridge';

/** Runs an operation for a page: what the API refuses becomes the page's own status. */
export async function fetchPage<Data, Variables extends Record<string, unknown>>(
  event: Pick<RequestEvent, 'locals'>,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const result = await event.locals.bridge.graphql(document, variables);
  if (result.errors) refuse(result.errors);
  return result.data as Data;
}

/** Runs a write for a form: the errors go back to the form. */
export function act<Data, Variables extends Record<string, unknown>>(
  event: Pick<RequestEvent, 'locals'>,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<WebResult<Data>> {
  return event.locals.bridge.graphql(document, variables);
}

const statuses: Record<string, number> = {
  NOT_FOUND: 404,
  BAD_REQUEST: 400,
  VALIDATION: 400,
  FORBIDDEN: 403,
  SIGN_IN_REQUIRED: 401,
  SECOND_FACTOR_REQUIRED: 401,
  VERIFIED_IDENTITY_REQUIRED: 403,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
};

/** HTTP status of an API error code; what we do not know is our own fault. */
export const statusOf = (code: string): number => statuses[code] ?? 500;

function refuse(errors: WebError[]): never {
  const first = errors[0];
  error(statusOf(first?.code ?? 'INTERNAL'), first?.code ?? 'INTERNAL', { requestId: first?.requestId });
}
