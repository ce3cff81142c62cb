import type { DeskCommentPartsFragment } from '../graphql/generated';
import type { Site } from '../site';

/** Who speaks: an organisation by its name, a person by the name shown, a guest as a citizen. */
export function nameAuthor({ author }: Pick<DeskCommentPartsFragment, 'author'>, { t, say }: Site): string {
  if (author.organisation) return say(author.organisation);
  if (author.erased) return t.comment.erased;
  return author.displayName ?? t.comment.citizen;
}

/** How sure we are of who it is. */
export function kindOfAuthor({ author }: Pick<DeskCommentPartsFragment, 'author'>, { t }: Site): string {
  const words = {
    GUEST: t.comment.guest,
    PERSON: author.verified ? t.comment.verified : t.comment.person,
    ORGANISATION: t.comment.organisation,
    STAFF: t.comment.staff,
  };
  return words[author.kind];
}
