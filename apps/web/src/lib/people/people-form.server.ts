import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { WebResult } from '../bridge';
import { statusOf } from '../server/api';
import { loadPeopleWords, wordPeopleError } from './people-words';

/** A form that was refused: which one it is, what is wrong, and what had been typed. */
export interface Refused {
  form: string;
  text: string;
  code: string;
  requestId: string;
  field: string | null;
  values: Record<string, string>;
}

export const textOf = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
};

/**
 * What a form comes to: back to the page with a word that it is done (so that loading it again sends
 * nothing twice), or the form again with what is wrong.
 * @param id which form of the page it is, such as `take:01…`
 * @param done key of `words.done`
 */
export async function settle(
  event: Pick<RequestEvent, 'locals' | 'url'>,
  result: WebResult<unknown>,
  { id, done, form }: { id: string; done: string; form: FormData },
) {
  const { lang } = event.locals;
  const first = result.errors?.[0];
  if (!first) {
    const search = new URLSearchParams([...event.url.searchParams].filter(([name]) => !name.startsWith('/')));
    search.set('done', done);
    redirect(303, `${event.url.pathname}?${search}`);
  }
  const values: Record<string, string> = {};
  for (const [name, value] of form) if (typeof value === 'string') values[name] = value.slice(0, 1000);
  const refused: Refused = {
    form: id,
    text: wordPeopleError(first, await loadPeopleWords(lang), lang),
    code: first.code,
    requestId: first.requestId,
    field: first.field,
    values,
  };
  return fail(statusOf(first.code), { refused });
}

export const languageOf = (form: FormData): 'TH' | 'EN' => (form.get('language') === 'EN' ? 'EN' : 'TH');
