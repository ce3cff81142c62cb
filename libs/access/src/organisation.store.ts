import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import {
  Clock,
  Database,
  DomainError,
  ErrorCode,
  keysetPage,
  keysetSql,
  newId,
  type BilingualText,
  type Ctx,
  type KeysetQuery,
  type Page,
} from '@rapfang/platform';
import { MembershipEntity, OrganisationEntity, RoleGrantEntity, type MemberKind } from './person.entity.js';

/** Organisations and their members. */
@Injectable()
export class OrganisationStore {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  findByKey(ctx: Ctx, key: string): Promise<OrganisationEntity | null> {
    return this.database.manager(ctx).findOneBy(OrganisationEntity, { key });
  }

  /** @throws DomainError NOT_FOUND on `organisationKey` */
  async getByKey(ctx: Ctx, key: string): Promise<OrganisationEntity> {
    const organisation = await this.findByKey(ctx, key);
    if (!organisation) throw new DomainError(ErrorCode.NOT_FOUND, { field: 'organisationKey' });
    return organisation;
  }

  /** One of the request's organisations, read together. */
  findById(ctx: Ctx, id: string): Promise<OrganisationEntity | null> {
    return ctx.loaders
      .of<string, OrganisationEntity | null>('access.organisation', async (ids) => {
        const rows = await this.database.manager(ctx).findBy(OrganisationEntity, { id: In([...ids]) });
        return ids.map((one) => rows.find((row) => row.id === one) ?? null);
      })
      .load(id);
  }

  /** The newest first. @param search part of a name or of the key */
  async listOrganisations(
    ctx: Ctx,
    search: string | null | undefined,
    query: KeysetQuery,
  ): Promise<Page<OrganisationEntity>> {
    const { where, parameters, orderBy } = keysetSql([{ sql: 'organisation.id', descending: true }], query);
    const found = this.searched(ctx, search).take(query.limit);
    if (where) found.andWhere(where, parameters);
    for (const [column, direction] of orderBy) found.addOrderBy(column, direction);
    return keysetPage(await found.getMany(), query, ({ id }) => [id]);
  }

  countOrganisations(ctx: Ctx, search: string | null | undefined): Promise<number> {
    return this.searched(ctx, search).getCount();
  }

  async insert(ctx: Ctx, key: string, { th, en }: BilingualText): Promise<OrganisationEntity> {
    const row = { id: newId(), key, nameTh: th, nameEn: en, createdAt: this.clock.now() };
    await this.database.writing(ctx).insert(OrganisationEntity, row);
    return row;
  }

  async rename(ctx: Ctx, id: string, { th, en }: BilingualText): Promise<void> {
    await this.database.writing(ctx).update(OrganisationEntity, { id }, { nameTh: th, nameEn: en });
  }

  findMembership(ctx: Ctx, organisationId: string, personId: string): Promise<MembershipEntity | null> {
    return this.database.manager(ctx).findOneBy(MembershipEntity, { organisationId, personId });
  }

  async isManager(ctx: Ctx, organisationId: string, personId: string): Promise<boolean> {
    return (await this.findMembership(ctx, organisationId, personId))?.kind === 'MANAGER';
  }

  async listMemberships(ctx: Ctx, personIds: readonly string[]): Promise<MembershipEntity[]> {
    if (personIds.length === 0) return [];
    return this.database
      .manager(ctx)
      .find(MembershipEntity, { where: { personId: In([...personIds]) }, order: { id: 'ASC' } });
  }

  /** The longest there first. */
  async listMembers(ctx: Ctx, organisationId: string, query: KeysetQuery): Promise<Page<MembershipEntity>> {
    const { where, parameters, orderBy } = keysetSql([{ sql: 'member.id', descending: false }], query);
    const found = this.database
      .manager(ctx)
      .createQueryBuilder(MembershipEntity, 'member')
      .where('member.organisation_id = :organisationId', { organisationId })
      .take(query.limit);
    if (where) found.andWhere(where, parameters);
    for (const [column, direction] of orderBy) found.addOrderBy(column, direction);
    return keysetPage(await found.getMany(), query, ({ id }) => [id]);
  }

  countMembers(ctx: Ctx, organisationId: string): Promise<number> {
    return this.database.manager(ctx).countBy(MembershipEntity, { organisationId });
  }

  /** A membership that is there already stays as it is. */
  async insertMember(ctx: Ctx, organisationId: string, personId: string, kind: MemberKind): Promise<void> {
    const row = { id: newId(), organisationId, personId, kind, createdAt: this.clock.now() };
    const manager = this.database.writing(ctx);
    await manager.createQueryBuilder().insert().into(MembershipEntity).values(row).orIgnore().execute();
  }

  async changeKind(ctx: Ctx, id: string, kind: MemberKind): Promise<void> {
    await this.database.writing(ctx).update(MembershipEntity, { id }, { kind });
  }

  /** Ends the membership and the agency roles that were held for the organisation. */
  async deleteMember(ctx: Ctx, { id, organisationId, personId }: MembershipEntity): Promise<void> {
    await this.database.writing(ctx).delete(MembershipEntity, { id });
    await this.database.writing(ctx).delete(RoleGrantEntity, { personId, organisationId });
  }

  private searched(ctx: Ctx, search: string | null | undefined) {
    const found = this.database
      .manager(ctx)
      .createQueryBuilder(OrganisationEntity, 'organisation')
      .where('1 = 1');
    const words = search?.normalize('NFC').trim().toLowerCase().slice(0, 200);
    if (!words) return found;
    const columns = ['key', 'name_th', 'name_en'].map(
      (name) => `LOWER(organisation.${name}) LIKE :like ESCAPE '!'`,
    );
    return found.andWhere(`(${columns.join(' OR ')})`, { like: `%${words.replace(/[!%_]/g, '!$&')}%` });
  }
}
