import { appealEn } from './appeal-en';
import { appealTh, type AppealWords } from './appeal-th';
import type { Lang } from './index';

/** For pages that carry no script; both languages stay on the server. */
export const appealWords: Record<Lang, AppealWords> = { th: appealTh, en: appealEn };
