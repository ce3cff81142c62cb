import type { Lang } from './index';
import { recordEn } from './record-en';
import { recordTh, type RecordWords } from './record-th';

/** For pages that carry no script; both languages stay on the server. */
export const recordWords: Record<Lang, RecordWords> = { th: recordTh, en: recordEn };
