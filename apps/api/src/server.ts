import { ConsoleLogger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { AddressInfo } from 'node:net';
import { Anchors, Sealer } from '@rapfang/audit';
import {
  EventPump,
  Events,
  Streams,
  Wire,
  type Clock,
  type Database,
  type Environment,
} from '@rapfang/platform';
import { RetentionSchedule, RetentionService } from '@rapfang/privacy';
import { assemble } from './assemble.js';
import { LiveServer } from './live/live-server.js';
import { assertMarked } from './marks/assert-marked.js';
import { WebBridges } from './web/web-bridge.factory.js';
import { mountWeb } from './web/web-mount.js';

export interface RunningServer {
  app: NestFastifyApplication;
  /** Who may ask what it serves, the web's own routes apart. */
  marked: ReturnType<typeof assertMarked>;
  /** Where it listens: `http://127.0.0.1:3000`. */
  url: string;
  /** Stops taking work, lets what is under way end, closes everything. */
  stop(): Promise<void>;
}

/** Everything that one process serves, on an open and migrated database. */
export async function startServer(
  environment: Environment,
  database: Database,
  clock?: Clock,
): Promise<RunningServer> {
  const logger = new QuietLogger({
    json: environment.production,
    logLevels: logLevels(environment.logLevel),
  });
  const assembled = await assemble(environment, database, logger, clock);
  const { app, fastify, readiness } = assembled;
  const { roles } = environment;
  if (!roles.has('api')) closeApi(fastify);
  if (roles.has('web')) await mountWeb(fastify, app.get(WebBridges), environment);
  await app.init();
  const marked = assertMarked(assembled);
  if (roles.has('sockets')) app.get(LiveServer).attach(app.getHttpServer(), environment);
  startTickers(app, roles.has('jobs'));
  await app.listen(environment.port, environment.host);
  const { port } = app.getHttpServer().address() as AddressInfo;
  return {
    app,
    marked,
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      readiness.draining = true;
      await app.get(LiveServer).drain(3000);
      for (const part of [EventPump, Sealer, Anchors]) await app.get<EventPump>(part).ticker.stop();
      app.get(RetentionService).stop();
      await app.get(RetentionSchedule).ticker.stop();
      await app.close();
      await database.close();
    },
  };
}

/** A process without the api role answers none of its paths; the web it may serve calls in process. */
function closeApi(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', async (request, reply) => {
    if (/^\/(graphql|uploads|attachments)([/?]|$)/.test(request.url)) return reply.code(404).send();
  });
}

/** Numbering runs in every process, so that a commit is live at once; jobs only where asked for. */
function startTickers(app: NestFastifyApplication, jobs: boolean): void {
  const streams = app.get(Streams);
  const pump = app.get(EventPump);
  app.get(Wire).open();
  // In a burst many commits share one numbering, and letters and recounts one claim and one settling.
  const number = later(NUMBER_PAUSE_MS, () => streams.ticker.nudge());
  const dispatch = later(DISPATCH_PAUSE_MS, () => pump.ticker.nudge());
  app.get(Events).nudge = () => {
    number();
    if (jobs) dispatch();
  };
  streams.ticker.start();
  if (!jobs) return;
  pump.ticker.start();
  app.get(Sealer).ticker.start();
  app.get(Anchors).ticker.start();
  app.get(RetentionSchedule).ticker.start();
}

const NUMBER_PAUSE_MS = 15;
const DISPATCH_PAUSE_MS = 50;

/** Calls `act` once, `pauseMs` after the first of the calls that come meanwhile. */
function later(pauseMs: number, act: () => void): () => void {
  let due: NodeJS.Timeout | null = null;
  return () => {
    due ??= setTimeout(() => {
      due = null;
      act();
    }, pauseMs).unref();
  };
}

/** Nest's account of its own wiring would bury the lines that a person needs at the start. */
class QuietLogger extends ConsoleLogger {
  override log(message: unknown, ...rest: unknown[]): void {
    const context = rest.at(-1);
    if (typeof context === 'string' && WIRING.has(context)) return;
    super.log(message, ...rest);
  }

  /** That it cannot listen is thrown as well, and told in a sentence. */
  override error(message: unknown, ...rest: unknown[]): void {
    if (rest.at(-1) === 'NestApplication' && /\b(listen|getaddrinfo) E/.test(String(message))) return;
    super.error(message, ...rest);
  }
}

const WIRING = new Set([
  'NestFactory',
  'InstanceLoader',
  'GraphQLModule',
  'NestApplication',
  'RoutesResolver',
  'RouterExplorer',
]);

function logLevels(level: Environment['logLevel']) {
  const order = ['fatal', 'error', 'warn', 'log', 'debug'] as const;
  const upTo = { error: 2, warn: 3, info: 4, debug: 5 }[level];
  return [...order.slice(0, upTo)];
}
