import { Inject, Injectable } from '@nestjs/common';
import {
  Clock,
  Database,
  digest,
  DomainError,
  ENVIRONMENT,
  ErrorCode,
  Events,
  invalid,
  isMailAddress,
  Limits,
  newId,
  newSecret,
  type Ctx,
  type Environment,
  type Language,
  type Limit,
} from '@rapfang/platform';
import type { CookieJar } from './cookies.js';
import { PersonEntity } from './person.entity.js';
import { SignInLinkEntity } from './session.entity.js';
import { Sessions, type SessionOpening } from './sessions.js';
import { sealedSignIn, SIGN_IN_REQUESTED } from './sign-in-request.js';

const LINK_MINUTES = 20;
const PER_ADDRESS: Limit = { name: 'signIn.address', points: 30, seconds: 600 };
const PER_EMAIL: Limit = { name: 'signIn.email', points: 5, seconds: 600 };

/** What signing in leans on besides the database. */
@Injectable()
export class SignInNeeds {
  constructor(
    readonly limits: Limits,
    readonly sessions: Sessions,
  ) {}
}

/** Signing in by e-mail link. */
@Injectable()
export class SignInService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly rooms: SignInNeeds,
    @Inject(ENVIRONMENT) private readonly environment: Environment,
  ) {}

  /**
   * Sends a link to the address. The answer is the same whether or not anyone has it.
   * @param returnTo path to go to afterwards; anything but a path of ours is dropped
   * @returns the link, for the screen, in demo mode only
   */
  async request(ctx: Ctx, email: string, language: Language, returnTo: string | null): Promise<string> {
    const address = email.trim().toLowerCase();
    if (!isMailAddress(address)) throw invalid('email', 'isEmail');
    await this.rooms.limits.use(PER_ADDRESS, ctx.address);
    await this.rooms.limits.use(PER_EMAIL, address);
    const secret = newSecret();
    const query = new URLSearchParams({ token: secret });
    if (returnTo && isOwnPath(returnTo)) query.set('returnTo', returnTo);
    const prefix = language === 'en' ? '/en' : '';
    const link = `${this.environment.publicUrl}${prefix}/sign-in/complete?${query}`;
    await this.database.transaction(ctx, async (ctx) => {
      await this.database.writing(ctx).insert(SignInLinkEntity, {
        id: newId(),
        tokenHash: digest(secret),
        email: address,
        language,
        createdAt: this.clock.now(),
        expiresAt: this.clock.in(LINK_MINUTES * 60),
        usedAt: null,
      });
      await this.events.emit(ctx, {
        type: SIGN_IN_REQUESTED,
        stream: null,
        payload: sealedSignIn(this.environment, { email: address, language, link }),
      });
    });
    return link;
  }

  /** Uses a link, once; makes the person on first sight. @returns the person's id */
  async complete(ctx: Ctx, token: string, cookies: CookieJar): Promise<string> {
    await this.rooms.limits.use(PER_ADDRESS, ctx.address);
    return this.database.transaction(ctx, async (ctx) => {
      const manager = this.database.writing(ctx);
      const link = await manager.findOne(SignInLinkEntity, { where: { tokenHash: digest(token) } });
      const now = this.clock.now();
      if (!link || link.usedAt || link.expiresAt <= now) throw new DomainError(ErrorCode.LINK_EXPIRED);
      const used = await manager
        .createQueryBuilder()
        .update(SignInLinkEntity)
        .set({ usedAt: now })
        .where('id = :id AND used_at IS NULL', { id: link.id })
        .execute();
      // On MariaDB two requests may both have read it unused; the row tells which came first.
      if (used.affected === 0) throw new DomainError(ErrorCode.LINK_EXPIRED);
      const known = await manager.findOne(PersonEntity, { where: { email: link.email } });
      const personId = known?.id ?? newId();
      if (!known) {
        await manager.insert(PersonEntity, {
          id: personId,
          email: link.email,
          displayName: null,
          language: link.language,
          demoKey: null,
          createdAt: now,
        });
      }
      await this.open(ctx, personId, cookies, { method: 'EMAIL', assurance: 'EMAIL', secondFactor: false });
      return personId;
    });
  }

  /** Opens a session for somebody who has shown who they are: see `Sessions.open`. */
  open(ctx: Ctx, personId: string, cookies: CookieJar, opening: SessionOpening): Promise<void> {
    return this.rooms.sessions.open(ctx, personId, cookies, opening);
  }
}

/** A path on this site: begins with one slash, so that no other host can be smuggled in. */
export function isOwnPath(path: string): boolean {
  return /^\/(?![/\\])[\x21-\x7e]*$/.test(path) && path.length <= 500;
}
