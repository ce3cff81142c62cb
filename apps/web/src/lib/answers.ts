import type { CommentPartsFragment } from './graphql/generated';

type Answered = Pick<CommentPartsFragment, 'id' | 'responses'>;

/**
 * Under which comment of a page each response stands in full: the first one it answers. Under the others
 * it is named only, or one answer to many would fill the page.
 */
export function placeAnswers(comments: readonly Answered[]): Record<string, string> {
  const places: Record<string, string> = {};
  for (const { id, responses } of comments) for (const response of responses) places[response.id] ??= id;
  return places;
}
