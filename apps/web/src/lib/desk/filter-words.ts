import type { Site } from '../site';
import type { DeskWords } from '../words/desk-th';
import type { FilterName, QueueView } from './queue-view';
import { nameTag, type DeskTag } from './tags';

/** A filter as people say it: "ย2", "ข้อกังวล", "คำว่า “สาย”". */
export function wordFilter(
  name: FilterName,
  view: QueueView,
  tags: readonly DeskTag[],
  site: Site,
  w: DeskWords,
): string {
  switch (name) {
    case 'strategy': {
      const number = tags.find((tag) => tag.kind === 'STRATEGY' && tag.key === view.strategy)?.strategyNumber;
      return number ? w.tags.mark(number) : (view.strategy ?? '');
    }
    case 'section':
      return w.queue.section(view.section ?? '');
    case 'tag': {
      const tag = tags.find(({ id }) => id === view.tag);
      return w.queue.tag(tag ? nameTag(tag, site, w) : '');
    }
    case 'tagged':
      return view.tagged ? w.queue.tagged : w.queue.untagged;
    case 'stance':
      return view.stance ? site.t.stance.names[view.stance] : '';
    case 'reported':
      return view.reported ? site.t.checks.report.views[view.reported] : '';
    case 'check':
      return view.check ? site.t.checks.names[view.check] : '';
    case 'words':
      return w.queue.words(view.words);
  }
}
