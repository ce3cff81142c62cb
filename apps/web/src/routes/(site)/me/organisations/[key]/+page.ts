import { loadPeopleWords } from '#lib/people/people-words.ts';
import type { PageLoad } from './$types';

// Read as plain HTML; nothing here needs a script.
export const csr = false;

export const load: PageLoad = async ({ data, parent }) => {
  const { lang } = await parent();
  return { ...data, words: await loadPeopleWords(lang) };
};
