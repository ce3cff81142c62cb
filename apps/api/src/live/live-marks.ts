import { definePermissions, type AnyPermission, type PlanFacts } from '@rapfang/access';
import type { ClientToServer } from './live-events.js';

export const livePermissions = definePermissions<
  PlanFacts,
  Record<'follow' | 'leave', { audience: readonly ['ANYONE']; note: string }>
>('live', {
  follow: {
    audience: ['ANYONE'],
    note: 'Follow the public events of a section, and ask for what was missed.',
  },
  leave: { audience: ['ANYONE'], note: 'Stop following.' },
});

/**
 * Every event that a client may send, with who may. An event of the typed map without a line here does
 * not compile; one that is listened for without a line stops the start.
 */
export const socketEventMarks: Readonly<Record<keyof ClientToServer, AnyPermission>> = livePermissions;
