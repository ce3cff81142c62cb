import type { FastifyInstance } from 'fastify';
import type { Database, Wire } from '@rapfang/platform';

export interface Readiness {
  draining: boolean;
}

/**
 * `GET /healthz`: the process lives. `GET /readyz`: it can serve; fails on the database alone (and
 * while draining). Redis away is told as degraded: everything goes on without it.
 */
export function mountHealth(
  fastify: FastifyInstance,
  database: Database,
  wire: Wire,
  readiness: Readiness,
): void {
  const config = {
    access: { public: 'Says that the process lives and what it can reach; nothing of what it holds.' },
  };
  fastify.get('/healthz', { config }, async () => ({
    status: 'ok',
    uptimeSeconds: Math.floor(process.uptime()),
  }));
  fastify.get('/readyz', { config }, async (_request, reply) => {
    const answers = await withTimeout(database.answers(), 2000);
    const ready = answers && !readiness.draining;
    return reply.code(ready ? 200 : 503).send({
      status: readiness.draining ? 'draining' : ready ? 'ready' : 'unavailable',
      database: answers ? 'ready' : 'down',
      redis: wire.state,
    });
  });
}

function withTimeout(work: Promise<boolean>, milliseconds: number): Promise<boolean> {
  return Promise.race([
    work,
    new Promise<boolean>((resolve) => setTimeout(() => resolve(false), milliseconds).unref()),
  ]);
}
