import type { Lang } from '#lib/words/index.ts';
import type { PageLoad } from './$types';

const loadRecordWords = async (lang: Lang) =>
  lang === 'en'
    ? (await import('#lib/words/desk-record-en.ts')).deskRecordEn
    : (await import('#lib/words/desk-record-th.ts')).deskRecordTh;

/** Words of one language only travel to a browser. */
export const load: PageLoad = async ({ data, parent }) => ({
  ...data,
  recordWords: await loadRecordWords((await parent()).lang),
});
