import { fail, type RequestEvent } from '@sveltejs/kit';
import type { WebError } from '../bridge';
import type { BilingualTextInput } from '../graphql/generated';
import { statusOf } from '../server/api';
import { wordError } from '../words/errors';
import {
  answerTexts,
  dispositions,
  textMost,
  type AnswerOutcome,
  type AnswerProblem,
  type AnswerValues,
} from './answer-values';
import { loadDeskWords } from './desk';

export interface AnswerAsked {
  values: AnswerValues;
  /** Comments ticked: those to be answered. */
  chosen: string[];
  /** Comments that stood on the form; what is no longer ticked is to be removed. */
  listed: string[];
  revision: number;
}

const text = (form: FormData, name: string) => String(form.get(name) ?? '').replaceAll('\r\n', '\n');
const ids = (form: FormData, name: string) =>
  form
    .getAll(name)
    .map(String)
    .filter((id) => id !== '' && id.length <= 26);

export function readAnswer(form: FormData): AnswerAsked {
  return {
    values: {
      disposition: dispositions.find((known) => known === form.get('disposition')) ?? '',
      bodyTh: text(form, 'bodyTh'),
      bodyEn: text(form, 'bodyEn'),
      reasonTh: text(form, 'reasonTh'),
      reasonEn: text(form, 'reasonEn'),
      changed: text(form, 'changed').slice(0, 64),
    },
    chosen: ids(form, 'c'),
    listed: ids(form, 'listed'),
    revision: Number(form.get('revision')) || 0,
  };
}

export const bodyOf = ({ bodyTh, bodyEn }: AnswerValues): BilingualTextInput => ({
  th: bodyTh.trim() || null,
  en: bodyEn.trim() || null,
});
export const reasonOf = ({ reasonTh, reasonEn }: AnswerValues): BilingualTextInput => ({
  th: reasonTh.trim() || null,
  en: reasonEn.trim() || null,
});

/** What can be said before asking the API. */
export async function checkAnswer(
  event: Pick<RequestEvent, 'locals'>,
  { values, chosen }: AnswerAsked,
): Promise<AnswerProblem[]> {
  const { editor: w } = await loadDeskWords(event.locals.lang);
  const names = {
    bodyTh: `${w.body} ${w.thai}`,
    bodyEn: `${w.body} ${w.english}`,
    reasonTh: `${w.reason} ${w.thai}`,
    reasonEn: `${w.reason} ${w.english}`,
  };
  const problems: AnswerProblem[] = [];
  if (!values.disposition) problems.push({ field: 'disposition', text: w.needDisposition });
  for (const name of answerTexts) {
    if (values[name].length > textMost)
      problems.push({ field: name, text: w.tooLong(names[name], textMost.toLocaleString('en')) });
  }
  if (chosen.length === 0) problems.push({ field: 'comments', text: w.needComments });
  return problems;
}

const fields: Record<string, AnswerProblem['field']> = {
  disposition: 'disposition',
  'body.th': 'bodyTh',
  'body.en': 'bodyEn',
  'reason.th': 'reasonTh',
  'reason.en': 'reasonEn',
  changedSectionKey: 'changed',
  commentIds: 'comments',
  addCommentIds: 'comments',
  removeCommentIds: 'comments',
};

/** The API's refusal as problems of the form; nothing typed is lost. */
export async function wordRefusal(
  event: Pick<RequestEvent, 'locals'>,
  errors: readonly WebError[],
): Promise<AnswerProblem[]> {
  const { lang } = event.locals;
  const { editor: w } = await loadDeskWords(lang);
  return errors.map((error) => {
    const field = error.field ? (fields[error.field] ?? null) : null;
    const needed = error.params.rule === 'required';
    if (field === 'comments' && needed) return { field, text: w.needComments };
    if (field === 'bodyTh' && needed) return { field, text: `${w.checks.body}: ${w.notYet}` };
    if (field === 'reasonTh' && needed) return { field, text: `${w.checks.reason}: ${w.notYet}` };
    return { field, text: wordError(error, lang) };
  });
}

export function refuseAnswer(
  asked: Pick<AnswerAsked, 'values' | 'chosen' | 'revision'>,
  problems: AnswerProblem[],
  first: WebError | null,
  conflict: AnswerOutcome['conflict'] = null,
) {
  const code = first?.code ?? 'VALIDATION';
  const outcome: AnswerOutcome = {
    values: asked.values,
    chosen: asked.chosen,
    problems,
    revision: asked.revision,
    code,
    requestId: first?.requestId ?? '',
    conflict,
  };
  return fail(conflict ? 409 : statusOf(code), { outcome });
}
