import { Injectable } from '@nestjs/common';
import { In, type SelectQueryBuilder } from 'typeorm';
import {
  Clock,
  Database,
  DomainError,
  ErrorCode,
  keysetPage,
  keysetSql,
  newId,
  type Ctx,
  type KeysetQuery,
  type Language,
  type Page,
} from '@rapfang/platform';
import { PersonEntity, RoleGrantEntity } from './person.entity.js';
import type { Role } from './permission.js';
import { EVERYWHERE } from './people.rules.js';

export interface PeopleFilter {
  /** Whose holders of roles may be seen; null for all people there are. */
  visible: readonly string[] | null;
  /** Holders of a role that counts on this scope: on the plan itself, or everywhere. */
  scope?: string | null;
  role?: Role | null;
  /** Part of a name or an address. */
  search?: string | null;
  /** Only people who hold a role at all. */
  staff?: boolean | null;
}

/** People and the roles they hold, in force or not: what is given, not what a session may use of it. */
@Injectable()
export class PeopleStore {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  find(ctx: Ctx, id: string): Promise<PersonEntity | null> {
    return this.database.manager(ctx).findOneBy(PersonEntity, { id });
  }

  findByEmail(ctx: Ctx, email: string): Promise<PersonEntity | null> {
    return this.database.manager(ctx).findOneBy(PersonEntity, { email });
  }

  /** The newest first. */
  async listPeople(ctx: Ctx, filter: PeopleFilter, query: KeysetQuery): Promise<Page<PersonEntity>> {
    const { where, parameters, orderBy } = keysetSql([{ sql: 'person.id', descending: true }], query);
    const found = this.filtered(ctx, filter).take(query.limit);
    if (where) found.andWhere(where, parameters);
    for (const [column, direction] of orderBy) found.addOrderBy(column, direction);
    return keysetPage(await found.getMany(), query, ({ id }) => [id]);
  }

  countPeople(ctx: Ctx, filter: PeopleFilter): Promise<number> {
    return this.filtered(ctx, filter).getCount();
  }

  /** Several people at once, in any order; those who are gone are left out. */
  listByIds(ctx: Ctx, ids: readonly string[]): Promise<PersonEntity[]> {
    if (ids.length === 0) return Promise.resolve([]);
    return this.database.manager(ctx).findBy(PersonEntity, { id: In([...ids]) });
  }

  async listGrants(ctx: Ctx, personIds: readonly string[]): Promise<RoleGrantEntity[]> {
    if (personIds.length === 0) return [];
    return this.database
      .manager(ctx)
      .find(RoleGrantEntity, { where: { personId: In([...personIds]) }, order: { id: 'ASC' } });
  }

  /** Locks the person, so that two changes of their roles come one after the other. @throws DomainError NOT_FOUND */
  async lock(ctx: Ctx, id: string): Promise<PersonEntity> {
    const person = await this.database
      .writing(ctx)
      .findOne(PersonEntity, { where: { id }, ...this.forUpdate() });
    if (!person) throw new DomainError(ErrorCode.NOT_FOUND, { field: 'personId' });
    return person;
  }

  /** Ids of those who are administrators everywhere, locked against each other's removal. */
  async lockAdministrators(ctx: Ctx): Promise<string[]> {
    const grants = await this.database.writing(ctx).find(RoleGrantEntity, {
      where: { role: 'ADMINISTRATOR', scope: EVERYWHERE },
      ...this.forUpdate(),
    });
    return grants.map(({ personId }) => personId);
  }

  /** How many administrators everywhere there are. */
  countAdministrators(ctx: Ctx): Promise<number> {
    return this.database.manager(ctx).countBy(RoleGrantEntity, { role: 'ADMINISTRATOR', scope: EVERYWHERE });
  }

  /** A role that is held already stays as it is. */
  async insertGrant(
    ctx: Ctx,
    grant: Pick<RoleGrantEntity, 'personId' | 'role' | 'scope' | 'organisationId'>,
  ): Promise<void> {
    const row = { ...grant, id: newId(), createdAt: this.clock.now() };
    const manager = this.database.writing(ctx);
    await manager.createQueryBuilder().insert().into(RoleGrantEntity).values(row).orIgnore().execute();
  }

  async deleteGrant(ctx: Ctx, id: string): Promise<void> {
    await this.database.writing(ctx).delete(RoleGrantEntity, { id });
  }

  /** The person of that address, made on first sight; two who come at once find one. */
  async ensureByEmail(ctx: Ctx, email: string, language: Language): Promise<PersonEntity> {
    const manager = this.database.writing(ctx);
    const made = {
      id: newId(),
      email,
      displayName: null,
      language,
      demoKey: null,
      createdAt: this.clock.now(),
    };
    await manager.createQueryBuilder().insert().into(PersonEntity).values(made).orIgnore().execute();
    return manager.findOneOrFail(PersonEntity, { where: { email }, ...this.forUpdate() });
  }

  async name(ctx: Ctx, id: string, displayName: string): Promise<void> {
    await this.database.writing(ctx).update(PersonEntity, { id }, { displayName });
  }

  private filtered(ctx: Ctx, filter: PeopleFilter): SelectQueryBuilder<PersonEntity> {
    const { visible, scope, role, staff } = filter;
    const found = this.database.manager(ctx).createQueryBuilder(PersonEntity, 'person').where('1 = 1');
    const held: string[] = [];
    const parameters: Record<string, unknown> = {};
    if (visible) {
      // An empty list is no plan at all; `IN ()` is no SQL.
      held.push('held.scope IN (:...visible)');
      parameters['visible'] = visible.length > 0 ? visible : [''];
    }
    if (scope) {
      held.push('held.scope IN (:...scopes)');
      parameters['scopes'] = [scope, EVERYWHERE];
    }
    if (role) {
      held.push('held.role = :role');
      parameters['role'] = role;
    }
    if (staff || held.length > 0) {
      const where = ['held.person_id = person.id', ...held].join(' AND ');
      found.andWhere(`EXISTS (SELECT 1 FROM role_grant held WHERE ${where})`, parameters);
    }
    const words = filter.search?.normalize('NFC').trim().toLowerCase().slice(0, 200);
    if (words) {
      const like = `%${words.replace(/[!%_]/g, '!$&')}%`;
      found.andWhere(
        "(LOWER(person.display_name) LIKE :like ESCAPE '!' OR person.email LIKE :like ESCAPE '!')",
        { like },
      );
    }
    return found;
  }

  private forUpdate() {
    return this.database.kind === 'sqlite' ? {} : { lock: { mode: 'pessimistic_write' as const } };
  }
}
