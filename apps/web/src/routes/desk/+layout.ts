import { loadDeskWords } from '#lib/desk/desk.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = async ({ data, parent }) => {
  const { lang } = await parent();
  return { ...data, deskWords: await loadDeskWords(lang) };
};
