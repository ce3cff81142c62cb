import type { WebError } from '../bridge';
import { wordError } from '../words/errors';
import type { Lang } from '../words/index';
import type { PeopleWords } from '../words/people-th';

/** Words of one language only travel. */
export async function loadPeopleWords(lang: Lang): Promise<PeopleWords> {
  return lang === 'en'
    ? (await import('../words/people-en')).peopleEn
    : (await import('../words/people-th')).peopleTh;
}

/** What went wrong, as a sentence for whoever filled in the form. */
export function wordPeopleError(error: WebError, words: PeopleWords, lang: Lang): string {
  const byRule = words.problems[String(error.params['rule'] ?? '')];
  const byField = ['VALIDATION', 'NOT_FOUND'].includes(error.code)
    ? words.fields[error.field ?? '']
    : undefined;
  return byRule ?? byField ?? wordError(error, lang);
}
