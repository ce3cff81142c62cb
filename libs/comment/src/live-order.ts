import type { GraphQLResolveInfo } from 'graphql';

const asked = new WeakMap<object, boolean>();

/**
 * Whether the operation asks for `lastEvent` anywhere. Then the number must be read before the
 * comments: read after them, it could already count an event whose comment they lack, and a page that
 * follows from it would never learn of that comment. Read before, at worst it learns of one twice.
 */
export function asksForLastEvent(info: Pick<GraphQLResolveInfo, 'operation' | 'fragments'>): boolean {
  let answer = asked.get(info.operation);
  if (answer === undefined) {
    answer = JSON.stringify([info.operation.selectionSet, info.fragments]).includes('"lastEvent"');
    asked.set(info.operation, answer);
  }
  return answer;
}
