import { Injectable } from '@nestjs/common';
import {
  Clock,
  Database,
  digest,
  keysetPage,
  keysetSql,
  type Ctx,
  type KeysetQuery,
  type Page,
} from '@rapfang/platform';
import { InvitationEntity } from './invitation.entity.js';
import { isOpen } from './people.rules.js';

/** What an invitation is about. */
export type InvitationSubject = Pick<InvitationEntity, 'email' | 'role' | 'scope' | 'organisationId'>;

/** Which open invitations: of some scopes (null: of all), or of one organisation. */
export type InvitationFilter = { scopes: readonly string[] | null } | { organisationId: string };

const OPEN =
  'invitation.accepted_at IS NULL AND invitation.revoked_at IS NULL AND invitation.expires_at > :now';

@Injectable()
export class InvitationStore {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  find(ctx: Ctx, id: string): Promise<InvitationEntity | null> {
    return this.database.manager(ctx).findOneBy(InvitationEntity, { id });
  }

  /** The open invitation of that token, or null: unknown, used, revoked and expired look the same. */
  async findOpen(ctx: Ctx, token: string): Promise<InvitationEntity | null> {
    const found = await this.database.manager(ctx).findOneBy(InvitationEntity, { tokenHash: digest(token) });
    return found && isOpen(found, this.clock.now()) ? found : null;
  }

  /** As `findOpen`, held against others who use the same token at the same time. */
  async lockOpen(ctx: Ctx, token: string): Promise<InvitationEntity | null> {
    const lock = this.database.kind === 'sqlite' ? {} : { lock: { mode: 'pessimistic_write' as const } };
    const found = await this.database
      .writing(ctx)
      .findOne(InvitationEntity, { where: { tokenHash: digest(token) }, ...lock });
    return found && isOpen(found, this.clock.now()) ? found : null;
  }

  /** An open invitation of the same address to the same. */
  async findSame(ctx: Ctx, subject: InvitationSubject): Promise<InvitationEntity | null> {
    const open = await this.database
      .manager(ctx)
      .createQueryBuilder(InvitationEntity, 'invitation')
      .where(`invitation.email = :email AND ${OPEN}`, { email: subject.email, now: this.clock.now() })
      .getMany();
    const same = ({ role, scope, organisationId }: InvitationEntity) =>
      role === subject.role && scope === subject.scope && organisationId === subject.organisationId;
    return open.find(same) ?? null;
  }

  /** Open ones, the newest first. */
  async listOpen(ctx: Ctx, filter: InvitationFilter, query: KeysetQuery): Promise<Page<InvitationEntity>> {
    const { where, parameters, orderBy } = keysetSql([{ sql: 'invitation.id', descending: true }], query);
    const found = this.filtered(ctx, filter).take(query.limit);
    if (where) found.andWhere(where, parameters);
    for (const [column, direction] of orderBy) found.addOrderBy(column, direction);
    return keysetPage(await found.getMany(), query, ({ id }) => [id]);
  }

  countOpen(ctx: Ctx, filter: InvitationFilter): Promise<number> {
    return this.filtered(ctx, filter).getCount();
  }

  async insert(ctx: Ctx, invitation: InvitationEntity): Promise<void> {
    await this.database.writing(ctx).insert(InvitationEntity, invitation);
  }

  /** Changes an invitation that nobody has accepted or revoked meanwhile. @returns false when somebody has */
  async change(ctx: Ctx, id: string, change: Partial<InvitationEntity>): Promise<boolean> {
    const { affected } = await this.database
      .writing(ctx)
      .createQueryBuilder()
      .update(InvitationEntity)
      .set(change)
      .where('id = :id AND accepted_at IS NULL AND revoked_at IS NULL', { id })
      .execute();
    return affected === 1;
  }

  revoke(ctx: Ctx, id: string): Promise<boolean> {
    return this.change(ctx, id, { revokedAt: this.clock.now() });
  }

  /** Of two who use one token at the same time, one hears true. */
  accept(ctx: Ctx, id: string, acceptedById: string): Promise<boolean> {
    return this.change(ctx, id, { acceptedAt: this.clock.now(), acceptedById });
  }

  private filtered(ctx: Ctx, filter: InvitationFilter) {
    const found = this.database
      .manager(ctx)
      .createQueryBuilder(InvitationEntity, 'invitation')
      .where(OPEN, { now: this.clock.now() });
    if ('organisationId' in filter)
      return found.andWhere(
        'invitation.organisation_id = :organisationId AND invitation.role IS NULL',
        filter,
      );
    if (filter.scopes === null) return found;
    return found.andWhere('invitation.scope IN (:...scopes)', {
      scopes: filter.scopes.length > 0 ? filter.scopes : [''],
    });
  }
}
