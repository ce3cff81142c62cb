import { GraphQLSchemaHost } from '@nestjs/graphql';
import { allPermissions } from '@rapfang/access';
import type { Assembled } from '../assemble.js';
import { socketEventMarks } from '../live/live-marks.js';
import { guardFields, markedFields, markedOperations } from './operation-marks.js';
import type { EverythingMarked } from './permission-matrix.js';
import { refuseUnmarked } from './unmarked.js';

/**
 * Looks at every operation, resolver entry, HTTP route and socket event of an initialised app, and puts
 * the fields that not everyone may read under guard.
 * @throws UnmarkedError naming what has no mark: the server does not start
 */
export function assertMarked({
  app,
  routes,
}: Pick<Assembled, 'app' | 'routes'>): Omit<EverythingMarked, 'webRoutes'> {
  const fields = markedFields(app);
  guardFields(app.get(GraphQLSchemaHost).schema, fields);
  return {
    operations: markedOperations(app),
    fields,
    routes: routes.all(),
    socketEvents: markedSocketEvents(socketEventMarks),
  };
}

/** @throws UnmarkedError naming each event without a permission that a room has declared */
export function markedSocketEvents(
  marks: Readonly<Record<string, { name: string } | undefined>>,
): EverythingMarked['socketEvents'] {
  const declared = new Map(allPermissions().map((permission) => [permission.name, permission]));
  const events = Object.entries(marks).map(([name, mark]) => ({
    name,
    permission: declared.get(mark?.name ?? ''),
  }));
  refuseUnmarked(
    'socket event',
    'a permission in live-marks.ts',
    events.filter(({ permission }) => !permission).map(({ name }) => name),
  );
  return events.flatMap(({ name, permission }) => (permission ? [{ name, permission }] : []));
}
