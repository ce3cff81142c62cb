import type { AuthorPartsFragment } from './graphql/generated';
import type { TalkSite } from './site';

/** Name that stands above a comment. */
export function nameAuthor(
  { kind, displayName, organisation, erased }: AuthorPartsFragment,
  { t, say }: TalkSite,
): string {
  if (kind === 'ORGANISATION') return say(organisation) || displayName || t.comment.organisation;
  if (erased) return t.comment.erased;
  return displayName || (kind === 'STAFF' ? t.comment.staff : t.comment.citizen);
}
