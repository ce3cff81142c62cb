/**
 * What the server-rendered web gets from the api process it lives in, on `event.platform.req.rapfang`:
 * GraphQL in process (no HTTP), under the same session, limits and permissions as any other client.
 */
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';

export interface WebError {
  /** One of the schema's ErrorCode values. */
  code: string;
  /** Input field that is wrong, as a path ("body", "participant.province"), or null. */
  field: string | null;
  params: Record<string, string | number>;
  requestId: string;
}

export type WebResult<Data> = { data: Data; errors: null } | { data: Data | null; errors: WebError[] };

export interface WebUpload {
  name: string;
  bytes: Uint8Array;
}

export interface WebBridge {
  graphql<Data, Variables extends Record<string, unknown>>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ): Promise<WebResult<Data>>;
  /**
   * Stores a file for a comment to be sent; gives the id for `uploadIds`, or an error.
   * @param clientId of the comment: a guest without a cookie is known by it as the author of both
   */
  upload(file: WebUpload, clientId: string): Promise<WebResult<{ id: string; name: string; size: number }>>;
  /** What is held on whoever asks, as a file, piece by piece; with a receipt code of that one comment. */
  exportData(request: {
    format: 'json' | 'csv';
    receiptCode: string | null;
  }): Promise<WebResult<AsyncIterable<string>>>;
  /** Cookies that the operations set (sign-in, guest); the web adds them to its reply. */
  readonly cookies: {
    name: string;
    value: string;
    options: { path: string; httpOnly: boolean; secure: boolean; sameSite: 'lax' | 'strict'; maxAge: number };
  }[];
  /** Demo data and one-click people are on. */
  readonly demo: boolean;
  /** Proves that a one-click address was read off the console; null where demo is off. */
  readonly demoToken: string | null;
  readonly publicUrl: string;
}
