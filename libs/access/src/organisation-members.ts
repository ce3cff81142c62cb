import { Injectable } from '@nestjs/common';
import type { Ctx, KeysetQuery, Page } from '@rapfang/platform';
import { OrganisationStore } from './organisation.store.js';
import type { MemberModel } from './people.model.js';
import { maskedAddress } from './people.rules.js';
import { PeopleStore } from './people.store.js';

/** Members with the names of their people. */
@Injectable()
export class OrganisationMembers {
  constructor(
    private readonly organisations: OrganisationStore,
    private readonly people: PeopleStore,
  ) {}

  /** @param whole addresses as they are, for administrators; shortened otherwise */
  async page(
    ctx: Ctx,
    organisationId: string,
    query: KeysetQuery,
    whole: boolean,
  ): Promise<Page<MemberModel>> {
    const found = await this.organisations.listMembers(ctx, organisationId, query);
    const people = await this.people.listByIds(
      ctx,
      found.items.map(({ personId }) => personId),
    );
    const items = found.items.map(({ personId, kind, createdAt }): MemberModel => {
      const person = people.find(({ id }) => id === personId);
      const email = person?.email ?? null;
      return {
        id: personId,
        displayName: person?.displayName ?? null,
        email: email && !whole ? maskedAddress(email) : email,
        kind,
        since: createdAt,
      };
    });
    return { ...found, items };
  }

  count(ctx: Ctx, organisationId: string): Promise<number> {
    return this.organisations.countMembers(ctx, organisationId);
  }
}
