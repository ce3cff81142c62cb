import { count } from '../formats';
import type { Site } from '../site';
import { deskQueueWords } from '../words/desk-queue';
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
  const q = deskQueueWords(site.lang);
  switch (outcome.kind) {
    case 'decided':
      return `${nameAuthor(outcome.comment, site)}: ${outcome.comment.proposal ? q.proposed : w.decided[outcome.decision]}`;
    case 'undone':
      return [outcome.done > 0 && q.undone(outcome.done), outcome.failed > 0 && q.undoFailed(outcome.failed)]
        .filter(Boolean)
        .join(' · ');
    case 'bulk':
      return q.bulkDone(count(outcome.done, site.lang), count(outcome.failed.length, site.lang));
    case 'returned':
      return q.returned;
    case 'dismissed':
      return site.t.checks.report.dismissed;
    case 'tagged':
      return outcome.added ? w.tags.added(named(outcome.added)) : w.tags.removed(named(outcome.removed));
    case 'conflict':
      return w.conflict.notSaved(w.decisions[outcome.decision]);
    case 'problem':
      return outcome.text || w.failed.offline;
  }
}
