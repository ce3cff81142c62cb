import { useSite } from '../site';
import type { Lang } from './index';
import { privacyEn } from './privacy-en';
import { privacyTh, type PrivacyWords } from './privacy-th';

export const privacyWords = (lang: Lang): PrivacyWords => (lang === 'en' ? privacyEn : privacyTh);

/** For pages without script: the words do not travel. */
export const usePrivacyWords = (): PrivacyWords => privacyWords(useSite().lang);
