import { Injectable } from '@nestjs/common';
import { authorKey, OrganisationEntity } from '@rapfang/access';
import { Database, DomainError, ErrorCode, type Ctx } from '@rapfang/platform';
import { cleanName } from './comment-text.rules.js';
import type { CommentRow } from './comment-sql.js';

export type AuthorColumns = Pick<
  CommentRow,
  | 'authorKey'
  | 'authorKind'
  | 'authorName'
  | 'authorVerified'
  | 'organisationId'
  | 'organisationNameTh'
  | 'organisationNameEn'
>;

/** Who speaks, as it is kept on the comment: names stay as they were when it was said. */
@Injectable()
export class AuthorStore {
  constructor(private readonly database: Database) {}

  /** @throws DomainError FORBIDDEN for an organisation one does not belong to */
  async authorOf(
    ctx: Ctx,
    said: { displayName?: string | null; organisationId?: string | null },
  ): Promise<AuthorColumns> {
    const { actor } = ctx;
    const own = {
      authorKey: authorKey(actor),
      authorName: cleanName(said.displayName) ?? actor.displayName,
      authorVerified: Number(actor.assurance === 'VERIFIED'),
      organisationId: null,
      organisationNameTh: null,
      organisationNameEn: null,
    };
    if (!said.organisationId) return { ...own, authorKind: actor.kind === 'person' ? 'PERSON' : 'GUEST' };
    const organisation = actor.organisationIds.includes(said.organisationId)
      ? await this.database.manager(ctx).findOne(OrganisationEntity, { where: { id: said.organisationId } })
      : null;
    if (!organisation) throw new DomainError(ErrorCode.FORBIDDEN, { field: 'organisationId' });
    return {
      ...own,
      authorKind: 'ORGANISATION',
      organisationId: organisation.id,
      organisationNameTh: organisation.nameTh,
      organisationNameEn: organisation.nameEn,
    };
  }
}
