import type { FastifyInstance, RouteOptions } from 'fastify';
import type { AnyPermission } from '@rapfang/access';
import { refuseUnmarked } from './unmarked.js';

/**
 * Who may ask an HTTP route: the audience of a permission, everyone (with the reason why), or whoever
 * may use what lies behind it, where each thing carries a mark of its own.
 */
export type RouteMark = { permission: AnyPermission } | { public: string } | { inside: string };

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: RouteMark;
  }
}

export interface MarkedRoute {
  /** `GET /healthz` */
  name: string;
  mark: RouteMark;
}

/** Routes that libraries register, and that therefore cannot carry a mark. */
const FOREIGN: Record<string, RouteMark> = {
  '/graphql': { inside: 'Each operation and resolver entry carries its own mark.' },
};

/** Not a route of Fastify's: Socket.IO answers it before. */
export const SOCKET_ROUTE: MarkedRoute = {
  name: 'GET, POST /socket.io/',
  mark: { inside: 'Each socket event carries its own mark.' },
};

/** Every path that is not the api's own; registered where the process serves the web. */
export const WEB_ROUTE: MarkedRoute = {
  name: 'any /*',
  mark: { inside: 'Each web route carries its own mark, below.' },
};

/** Writes down every HTTP route as it is registered; to be made before the first one. */
export class RouteMarks {
  readonly #routes = new Map<string, RouteMark | undefined>();

  constructor(
    fastify: FastifyInstance,
    /** Lets the caller through or throws the refusal; asked before the route where not everyone may. */
    judge: (permission: AnyPermission) => NonNullable<RouteOptions['preValidation']>,
  ) {
    fastify.addHook('onRoute', (route) => {
      const mark = route.config?.access ?? FOREIGN[route.url];
      const methods = [route.method].flat();
      const method = methods.length > 4 ? 'any' : methods.join(', ');
      // Fastify adds HEAD for each GET.
      if (method !== 'HEAD') this.#routes.set(`${method} ${route.url}`, mark);
      if (mark && 'permission' in mark && !mark.permission.audience.includes('ANYONE'))
        route.preValidation = [judge(mark.permission), ...[route.preValidation ?? []].flat()] as never;
    });
  }

  /** @throws Error naming each route without `config: { access }` */
  all(): MarkedRoute[] {
    const routes = [...this.#routes].sort(([a], [b]) => (a < b ? -1 : 1));
    refuseUnmarked(
      'HTTP route',
      'config: { access: { permission } | { public: why } }',
      routes.filter(([, mark]) => !mark).map(([name]) => name),
    );
    return routes.map(([name, mark]) => ({ name, mark: mark as RouteMark }));
  }
}
