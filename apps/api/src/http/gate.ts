import type { FastifyInstance } from 'fastify';
import helmet from 'helmet';
import { DomainError, ErrorCode, newId, type Environment } from '@rapfang/platform';
import { sendRefusal } from './refusals.js';
import { comesFromUs } from './same-site.js';

/** The api's own paths and the methods they take; every other path is the web's. */
const METHODS: readonly [RegExp, readonly string[]][] = [
  [/^\/graphql\/?$/, ['POST']],
  [/^\/uploads\/?$/, ['POST']],
  [/^\/attachments(\/|$)/, ['GET', 'HEAD']],
  [/^\/(healthz|readyz)\/?$/, ['GET', 'HEAD']],
];
const READS = new Set(['GET', 'HEAD']);
const YEAR_SECONDS = 31_536_000;

/** What no page of ours uses, so that no script smuggled in can ask for it either. */
const PERMISSIONS_POLICY = [
  'accelerometer',
  'autoplay',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'usb',
  'xr-spatial-tracking',
]
  .map((feature) => `${feature}=()`)
  .join(', ');

/**
 * Headers for every answer, whoever writes it: api, web, files, errors. They go on the raw answer, so
 * that they also stand on what is written past Fastify; pages then put their own policy in place of
 * this one, which lets nothing load.
 */
export function securityHeaders({ publicUrl }: Pick<Environment, 'publicUrl'>) {
  const common = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'none'"],
        'frame-ancestors': ["'none'"],
      },
    },
    // On plain http it would be ignored, and on a trial machine it would lock out its other ports.
    strictTransportSecurity: publicUrl.startsWith('https:')
      ? { maxAge: YEAR_SECONDS, includeSubDomains: false }
      : false,
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  });
  return (request: Parameters<typeof common>[0], response: Parameters<typeof common>[1]): void => {
    response.setHeader('permissions-policy', PERMISSIONS_POLICY);
    response.setHeader('cache-control', 'no-store');
    common(request, response, () => undefined);
  };
}

/** Stands before every route: headers, methods, and whether the request comes from a page of ours. */
export function mountGate(fastify: FastifyInstance, environment: Environment): void {
  const setHeaders = securityHeaders(environment);
  fastify.addHook('onRequest', async (request, reply) => {
    setHeaders(request.raw, reply.raw);
    const path = request.url.split('?', 1)[0] as string;
    const methods = METHODS.find(([pattern]) => pattern.test(path))?.[1];
    if (methods && !methods.includes(request.method)) {
      void reply.header('allow', methods.join(', '));
      return sendRefusal(
        reply,
        new DomainError(ErrorCode.BAD_REQUEST, { params: { rule: 'method' } }),
        newId(),
        405,
      );
    }
    if (!READS.has(request.method) && !comesFromUs(request.headers, environment)) {
      return sendRefusal(
        reply,
        new DomainError(ErrorCode.FORBIDDEN, { field: 'origin', params: { rule: 'sameSite' } }),
      );
    }
    if (methods && path.startsWith('/graphql') && !isJson(request.headers['content-type'])) {
      return sendRefusal(reply, new DomainError(ErrorCode.UNSUPPORTED_MEDIA, { field: 'content-type' }));
    }
    return undefined;
  });
}

/** A form, which any page may post anywhere, cannot say that it is JSON. */
function isJson(contentType: string | undefined): boolean {
  return /^application\/json\s*(;|$)/i.test(contentType ?? '');
}
