import { BannedTermEntity, TermStore, type TermSeverity } from '@rapfang/moderation';
import { Clock, Database, newId, systemContext, type Language } from '@rapfang/platform';
import { demoFile } from './demo-files.js';
import type { Services } from './services.js';

interface Lists {
  th: string[];
  en: string[];
  marked: { th: string[]; en: string[] };
}

/**
 * A short list of common abusive words to begin with, on every plan; what staff made of it since stays
 * as it is.
 *
 * @param say hears one line when something was done
 */
export async function loadStartingTerms(services: Services, say: (line: string) => void): Promise<void> {
  const store = services.get(TermStore);
  const lists = demoFile<Lists>('terms.json');
  const addedAt = services.get(Clock).now();
  const rows = (texts: readonly string[], language: Language, severity: TermSeverity): BannedTermEntity[] =>
    texts.map((text) => ({
      ...{ id: newId(), planId: null, text, language, severity, matching: 'WORD', note: null },
      ...{ addedBy: 'system', addedAt, retiredAt: null, retiredBy: null },
    }));
  const terms = [
    ...rows(lists.th, 'th', 'HOLD'),
    ...rows(lists.en, 'en', 'HOLD'),
    ...rows(lists.marked.th, 'th', 'FLAG'),
    ...rows(lists.marked.en, 'en', 'FLAG'),
  ];
  const done = await services.get(Database).transaction(systemContext(), async (ctx) => {
    if (!(await store.isEmpty(ctx))) return false;
    await store.insert(ctx, terms);
    return true;
  });
  if (done) say(`Demonstration: ${terms.length} banned terms.`);
}
