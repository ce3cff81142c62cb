import { invalid } from '@rapfang/platform';
import { fold, foldedText } from './fold.rules.js';

export const TERM_MOST = 100;
export const TERMS_AT_ONCE = 500;

/**
 * Terms as people paste them: one a line, blank lines and doubles left out.
 * @throws DomainError VALIDATION on `lines`: none, too many, one too long, or one without two letters,
 *   which would be found in half of all comments
 */
export function readTerms(lines: string): string[] {
  const terms = new Map<string, string>();
  for (const line of lines.split('\n')) {
    const text = line.normalize('NFC').trim();
    if (text === '') continue;
    if (text.length > TERM_MOST) throw invalid('lines', 'termLength', { limit: TERM_MOST });
    if (fold(text).reduce((sum, { run }) => sum + run, 0) < 2)
      throw invalid('lines', 'termShort', { term: text });
    const key = sameness(text);
    if (!terms.has(key)) terms.set(key, text);
  }
  if (terms.size === 0) throw invalid('lines', 'required');
  if (terms.size > TERMS_AT_ONCE) throw invalid('lines', 'termsMost', { limit: TERMS_AT_ONCE });
  return [...terms.values()];
}

/** Equal for terms that find the same: `Damn` and `d-a-m-n`. Doubled letters tell them apart. */
export function sameness(text: string): string {
  return (
    foldedText(fold(text)) +
    fold(text)
      .map(({ run }) => run)
      .join('.')
  );
}
