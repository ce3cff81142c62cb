import type { FastifyReply } from 'fastify';
import { DomainError, ErrorCode, newId } from '@rapfang/platform';
import { formatError } from '../graphql/error-format.js';

/** What went wrong, for people; forms and pages have longer words of their own. */
const WORDS: Record<number, { th: string; en: string }> = {
  400: { th: 'คำขอไม่ถูกต้อง', en: 'The request is not well formed.' },
  401: { th: 'เข้าสู่ระบบก่อนทำรายการนี้', en: 'Sign in first.' },
  403: { th: 'ไม่มีสิทธิ์ทำรายการนี้', en: 'This is not allowed.' },
  404: { th: 'ไม่พบสิ่งที่ขอ', en: 'There is nothing here.' },
  405: { th: 'ที่อยู่นี้ไม่รับคำขอแบบนี้', en: 'This address does not take that method.' },
  413: { th: 'คำขอใหญ่เกินไป', en: 'The request is too large.' },
  415: { th: 'ไม่รับข้อมูลชนิดนี้', en: 'This kind of content is not taken.' },
  429: { th: 'ส่งถี่เกินไป รอสักครู่แล้วลองใหม่', en: 'Too many requests. Wait a moment and try again.' },
  503: { th: 'ระบบไม่พร้อมชั่วคราว ลองใหม่ในอีกสักครู่', en: 'Not available just now. Try again in a moment.' },
  500: { th: 'ระบบขัดข้อง ลองใหม่ในอีกสักครู่', en: 'Something broke on our side. Try again in a moment.' },
};

const STATUS: Partial<Record<ErrorCode, number>> = {
  [ErrorCode.SIGN_IN_REQUIRED]: 401,
  [ErrorCode.FORBIDDEN]: 403,
  [ErrorCode.SECOND_FACTOR_REQUIRED]: 403,
  [ErrorCode.NOT_FOUND]: 404,
  [ErrorCode.TOO_LARGE]: 413,
  [ErrorCode.UNSUPPORTED_MEDIA]: 415,
  [ErrorCode.RATE_LIMITED]: 429,
  [ErrorCode.INTERNAL]: 500,
  [ErrorCode.UNAVAILABLE]: 503,
};

export interface Refusal {
  code: string;
  field: string | null;
  params: Record<string, string | number>;
  requestId: string;
  message: { th: string; en: string };
}

/** One error as every path but GraphQL's results tells it. */
export function refusalOfError(
  error: unknown,
  requestId: string,
  status?: number,
): { status: number; refusal: Refusal } {
  const { extensions } = formatError(error, requestId);
  const known = extensions as unknown as Omit<Refusal, 'message'>;
  const code = status ?? STATUS[known.code as ErrorCode] ?? 400;
  return { status: code, refusal: { ...known, message: wordsOf(code) } };
}

/**
 * Answers `{ errors: [{ code, field, params, requestId, message: { th, en } }] }`; on /graphql the same
 * stands in `extensions`, where clients of GraphQL look.
 * @param status where it is not the usual one of the code
 */
export function sendRefusal(
  reply: FastifyReply,
  error: unknown,
  requestId: string = newId(),
  status?: number,
): FastifyReply {
  const { status: code, refusal } = refusalOfError(error, requestId, status);
  const graphql = /^\/graphql(\?|$)/.test(reply.request.url);
  const shown = graphql ? { message: refusal.code, extensions: refusal } : refusal;
  const { seconds } = refusal.params;
  if (seconds !== undefined) void reply.header('retry-after', String(seconds));
  return reply.code(code).send({ errors: [shown] });
}

/** What Fastify itself refuses, before any code of ours: too large, a kind it does not read, not JSON. */
export function ofFastify(error: unknown): { error: unknown; status: number } {
  const { statusCode, code } = error as { statusCode?: unknown; code?: unknown };
  const status = typeof statusCode === 'number' ? statusCode : 500;
  if (error instanceof DomainError || status < 400 || status >= 500) {
    return { error, status: error instanceof DomainError ? (STATUS[error.code] ?? 400) : 500 };
  }
  const kind =
    { 404: ErrorCode.NOT_FOUND, 413: ErrorCode.TOO_LARGE, 415: ErrorCode.UNSUPPORTED_MEDIA }[status] ??
    ErrorCode.BAD_REQUEST;
  const field = code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' ? 'content-type' : 'body';
  return { error: new DomainError(kind, status === 404 ? {} : { field }), status };
}

export function wordsOf(status: number): { th: string; en: string } {
  return WORDS[status] ?? (WORDS[status >= 500 ? 500 : 400] as { th: string; en: string });
}
