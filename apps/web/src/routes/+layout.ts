import { loadWords } from '#lib/words/index.ts';
import type { LayoutLoad } from './$types';

// Universal, so that a browser fetches the words of one language as a script of its own.
export const load: LayoutLoad = async ({ data }) => ({ ...data, words: await loadWords(data.lang) });
