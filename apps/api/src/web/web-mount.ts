import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';
import type { IncomingMessage, ServerResponse } from 'node:http';
import compression from 'compression';
import type { FastifyInstance } from 'fastify';
import type { Environment } from '@rapfang/platform';
import { WEB_ROUTE } from '../marks/route-marks.js';
import { webRoutesInBuild } from '../marks/web-route-marks.js';
import type { WebBridges } from './web-bridge.factory.js';
import type { WebBridge } from './web-bridge.js';

type Handler = (req: IncomingMessage, res: ServerResponse, next?: () => void) => void;

const PROTOCOL = 'x-rapfang-protocol';
const HOST = 'x-rapfang-host';

/** Where `vite build` leaves the web, from the project's root. */
const BUILT = 'apps/web/build/handler.js';
const MANIFEST = 'apps/web/build/server/manifest.js';

/**
 * Serves every path that is not the api's own with the built SvelteKit handler, in this process.
 * The request's body is left unread for it; the bridge travels on the request.
 */
export async function mountWeb(
  fastify: FastifyInstance,
  bridges: WebBridges,
  environment: Environment,
): Promise<void> {
  const file = resolve(BUILT);
  if (!existsSync(file)) throw new Error(`The web is not built (${BUILT}); run npm run build.`);
  await webRoutesInBuild(resolve(MANIFEST));
  // adapter-node reads these when it is loaded. It learns the origin from two headers, which are set
  // below from PUBLIC_URL on every request, so that nobody else can.
  process.env['PROTOCOL_HEADER'] = PROTOCOL;
  process.env['HOST_HEADER'] = HOST;
  process.env['BODY_SIZE_LIMIT'] = '20M';
  const { handler } = (await import(pathToFileURL(file).href)) as { handler: Handler };
  const { protocol, host } = new URL(environment.publicUrl);
  const compress = compression({ threshold: 1024 }) as unknown as Handler;
  await fastify.register(async (web) => {
    web.removeAllContentTypeParsers();
    web.addContentTypeParser('*', (_request, _payload, done) => done(null));
    web.all('/*', { config: { access: WEB_ROUTE.mark } }, (request, reply) => {
      reply.hijack();
      const req = request.raw as IncomingMessage & { rapfang?: WebBridge };
      req.headers[PROTOCOL] = protocol.slice(0, -1);
      req.headers[HOST] = environment.anyHost ? (req.headers.host ?? host) : host;
      req.rapfang = bridges.make({
        cookieHeader: request.headers.cookie,
        address: request.ip,
        userAgent: request.headers['user-agent'],
      });
      keepPolicy(reply.raw);
      compress(req, reply.raw, () =>
        handler(req, reply.raw, () => {
          reply.raw.statusCode = 404;
          reply.raw.end();
        }),
      );
    });
  });
}

/**
 * "Not modified" tells the browser to go on with the page it has, under the headers of this answer: the
 * strict policy that stands on every answer until a page puts its own there must not come to stand on it.
 */
function keepPolicy(response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response) as (...head: unknown[]) => ServerResponse;
  response.writeHead = ((...head: unknown[]) => {
    if (head[0] === 304) response.removeHeader('content-security-policy');
    return writeHead(...head);
  }) as ServerResponse['writeHead'];
}
