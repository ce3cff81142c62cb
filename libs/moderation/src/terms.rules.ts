import { PASS, type Check } from './check.kinds.js';

/** Words that the secretariat has put on the list. The author is never told which. */
export const checkTerms: Check = ({ body, letters, terms }) => {
  const found = terms.find(body, letters);
  if (found.length === 0) return PASS;
  const marks = found.map(({ start, end, term }) => ({ start, end, kind: 'TERM' as const, termId: term.id }));
  const held = found.some(({ term }) => term.severity === 'HOLD');
  return { outcome: held ? 'HOLD' : 'FLAG', evidence: { rule: 'FOUND', marks } };
};
