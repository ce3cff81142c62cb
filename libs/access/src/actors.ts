import { Inject, Injectable } from '@nestjs/common';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { Clock, Database, digest, ENVIRONMENT, newId, type Actor, type Environment } from '@rapfang/platform';
import type { CookieJar } from './cookies.js';
import { MembershipEntity, PersonEntity, RoleGrantEntity } from './person.entity.js';
import { SessionEntity } from './session.entity.js';

export const SESSION_COOKIE = 'rf_session';
export const GUEST_COOKIE = 'rf_guest';
const GUEST_YEARS = 2;
const ULID_LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Finds out who asks, from the cookies of a request. */
@Injectable()
export class Actors {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  async fromCookies(cookies: Pick<CookieJar, 'get'>): Promise<Actor> {
    const secret = cookies.get(SESSION_COOKIE);
    const person = secret ? await this.fromSession(secret) : null;
    return person ?? this.guest(cookies.get(GUEST_COOKIE));
  }

  /**
   * Gives a guest a name to keep: sets the signed cookie if the request came without one. Called by
   * the first act that must be remembered (a comment, a support), not by reading.
   *
   * @param clientId the client's own random id of the act, if it has one. A first comment whose answer
   * was lost is sent again without a cookie; the name derived from this id makes it the same author,
   * and so the same comment.
   * @returns who acts from here on
   */
  rememberGuest(actor: Actor, cookies: CookieJar, clientId: string | null = null): Actor {
    if (actor.kind !== 'guest' || this.guestIdOf(cookies.get(GUEST_COOKIE)) === actor.id) return actor;
    const id = clientId === null ? actor.id : this.guestIdFor(clientId);
    cookies.put(GUEST_COOKIE, `${id}.${this.sign(id)}`, GUEST_YEARS * 365 * 86_400);
    return { ...actor, id };
  }

  /** 130 bits of a keyed hash in the letters of a ULID. */
  private guestIdFor(clientId: string): string {
    const hash = createHmac('sha256', this.environment.sessionSecret).update(`client:${clientId}`).digest();
    return Array.from(hash.subarray(0, 26), (byte) => ULID_LETTERS[byte % 32]).join('');
  }

  private guest(cookie: string | undefined): Actor {
    return {
      kind: 'guest',
      id: this.guestIdOf(cookie) ?? newId(),
      displayName: null,
      grants: [],
      organisationIds: [],
    };
  }

  private guestIdOf(cookie: string | undefined): string | null {
    const [id, signature] = cookie?.split('.') ?? [];
    if (!id || !signature || !/^[0-9A-Z]{26}$/.test(id)) return null;
    const expected = Buffer.from(this.sign(id));
    const given = Buffer.from(signature);
    return given.length === expected.length && timingSafeEqual(given, expected) ? id : null;
  }

  private sign(id: string): string {
    return createHmac('sha256', this.environment.sessionSecret).update(`guest:${id}`).digest('base64url');
  }

  private async fromSession(secret: string): Promise<Actor | null> {
    const manager = this.database.reader.manager;
    const session = await manager.findOne(SessionEntity, { where: { tokenHash: digest(secret) } });
    if (!session || session.endedAt || session.expiresAt <= this.clock.now()) return null;
    return this.person(session.personId);
  }

  /** The actor for a person, with roles and organisations as they are now. */
  async person(personId: string): Promise<Actor | null> {
    const manager = this.database.reader.manager;
    const [person, grants, memberships] = await Promise.all([
      manager.findOne(PersonEntity, { where: { id: personId } }),
      manager.find(RoleGrantEntity, { where: { personId } }),
      manager.find(MembershipEntity, { where: { personId } }),
    ]);
    if (!person) return null;
    return {
      kind: 'person',
      id: person.id,
      displayName: person.displayName,
      grants: grants.map(({ role, scope }) => ({ role, scope })),
      organisationIds: memberships.map((membership) => membership.organisationId),
    };
  }
}

/** Under which name a comment, a support or an upload is kept: `person:ID` or `guest:ID`. */
export function authorKey(actor: Actor): string {
  return `${actor.kind}:${actor.id}`;
}
