import { Injectable } from '@nestjs/common';
import { Audit } from '@rapfang/audit';
import {
  Database,
  isDuplicate,
  type Ctx,
  type Language,
  type OidcSettings,
  type Transaction,
} from '@rapfang/platform';
import type { CookieJar } from './cookies.js';
import { IdentityStore } from './identity.store.js';
import { NationalIds } from './national-ids.js';
import type { IdentityClaims } from './oidc-claims.rules.js';
import { Sessions } from './sessions.js';

/** Why an identity that the provider vouches for does not lead to an account. */
export type AccountProblem =
  /** The identity belongs to another account. */
  | 'IDENTITY_TAKEN'
  /** Another account has been verified with this national ID. */
  | 'NUMBER_TAKEN'
  /** This account has been verified with another national ID. */
  | 'NUMBER_DIFFERS'
  /** An account with this e-mail is there: its owner signs in to it and adds the identity there. */
  | 'EMAIL_KNOWN'
  /** Somebody is signed in, and the identity is new: theirs, or another account? We do not guess. */
  | 'SIGNED_IN';

export class AccountError extends Error {
  constructor(readonly problem: AccountProblem) {
    super(problem);
    this.name = 'AccountError';
  }
}

type Writing = Ctx & { tx: Transaction };
type Provider = Pick<OidcSettings, 'key' | 'issuer'>;

/** Whose account an identity is; see docs/adr/0010. */
@Injectable()
export class IdentityAccounts {
  constructor(
    private readonly database: Database,
    private readonly identities: IdentityStore,
    private readonly numbers: NationalIds,
    private readonly sessions: Sessions,
    private readonly audit: Audit,
  ) {}

  /**
   * Opens a session for the person of the identity; makes the person on first sight.
   * @throws AccountError
   */
  async signIn(
    ctx: Ctx,
    cookies: CookieJar,
    provider: Provider,
    claims: IdentityClaims,
    language: Language,
  ): Promise<void> {
    await this.once(ctx, async (ctx) => {
      const known = await this.identities.findIdentity(ctx, provider.issuer, claims.subject);
      if (!known && ctx.actor.kind === 'person') throw new AccountError('SIGNED_IN');
      if (!known && claims.email && (await this.identities.isKnownEmail(ctx, claims.email)))
        throw new AccountError('EMAIL_KNOWN');
      const personId = known?.personId ?? (await this.identities.insertPerson(ctx, claims.email, language));
      await this.keepNumber(ctx, personId, claims);
      if (known) await this.identities.touchIdentity(ctx, known, claims.assurance);
      else await this.insert(ctx, personId, provider, claims);
      const { assurance, secondFactor } = claims;
      await this.sessions.open(ctx, personId, cookies, { method: 'OIDC', assurance, secondFactor });
    });
  }

  /**
   * Adds the identity to the account of whoever is signed in, whose session becomes as sure as it.
   * @throws AccountError IDENTITY_TAKEN, NUMBER_TAKEN, NUMBER_DIFFERS
   */
  async link(ctx: Ctx, cookies: CookieJar, provider: Provider, claims: IdentityClaims): Promise<void> {
    await this.once(ctx, async (ctx) => {
      const personId = ctx.actor.id;
      const known = await this.identities.findIdentity(ctx, provider.issuer, claims.subject);
      if (known && known.personId !== personId) throw new AccountError('IDENTITY_TAKEN');
      await this.keepNumber(ctx, personId, claims);
      if (known) await this.identities.touchIdentity(ctx, known, claims.assurance);
      else await this.insert(ctx, personId, provider, claims);
      const session = ctx.actor.sessionId
        ? await this.identities.findSession(ctx, ctx.actor.sessionId)
        : null;
      if (!session || claims.assurance !== 'VERIFIED' || session.assurance === 'VERIFIED') return;
      await this.sessions.open(ctx, personId, cookies, {
        method: session.method,
        assurance: 'VERIFIED',
        secondFactor: session.secondFactorAt !== null,
      });
    });
  }

  /** Two first sights of one identity at a time: the second runs again, and finds what the first made. */
  private async once(ctx: Ctx, work: (ctx: Writing) => Promise<void>): Promise<void> {
    try {
      await this.database.transaction(ctx, work);
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      await this.database.transaction(ctx, work);
    }
  }

  private async keepNumber(ctx: Writing, personId: string, { nationalId }: IdentityClaims): Promise<void> {
    if (nationalId === null) return;
    const hash = this.numbers.hash(nationalId);
    const owner = await this.identities.findNationalIdByHash(ctx, hash);
    if (owner && owner.id !== personId) throw new AccountError('NUMBER_TAKEN');
    const own = await this.identities.findNationalId(ctx, personId);
    if (own && own.numberHash !== hash) throw new AccountError('NUMBER_DIFFERS');
    if (!own) await this.identities.insertNationalId(ctx, personId, hash);
  }

  private async insert(
    ctx: Writing,
    personId: string,
    { key, issuer }: Provider,
    { subject, assurance }: IdentityClaims,
  ): Promise<void> {
    await this.identities.insertIdentity(ctx, { personId, issuer, subject, provider: key, assurance });
    await this.audit.append(ctx, {
      action: 'identity.linked',
      subject: { type: 'person', id: personId },
      after: { provider: key, assurance },
    });
  }
}
