import type { Lang } from '#lib/words/index.ts';
import type { PageLoad } from './$types';

const loadRetentionWords = async (lang: Lang) =>
  lang === 'en'
    ? (await import('#lib/words/desk-retention-en.ts')).deskRetentionEn
    : (await import('#lib/words/desk-retention-th.ts')).deskRetentionTh;

/** Words of one language only travel to a browser. */
export const load: PageLoad = async ({ data, parent }) => ({
  ...data,
  retentionWords: await loadRetentionWords((await parent()).lang),
});
