import { authorKey } from '@rapfang/access';
import type { Ctx } from '@rapfang/platform';
import { isStaff } from './comment.permissions.js';
import { isErased, PUBLIC_VIEWER, sightOf, type Viewer } from './comment.rules.js';
import type { CommentRow, ListedRow } from './comment-sql.js';
import type { AuthorKind, Channel, CommentState, Stance } from './comment.kinds.js';
import type { CommentModel } from './comment.model.js';

/** Who asks, as the rules of this room see it. */
export function viewerOf(ctx: Pick<Ctx, 'actor'>, planId: string, receipt = false): Viewer {
  return { key: authorKey(ctx.actor), staff: isStaff(ctx.actor, planId), receipt };
}

/**
 * The only way from a row to what leaves the room. Null for what the viewer may not know of. A
 * placeholder keeps its date, its reason and its place, and nothing of what was said or by whom.
 */
export function viewOf(row: ListedRow, viewer: Viewer): CommentModel | null {
  const sight = sightOf(row, viewer);
  if (sight === 'NOTHING') return null;
  const whole = sight === 'WHOLE';
  const named = whole && (row.organisationNameTh !== null || row.organisationNameEn !== null);
  return {
    id: row.id,
    planKey: row.planKey,
    sectionKey: row.sectionKey,
    roundId: row.roundId,
    versionNumber: row.versionNumber,
    parentId: row.parentId,
    rootId: row.rootId,
    stance: whole ? row.stance : null,
    language: row.language,
    body: whole ? row.body : null,
    state: row.state,
    stateReason: reasonFor(row, whole),
    stateChangedAt: row.stateChangedAt,
    author: {
      kind: row.authorKind,
      displayName: whole ? row.authorName : null,
      organisation: named ? { th: row.organisationNameTh, en: row.organisationNameEn } : null,
      verified: whole && row.authorVerified === 1,
      erased: isErased(row),
    },
    channel: row.channel,
    demonstration: row.demonstration === 1,
    createdAt: row.createdAt,
    publishedAt: row.publishedAt,
    editedAt: row.editedAt,
    revision: row.revision,
    supportCount: row.supportCount,
    guestSupportCount: row.guestSupportCount,
    replyCount: row.replyCount,
    viewerIsAuthor: row.authorKey === viewer.key,
    planId: row.planId,
    sectionId: row.sectionId,
    versionId: row.versionId,
    sight,
    // Whose data was erased owns it no longer, receipt or not.
    byReceipt: viewer.receipt && !isErased(row),
    attachmentCount: row.attachmentCount,
    supported: row.viewerSupports === undefined ? null : Number(row.viewerSupports) === 1,
  };
}

/** A placeholder says which kind of reason; a moderator's own words may tell of the text, and are for its author and staff. */
function reasonFor({ reasonCode, reasonText }: CommentRow, whole: boolean): CommentModel['stateReason'] {
  const text = whole ? reasonText : null;
  return reasonCode || text ? { code: reasonCode, text } : null;
}

/** A comment as it travels to everybody who follows a section; the shape of apps/api live-events.ts. */
export interface PublicComment {
  id: string;
  rootId: string;
  parentId: string | null;
  stance: Stance | null;
  language: 'TH' | 'EN';
  body: string | null;
  state: CommentState;
  stateReason: { code: string | null; text: string | null } | null;
  stateChangedAt: string | null;
  author: {
    kind: AuthorKind;
    displayName: string | null;
    organisation: { th: string | null; en: string | null } | null;
    verified: boolean;
    /** The author has had their data erased. */
    erased: boolean;
  };
  channel: Channel;
  demonstration: boolean;
  createdAt: string;
  editedAt: string | null;
  revision: number;
  supportCount: number;
  guestSupportCount: number;
  replyCount: number;
}

/** Null for what the public may not know of. */
export function publicViewOf(row: CommentRow): PublicComment | null {
  const view = viewOf(row, PUBLIC_VIEWER);
  if (!view) return null;
  const {
    id,
    rootId,
    parentId,
    stance,
    body,
    state,
    stateReason,
    stateChangedAt,
    author,
    channel,
    demonstration,
  } = view;
  const { createdAt, editedAt, revision, supportCount, guestSupportCount, replyCount } = view;
  return {
    id,
    rootId,
    parentId,
    stance,
    language: view.language === 'th' ? 'TH' : 'EN',
    body,
    state,
    stateReason,
    stateChangedAt,
    author,
    channel,
    demonstration,
    createdAt,
    editedAt,
    revision,
    supportCount,
    guestSupportCount,
    replyCount,
  };
}
