import type { Actor } from '@rapfang/platform';

/** Roles are held per plan, or everywhere. */
export const Role = {
  ADMINISTRATOR: 'ADMINISTRATOR',
  SECRETARIAT: 'SECRETARIAT',
  MODERATOR: 'MODERATOR',
  DRAFTER: 'DRAFTER',
  AGENCY: 'AGENCY',
  OBSERVER: 'OBSERVER',
} as const;
export type Role = keyof typeof Role;

/** Who may ask at all: everyone, everyone signed in, or the holders of a role. */
export type Audience = 'ANYONE' | 'SIGNED_IN' | Role;

/** What a role is held on. Operations that need no plan give `null`. */
export interface PlanFacts {
  planId: string | null;
}

export interface Permission<Facts extends PlanFacts> {
  readonly name: string;
  readonly audience: readonly Audience[];
  /** One line for docs/permissions.md. */
  readonly note: string;
  /** A further condition over plain facts: no database, no clock. */
  readonly when?: ((actor: Actor, facts: Facts) => boolean) | undefined;
}

type Rules<F extends PlanFacts> = Record<string, Omit<Permission<F>, 'name'>>;
/** Any permission, whatever facts it is judged on. */
export type AnyPermission = Pick<Permission<PlanFacts>, 'name' | 'audience' | 'note'>;

const registry = new Map<string, AnyPermission>();

/** Declares what one room allows to whom; the name of a permission is `room.verb`. */
export function definePermissions<F extends PlanFacts, R extends Rules<F>>(
  room: string,
  rules: R & Rules<F>,
): { [Verb in keyof R]: Permission<F> } {
  const entries = Object.entries(rules).map(([verb, rule]) => {
    const permission: Permission<F> = { name: `${room}.${verb}`, ...rule };
    registry.set(permission.name, permission);
    return [verb, permission] as const;
  });
  return Object.fromEntries(entries) as { [Verb in keyof R]: Permission<F> };
}

/** All permissions of the rooms loaded so far, by name. */
export function allPermissions(): AnyPermission[] {
  return [...registry.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** True when the actor belongs to the audience on that plan (on any plan when `planId` is undefined). */
export function inAudience(actor: Actor, audience: readonly Audience[], planId?: string | null): boolean {
  if (actor.kind === 'system') return true;
  return audience.some((one) => {
    if (one === 'ANYONE') return true;
    if (one === 'SIGNED_IN') return actor.kind === 'person';
    return actor.grants.some(
      (grant) =>
        grant.role === one && (planId === undefined || grant.scope === '*' || grant.scope === planId),
    );
  });
}

/** The whole judgement: audience, then the condition. */
export function may<F extends PlanFacts>(actor: Actor, permission: Permission<F>, facts: F): boolean {
  if (actor.kind === 'system') return true;
  return inAudience(actor, permission.audience, facts.planId) && (permission.when?.(actor, facts) ?? true);
}
