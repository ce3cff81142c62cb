import { Injectable } from '@nestjs/common';
import { Audit } from '@rapfang/audit';
import { Database, DomainError, ErrorCode, type Ctx } from '@rapfang/platform';
import type { LinkedIdentityModel } from './identity.model.js';
import { IdentityStore } from './identity.store.js';
import { OidcProviders } from './oidc-providers.js';
import { requireWholeSession } from './whole-session.js';

/** The identities by which a person signs in, as they see and remove them. */
@Injectable()
export class IdentitiesService {
  constructor(
    private readonly database: Database,
    private readonly identities: IdentityStore,
    private readonly providers: OidcProviders,
    private readonly audit: Audit,
  ) {}

  /** Of whoever is signed in. */
  async list(ctx: Ctx): Promise<LinkedIdentityModel[]> {
    const rows = await this.identities.listIdentities(ctx, ctx.actor.id);
    return Promise.all(
      rows.map(async ({ id, provider, assurance, createdAt, lastUsedAt }) => ({
        id,
        provider,
        name: this.providers.find(provider)?.name ?? { th: provider, en: provider },
        assurance,
        createdAt,
        lastUsedAt,
        mayUnlink: await this.identities.hasOtherWayIn(ctx, ctx.actor.id, id),
      })),
    );
  }

  /**
   * Removes an identity from the account; sessions that a provider opened elsewhere end. With the last
   * verified one the hash of the national ID goes too, so that it may verify another account.
   * @throws DomainError NOT_FOUND; SECOND_FACTOR_REQUIRED; CONFLICT when nobody could sign in any more
   */
  async unlink(ctx: Ctx, id: string): Promise<void> {
    requireWholeSession(ctx);
    await this.database.transaction(ctx, async (ctx) => {
      const personId = ctx.actor.id;
      const all = await this.identities.listIdentities(ctx, personId);
      const one = all.find((identity) => identity.id === id);
      if (!one) throw new DomainError(ErrorCode.NOT_FOUND, { field: 'id' });
      if (!(await this.identities.hasOtherWayIn(ctx, personId, id)))
        throw new DomainError(ErrorCode.CONFLICT, { field: 'id', params: { rule: 'lastWayIn' } });
      await this.identities.deleteIdentity(ctx, id);
      const verified = all.some((other) => other.id !== id && other.assurance === 'VERIFIED');
      if (!verified) await this.identities.deleteNationalId(ctx, personId);
      await this.identities.endProviderSessions(ctx, personId, verified);
      await this.audit.append(ctx, {
        action: 'identity.unlinked',
        subject: { type: 'person', id: personId },
        before: { provider: one.provider, assurance: one.assurance },
      });
    });
  }
}
