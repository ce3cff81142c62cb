import { invalid, type BilingualText } from '@rapfang/platform';

export const ResponseState = { DRAFT: 'DRAFT', PUBLISHED: 'PUBLISHED' } as const;
export type ResponseState = keyof typeof ResponseState;

export const COMMENTS_MOST = 5_000;
/** Characters; 8,000 Thai ones are 24,000 bytes, which the column holds. */
export const TEXT_MOST = 8_000;

/** `R-001`, `R-012`, `R-1234`: three digits at least. */
export function responseCode(number: number): string {
  return `R-${String(number).padStart(3, '0')}`;
}

/**
 * Trims a text; blanks are no text.
 * @throws DomainError VALIDATION naming `field.th` or `field.en`
 */
export function checkedText(field: string, text: { th?: string | null; en?: string | null }): BilingualText {
  const result = { th: text.th?.trim() || null, en: text.en?.trim() || null };
  for (const language of ['th', 'en'] as const) {
    if ((result[language]?.length ?? 0) > TEXT_MOST)
      throw invalid(`${field}.${language}`, 'maxLength', { limit: TEXT_MOST });
  }
  return result;
}

/** What a response may be published on: Thai is the language of the record, and nobody is answered without a reason. */
export function checkPublishable(response: {
  body: BilingualText;
  reason: BilingualText;
  commentCount: number;
}): void {
  if (!response.body.th) throw invalid('body.th', 'required');
  if (!response.reason.th) throw invalid('reason.th', 'required');
  if (response.commentCount === 0) throw invalid('commentIds', 'required');
}

export interface AnswerableComment {
  id: string;
  planId: string;
  state: string;
}

/**
 * The ids without repetitions.
 * @throws DomainError VALIDATION when there are none or too many
 */
export function checkedCommentIds(field: string, ids: readonly string[], already = 0): string[] {
  const unique = [...new Set(ids)];
  if (unique.length + already > COMMENTS_MOST) throw invalid(field, 'maxItems', { limit: COMMENTS_MOST });
  return unique;
}

/**
 * Only comments that stand published in the plan can be answered. One that is missing, of another
 * plan or not public is named by its id; what may not be read looks like what does not exist.
 * @throws DomainError VALIDATION with the rule and the ids (the first ten) in `params`
 */
export function checkAnswerable(
  field: string,
  planId: string,
  ids: readonly string[],
  found: readonly AnswerableComment[],
): void {
  const byId = new Map(found.map((comment) => [comment.id, comment]));
  const missing = ids.filter((id) => byId.get(id)?.planId !== planId);
  refuse(field, 'exists', missing);
  refuse(
    field,
    'notWithdrawn',
    ids.filter((id) => byId.get(id)?.state === 'WITHDRAWN'),
  );
  refuse(
    field,
    'published',
    ids.filter((id) => byId.get(id)?.state !== 'PUBLISHED'),
  );
}

function refuse(field: string, rule: string, ids: readonly string[]): void {
  if (ids.length > 0) throw invalid(field, rule, { ids: ids.slice(0, 10).join(' '), count: ids.length });
}
