import { Injectable } from '@nestjs/common';
import { Audit } from '@rapfang/audit';
import { Database, DomainError, ErrorCode, invalid, type BilingualText, type Ctx } from '@rapfang/platform';
import { Access } from './access.js';
import type { OrganisationEntity } from './person.entity.js';
import { OrganisationStore } from './organisation.store.js';
import { peoplePermissions } from './people.permissions.js';
import { ORGANISATION_NAME_MOST, readName, readOrganisationKey } from './people.rules.js';

/** The register of organisations. What was said in an organisation's name keeps the name of that day. */
@Injectable()
export class OrganisationService {
  constructor(
    private readonly database: Database,
    private readonly access: Access,
    private readonly organisations: OrganisationStore,
    private readonly audit: Audit,
  ) {}

  /** @throws DomainError FORBIDDEN, VALIDATION (`key`, `name.th`, `name.en`), CONFLICT when the key is taken */
  async registerOrganisation(
    ctx: Ctx,
    input: { key: string; name: { th?: string | null; en?: string | null } },
  ): Promise<OrganisationEntity> {
    const key = readOrganisationKey(input.key);
    const name = readNames(input.name);
    return this.database.transaction(ctx, async (ctx) => {
      this.access.require(ctx, peoplePermissions.administerOrganisations, { planId: null });
      if (await this.organisations.findByKey(ctx, key))
        throw new DomainError(ErrorCode.CONFLICT, { field: 'key', params: { rule: 'taken' } });
      const organisation = await this.organisations.insert(ctx, key, name);
      await this.audit.append(ctx, {
        action: 'organisation.registered',
        subject: { type: 'organisation', id: organisation.id },
        after: { key },
        reason: name.th ?? name.en,
      });
      return organisation;
    });
  }

  /** @throws DomainError FORBIDDEN, NOT_FOUND, VALIDATION */
  async renameOrganisation(
    ctx: Ctx,
    input: { organisationKey: string; name: { th?: string | null; en?: string | null } },
  ): Promise<OrganisationEntity> {
    const name = readNames(input.name);
    return this.database.transaction(ctx, async (ctx) => {
      this.access.require(ctx, peoplePermissions.administerOrganisations, { planId: null });
      const organisation = await this.organisations.getByKey(ctx, input.organisationKey);
      const before = { th: organisation.nameTh, en: organisation.nameEn };
      if (before.th === name.th && before.en === name.en) return organisation;
      await this.organisations.rename(ctx, organisation.id, name);
      await this.audit.append(ctx, {
        action: 'organisation.renamed',
        subject: { type: 'organisation', id: organisation.id },
        // Names are free text, which the record keeps beside its chain.
        reason: [before, name]
          .map(({ th, en }) => [th, en].filter(Boolean).join(' · '))
          .join(' → ')
          .slice(0, 500),
      });
      return { ...organisation, nameTh: name.th, nameEn: name.en };
    });
  }
}

function readNames({ th, en }: { th?: string | null; en?: string | null }): BilingualText {
  const read = (text: string | null | undefined, field: string) =>
    text?.trim() ? readName(text, field, ORGANISATION_NAME_MOST) : null;
  const name = { th: read(th, 'name.th'), en: read(en, 'name.en') };
  if (!name.th && !name.en) throw invalid('name.th', 'required');
  return name;
}
