import type { LoggerService, LogLevel } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { Actors } from '@rapfang/access';
import { AttachmentService, UploadService } from '@rapfang/comment';
import { Wire, type Clock, type Database, type Environment } from '@rapfang/platform';
import { AppModule } from './app.module.js';
import { mountFileRoutes } from './files/file-routes.js';
import { OperationContexts } from './graphql/operation-context.js';
import { ApiAdapter } from './http/api-adapter.js';
import { mountGate } from './http/gate.js';
import { mountHealth, type Readiness } from './health/health-routes.js';
import { routeJudge } from './marks/route-judge.js';
import { RouteMarks } from './marks/route-marks.js';

/** Largest body of an api request; files have their own way in. */
const BODY_MOST = 256 * 1024;

export interface Assembled {
  app: NestFastifyApplication;
  fastify: FastifyInstance;
  routes: RouteMarks;
  readiness: Readiness;
}

/** The rooms and every route of the api, on an open database; neither initialised nor listening. */
export async function assemble(
  environment: Environment,
  database: Database,
  logger: LoggerService | LogLevel[],
  clock?: Clock,
): Promise<Assembled> {
  const adapter = new ApiAdapter({
    bodyLimit: BODY_MOST,
    trustProxy: (_address: string, hop: number) => hop < environment.trustedProxies,
    forceCloseConnections: 'idle',
    requestTimeout: 60_000,
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with(environment, database, clock),
    adapter,
    { logger, abortOnError: false },
  );
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  mountGate(fastify, environment);
  const contexts = app.get(OperationContexts, { strict: false });
  const routes = new RouteMarks(fastify, routeJudge(contexts));
  const readiness: Readiness = { draining: false };
  mountHealth(fastify, database, app.get(Wire), readiness);
  await mountFileRoutes(fastify, {
    contexts,
    actors: app.get(Actors),
    uploads: app.get(UploadService, { strict: false }),
    attachments: app.get(AttachmentService, { strict: false }),
  });
  return { app, fastify, routes, readiness };
}
