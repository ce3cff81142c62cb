import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Database, DomainError, ErrorCode, type Actor } from '@rapfang/platform';
import { Actors } from './actors.js';
import type { OrganisationModel, ViewerModel } from './access.model.js';
import { OrganisationEntity, PersonEntity } from './person.entity.js';
import type { Role } from './permission.js';

/** What a person is told about themself. */
@Injectable()
export class Viewers {
  constructor(
    private readonly database: Database,
    private readonly actors: Actors,
  ) {}

  async of(actor: Actor): Promise<ViewerModel> {
    const person =
      actor.kind === 'person'
        ? await this.database.reader.manager.findOneBy(PersonEntity, { id: actor.id })
        : null;
    return {
      kind: person ? 'PERSON' : 'GUEST',
      id: person?.id ?? null,
      displayName: person?.displayName ?? null,
      email: person?.email ?? null,
      organisations: await this.organisations(actor.organisationIds),
      grants: actor.grants.map(({ role, scope }) => ({
        role: role as Role,
        scope: scope === '*' ? null : scope,
      })),
    };
  }

  async ofPerson(personId: string): Promise<ViewerModel> {
    const actor = await this.actors.person(personId);
    if (!actor) throw new DomainError(ErrorCode.NOT_FOUND);
    return this.of(actor);
  }

  private async organisations(ids: readonly string[]): Promise<OrganisationModel[]> {
    if (ids.length === 0) return [];
    const rows = await this.database.reader.manager.findBy(OrganisationEntity, { id: In([...ids]) });
    return rows.map((row) => ({ id: row.id, key: row.key, name: { th: row.nameTh, en: row.nameEn } }));
  }
}
