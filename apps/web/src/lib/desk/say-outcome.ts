import type { Site } from '../site';
import type { DeskWords } from '../words/desk-th';
import { nameAuthor } from './authors';
import type { QueueOutcome } from './outcome';
import { briefTag, type DeskTag } from './tags';

/** One line for what a gesture came to. */
export function wordOutcome(
  outcome: QueueOutcome,
  tags: readonly DeskTag[],
  site: Site,
  w: DeskWords,
): string {
  const named = (id: string | null) => {
    const tag = tags.find((one) => one.id === id);
    return tag ? briefTag(tag, w) : '';
  };
  switch (outcome.kind) {
    case 'decided':
      return `${nameAuthor(outcome.comment, site)}: ${w.decided[outcome.decision]}`;
    case 'tagged':
      return outcome.added ? w.tags.added(named(outcome.added)) : w.tags.removed(named(outcome.removed));
    case 'conflict':
      return w.conflict.notSaved(w.decisions[outcome.decision]);
    case 'problem':
      return outcome.text || w.failed.offline;
  }
}
