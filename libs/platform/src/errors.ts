/** Every reason for which an operation can be refused; one GraphQL enum, worded by the web in both languages. */
export enum ErrorCode {
  VALIDATION = 'VALIDATION',
  NOT_FOUND = 'NOT_FOUND',
  FORBIDDEN = 'FORBIDDEN',
  SIGN_IN_REQUIRED = 'SIGN_IN_REQUIRED',
  /** The role is held, but sleeps until this session has passed a second factor. */
  SECOND_FACTOR_REQUIRED = 'SECOND_FACTOR_REQUIRED',
  /** The round takes comments only of people whose identity a provider has checked. */
  VERIFIED_IDENTITY_REQUIRED = 'VERIFIED_IDENTITY_REQUIRED',
  CONFLICT = 'CONFLICT',
  RATE_LIMITED = 'RATE_LIMITED',
  ROUND_CLOSED = 'ROUND_CLOSED',
  /** A hearing that has not begun, is paused or over; `params.state` says which. */
  NOT_LIVE = 'NOT_LIVE',
  LINK_EXPIRED = 'LINK_EXPIRED',
  /** The session is too old for this act: sign in again first. */
  RECENT_SIGN_IN_REQUIRED = 'RECENT_SIGN_IN_REQUIRED',
  /** Nobody else could give roles then. */
  LAST_ADMINISTRATOR = 'LAST_ADMINISTRATOR',
  ERASURE_RULE_PROMISED = 'ERASURE_RULE_PROMISED',
  TOO_LARGE = 'TOO_LARGE',
  TOO_COMPLEX = 'TOO_COMPLEX',
  UNSUPPORTED_MEDIA = 'UNSUPPORTED_MEDIA',
  BAD_REQUEST = 'BAD_REQUEST',
  UNAVAILABLE = 'UNAVAILABLE',
  INTERNAL = 'INTERNAL',
}

export interface ErrorDetail {
  /** Path of the input field that is wrong, as the client named it: `participant.province`. */
  field?: string;
  /** Numbers and words that the wording needs: `{ rule: 'maxLength', limit: 4000 }`. */
  params?: Record<string, string | number>;
}

/** The one error that may travel to a client. Anything else is logged and shown as INTERNAL. */
export class DomainError extends Error {
  readonly field: string | null;
  readonly params: Record<string, string | number>;

  constructor(
    readonly code: ErrorCode,
    detail: ErrorDetail = {},
  ) {
    super(detail.field ? `${code}: ${detail.field}` : code);
    this.name = 'DomainError';
    this.field = detail.field ?? null;
    this.params = detail.params ?? {};
  }
}

/** Shorthand for a refused field: `invalid('body', 'maxLength', { limit: 4000 })`. */
export function invalid(
  field: string,
  rule: string,
  params: Record<string, string | number> = {},
): DomainError {
  return new DomainError(ErrorCode.VALIDATION, { field, params: { rule, ...params } });
}
