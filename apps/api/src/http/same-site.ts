import type { IncomingHttpHeaders } from 'node:http';
import type { Environment } from '@rapfang/platform';

type Site = Pick<Environment, 'publicUrl' | 'anyHost'>;

/**
 * Whether a request can come from a page of ours, by what the browser itself says of it. Clients that
 * are no browsers send neither header, and carry nobody's cookies but their own.
 */
export function comesFromUs(headers: IncomingHttpHeaders, { publicUrl, anyHost }: Site): boolean {
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  if (site === 'cross-site' || site === 'same-site') return false;
  if (origin === undefined || origin === publicUrl) return true;
  // A trial machine without PUBLIC_URL is reached by whatever name it has: the page and the request share it.
  return anyHost && URL.canParse(origin) && new URL(origin).host === host;
}
