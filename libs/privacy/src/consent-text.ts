import type { ConsentPurpose } from '@rapfang/access';

/**
 * Texts that people agree to. A text that was shown is never changed: a new wording is a new version
 * below it, and the page /privacy shows both. consent-texts.spec.ts holds the digest of each.
 */
export interface ConsentText {
  purpose: ConsentPurpose;
  version: string;
  /** Day from which it holds, YYYY-MM-DD in Bangkok. */
  since: string;
  title: { th: string; en: string };
  text: { th: string; en: string };
  parts: { heading: { th: string; en: string }; points: { th: string; en: string }[] }[];
}
