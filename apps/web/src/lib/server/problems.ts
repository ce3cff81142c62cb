import type { Problem } from '../comment-form';
import type { WebError } from '../bridge';
import { wordError } from '../words/errors';
import type { Lang } from '../words';

/** Errors as sentences for the summary, each once, with the field it leads to. */
export function wordProblems(errors: readonly WebError[], lang: Lang): Problem[] {
  const problems = errors.map((error) => ({ field: error.field, text: wordError(error, lang) }));
  return problems.filter(
    ({ field, text }, index) =>
      problems.findIndex((other) => other.field === field && other.text === text) === index,
  );
}
