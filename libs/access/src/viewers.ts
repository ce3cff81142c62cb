import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Database, type Actor } from '@rapfang/platform';
import { Actors } from './actors.js';
import type { OrganisationModel, SecondFactorState, ViewerModel } from './access.model.js';
import type { CookieJar } from './cookies.js';
import { OrganisationEntity, PersonEntity } from './person.entity.js';
import type { Role } from './permission.js';
import { SecondFactorStore } from './second-factor.store.js';

/** What a person is told about themself. */
@Injectable()
export class Viewers {
  constructor(
    private readonly database: Database,
    private readonly actors: Actors,
    private readonly factors: SecondFactorStore,
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
      assurance: actor.assurance,
      secondFactor: await this.secondFactor(actor),
      organisations: await this.organisations(actor.organisationIds),
      grants: actor.grants.map(({ role, scope }) => ({
        role: role as Role,
        scope: scope === '*' ? null : scope,
      })),
    };
  }

  /** Who the browser is from here on, after an operation that changed its cookies. */
  async ofCookies(cookies: CookieJar): Promise<ViewerModel> {
    return this.of(await this.actors.fromCookies(cookies));
  }

  private async secondFactor(actor: Actor): Promise<SecondFactorState> {
    if (actor.grants.length > 0) return 'PASSED';
    if (actor.dormantGrants.length === 0) return 'NOT_NEEDED';
    return (await this.factors.has(actor.id)) ? 'NEEDED' : 'SET_UP_NEEDED';
  }

  private async organisations(ids: readonly string[]): Promise<OrganisationModel[]> {
    if (ids.length === 0) return [];
    const rows = await this.database.reader.manager.findBy(OrganisationEntity, { id: In([...ids]) });
    return rows.map((row) => ({ id: row.id, key: row.key, name: { th: row.nameTh, en: row.nameEn } }));
  }
}
