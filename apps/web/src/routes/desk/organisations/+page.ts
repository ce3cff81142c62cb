import { loadPeopleWords } from '#lib/people/people-words.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ data, parent }) => {
  const { lang } = await parent();
  return { ...data, words: await loadPeopleWords(lang) };
};
