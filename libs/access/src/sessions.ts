import { Injectable } from '@nestjs/common';
import { IsNull, MoreThan, Not, type FindOptionsWhere } from 'typeorm';
import { Audit } from '@rapfang/audit';
import {
  Clock,
  Database,
  digest,
  DomainError,
  ErrorCode,
  newId,
  newSecret,
  type Assurance,
  type Ctx,
} from '@rapfang/platform';
import { SESSION_COOKIE } from './actors.js';
import type { CookieJar } from './cookies.js';
import { deviceOf } from './device.rules.js';
import { SessionEntity, type SignInMethod } from './session.entity.js';

const SESSION_DAYS = 30;
const LISTED_MOST = 100;

/** What is known of whoever signs in. */
export interface SessionOpening {
  method: SignInMethod;
  assurance: Exclude<Assurance, 'NONE'>;
  /** They have shown a second factor as well, so their roles are in force. */
  secondFactor: boolean;
}

/** Signed-in browsers: opened, ended, listed for their owner. */
@Injectable()
export class Sessions {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** A new session for the person; the one the browser had ends, so that no secret is carried over. */
  async open(ctx: Ctx, personId: string, cookies: CookieJar, opening: SessionOpening): Promise<void> {
    const { method, assurance, secondFactor } = opening;
    const secret = newSecret();
    await this.database.transaction(ctx, async (ctx) => {
      await this.end(ctx, cookies);
      const now = this.clock.now();
      await this.database.writing(ctx).insert(SessionEntity, {
        id: newId(),
        tokenHash: digest(secret),
        personId,
        method,
        assurance,
        secondFactorAt: secondFactor ? now : null,
        lastSeenAt: now,
        device: deviceOf(ctx.userAgent),
        createdAt: now,
        expiresAt: this.clock.in(SESSION_DAYS * 86_400),
        endedAt: null,
      });
      await this.audit.append(ctx, {
        action: 'session.opened',
        subject: { type: 'person', id: personId },
        after: { method, assurance, secondFactor },
      });
      ctx.tx.afterCommit.push(() => cookies.put(SESSION_COOKIE, secret, SESSION_DAYS * 86_400));
    });
  }

  /** Signs the browser out. */
  async close(ctx: Ctx, cookies: CookieJar): Promise<void> {
    await this.database.transaction(ctx, async (ctx) => {
      if (!(await this.end(ctx, cookies))) return;
      await this.audit.append(ctx, {
        action: 'session.ended',
        subject: { type: ctx.actor.kind, id: ctx.actor.id },
      });
    });
    cookies.put(SESSION_COOKIE, '', 0);
  }

  /** The session that the request came in. @throws DomainError SIGN_IN_REQUIRED without one, or when it ended */
  async current(ctx: Ctx): Promise<SessionEntity> {
    const id = ctx.actor.sessionId;
    const session =
      id && (await this.database.manager(ctx).findOneBy(SessionEntity, { id, endedAt: IsNull() }));
    if (!session) throw new DomainError(ErrorCode.SIGN_IN_REQUIRED);
    return session;
  }

  /** The person's sessions that are in force, the latest first. */
  listOwn(ctx: Ctx): Promise<SessionEntity[]> {
    return this.database.manager(ctx).find(SessionEntity, {
      where: this.own(ctx),
      order: { id: 'DESC' },
      take: LISTED_MOST,
    });
  }

  /** Ends one of the person's sessions. @throws DomainError NOT_FOUND when it is not theirs or ended already */
  async endOwn(ctx: Ctx, id: string): Promise<void> {
    if ((await this.endWhere(ctx, { id })) === 0) throw new DomainError(ErrorCode.NOT_FOUND, { field: 'id' });
  }

  /** Ends all of the person's sessions but this one. @returns how many */
  endOthers(ctx: Ctx): Promise<number> {
    return this.endWhere(ctx, { id: Not(ctx.actor.sessionId ?? '') });
  }

  private endWhere(ctx: Ctx, which: FindOptionsWhere<SessionEntity>): Promise<number> {
    return this.database.transaction(ctx, async (ctx) => {
      const ended = await this.database
        .writing(ctx)
        .update(SessionEntity, { ...this.own(ctx), ...which }, { endedAt: this.clock.now() });
      const sessions = ended.affected ?? 0;
      if (sessions > 0) {
        await this.audit.append(ctx, {
          action: 'session.ended',
          subject: { type: 'person', id: ctx.actor.id },
          after: { sessions },
        });
      }
      return sessions;
    });
  }

  private own(ctx: Ctx): FindOptionsWhere<SessionEntity> {
    return { personId: ctx.actor.id, endedAt: IsNull(), expiresAt: MoreThan(this.clock.now()) };
  }

  /** Ends the session of the browser's cookie. @returns whether there was one */
  private async end(ctx: Pick<Ctx, 'tx'>, cookies: CookieJar): Promise<boolean> {
    const secret = cookies.get(SESSION_COOKIE);
    if (!secret) return false;
    const ended = await this.database
      .writing(ctx)
      .createQueryBuilder()
      .update(SessionEntity)
      .set({ endedAt: this.clock.now() })
      .where('token_hash = :hash AND ended_at IS NULL', { hash: digest(secret) })
      .execute();
    return ended.affected === 1;
  }
}
