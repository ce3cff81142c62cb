import { Inject, Injectable } from '@nestjs/common';
import { In, IsNull, MoreThan } from 'typeorm';
import { createHmac, timingSafeEqual } from 'node:crypto';
import {
  Clock,
  Database,
  digest,
  ENVIRONMENT,
  newId,
  selectRows,
  type Actor,
  type Assurance,
  type Environment,
  type Grant,
  type Instant,
} from '@rapfang/platform';
import type { CookieJar } from './cookies.js';
import { LastSeen } from './last-seen.js';
import { PersonEntity } from './person.entity.js';
import { SessionEntity } from './session.entity.js';

export const SESSION_COOKIE = 'rf_session';
export const GUEST_COOKIE = 'rf_guest';
const GUEST_YEARS = 2;
const ULID_LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

// Run for every request of somebody signed in, so by hand and as little as can be.
const SESSION = `SELECT session.id, person_id AS personId, display_name AS displayName, assurance,
  second_factor_at AS secondFactorAt, last_seen_at AS lastSeenAt
  FROM session JOIN person ON person.id = person_id
  WHERE token_hash = ? AND ended_at IS NULL AND expires_at > ?`;
const GRANTS = 'SELECT role, scope FROM role_grant WHERE person_id = ?';
const MEMBERSHIPS = 'SELECT organisation_id AS id FROM membership WHERE person_id = ?';

interface SessionRow {
  id: string;
  personId: string;
  displayName: string | null;
  assurance: Assurance;
  secondFactorAt: Instant | null;
  lastSeenAt: Instant | null;
}

type SessionFacts = Pick<SessionRow, 'assurance' | 'secondFactorAt'> & { sessionId: string | null };

/** Finds out who asks, from the cookies of a request. */
@Injectable()
export class Actors {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly lastSeen: LastSeen,
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
      assurance: 'NONE',
      sessionId: null,
      grants: [],
      dormantGrants: [],
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
    const [session] = await selectRows<SessionRow>(this.database, {}, SESSION, [
      digest(secret),
      this.clock.now(),
    ]);
    if (!session) return null;
    this.lastSeen.note(session.id, session.lastSeenAt);
    return this.actorFor(session, { sessionId: session.id, ...session });
  }

  /** Somebody with all their roles in force, for what is done in their name without a session (the demonstration). */
  async person(personId: string): Promise<Actor | null> {
    const person = await this.database.reader.manager.findOneBy(PersonEntity, { id: personId });
    if (!person) return null;
    const { displayName, createdAt } = person;
    return this.actorFor(
      { personId, displayName },
      { sessionId: null, assurance: 'EMAIL', secondFactorAt: createdAt },
    );
  }

  /** Which of these sessions are in force no longer. */
  async endedAmong(ids: readonly string[]): Promise<Set<string>> {
    if (ids.length === 0) return new Set();
    const open = await this.database.reader.manager.find(SessionEntity, {
      select: { id: true },
      where: { id: In([...ids]), endedAt: IsNull(), expiresAt: MoreThan(this.clock.now()) },
    });
    const kept = new Set(open.map(({ id }) => id));
    return new Set(ids.filter((id) => !kept.has(id)));
  }

  private async actorFor(
    { personId, displayName }: Pick<SessionRow, 'personId' | 'displayName'>,
    { sessionId, assurance, secondFactorAt }: SessionFacts,
  ): Promise<Actor> {
    const [grants, memberships] = await Promise.all([
      selectRows<Grant>(this.database, {}, GRANTS, [personId]),
      selectRows<{ id: string }>(this.database, {}, MEMBERSHIPS, [personId]),
    ]);
    const passed = secondFactorAt !== null;
    return {
      kind: 'person',
      id: personId,
      displayName,
      assurance,
      sessionId,
      grants: passed ? grants : [],
      dormantGrants: passed ? [] : grants,
      organisationIds: memberships.map(({ id }) => id),
    };
  }
}

/** Under which name a comment, a support or an upload is kept: `person:ID` or `guest:ID`. */
export function authorKey(actor: Actor): string {
  return `${actor.kind}:${actor.id}`;
}
