import type { SectionRow } from '@rapfang/plan';
import { ulid } from 'ulid';
import { stateColumns, type CommentRow } from './comment-sql.js';

/** A published root by a guest of its own, said at `millis`; anything of it can be given otherwise. */
export function commentRow(
  place: SectionRow,
  roundId: string,
  millis: number,
  change: Partial<CommentRow> = {},
): CommentRow {
  const id = ulid(millis);
  const createdAt = new Date(millis).toISOString();
  const { planId, planKey, versionId, versionNumber, sectionId, sectionKey } = place;
  return {
    ...{
      id,
      planId,
      planKey,
      roundId,
      versionId,
      versionNumber,
      sectionId,
      sectionKey,
      createdAt,
      clientId: id,
    },
    ...{
      parentId: null,
      rootId: id,
      depth: 0,
      authorKey: `guest:${id}`,
      authorKind: 'GUEST',
      authorName: null,
      authorVerified: 0,
    },
    ...{ organisationId: null, organisationNameTh: null, organisationNameEn: null },
    ...{
      stance: null,
      language: 'th',
      body: 'ความเห็น',
      channel: 'ONLINE',
      demonstration: 0,
      revision: 1,
      editedAt: null,
    },
    ...stateColumns('PUBLISHED', createdAt),
    ...{ reasonCode: null, reasonText: null, stateChangedAt: null, answered: 0, answeredAt: null },
    ...{ supportCount: 0, guestSupportCount: 0, replyCount: 0, attachmentCount: 0 },
    ...change,
  };
}
