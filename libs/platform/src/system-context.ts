import type { Actor, Ctx } from './context.js';
import { newId } from './ids.js';
import { RequestLoaders } from './loaders.js';

const SYSTEM: Actor = {
  kind: 'system',
  id: 'system',
  displayName: null,
  assurance: 'NONE',
  sessionId: null,
  grants: [],
  dormantGrants: [],
  organisationIds: [],
};

/** Context for jobs, imports and event listeners: acts for the system itself. */
export function systemContext(): Ctx {
  return { actor: SYSTEM, requestId: newId(), address: 'system', loaders: new RequestLoaders() };
}
