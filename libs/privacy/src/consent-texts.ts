import type { ConsentPurpose } from '@rapfang/access';
import type { BilingualText } from '@rapfang/platform';
import type { ConsentText } from './consent-text.js';
import { notice20261101 } from './notice-2026-11-01.js';
import { notice20261122 } from './notice-2026-11-22.js';

/** Oldest first; the last of a purpose is the one shown. */
export const CONSENT_TEXTS: readonly ConsentText[] = [
  notice20261101,
  notice20261122,
  {
    purpose: 'PARTICIPANT',
    version: 'web-2026-11',
    since: '2026-11-01',
    title: { th: 'ข้อมูลเกี่ยวกับท่าน', en: 'About you' },
    text: {
      th: 'ยินยอมให้เก็บข้อมูลข้างต้นเพื่อสรุปจำนวนผู้ให้ความเห็นของรอบนี้ ถอนความยินยอมได้ทุกเมื่อ',
      en: 'I agree that the above is kept to count who took part in this round. I can take this back at any time.',
    },
    parts: [],
  },
  {
    purpose: 'LETTERS',
    version: 'letters-2026-11',
    since: '2026-11-01',
    title: { th: 'อีเมลแจ้งผล', en: 'Letters about your comment' },
    text: {
      th: 'อีเมลที่ใส่ไว้กับความคิดเห็น ใช้ส่งใบรับและแจ้งผลของความคิดเห็นนั้นเท่านั้น ไม่เผยแพร่ ถอนได้ทุกเมื่อ',
      en: 'The address left with a comment is used to send its receipt and what became of it, and for nothing else. It is never published, and can be taken back at any time.',
    },
    parts: [],
  },
];

export function findText(purpose: ConsentPurpose, version: string): ConsentText | null {
  return CONSENT_TEXTS.find((text) => text.purpose === purpose && text.version === version) ?? null;
}

/** The text that is shown now. */
export function currentText(purpose: ConsentPurpose): ConsentText {
  const text = CONSENT_TEXTS.findLast((one) => one.purpose === purpose);
  if (!text) throw new Error(`There is no consent text for ${purpose}.`);
  return text;
}

/** Newest first. */
export function listTexts(
  purpose: ConsentPurpose,
): (ConsentText & { current: boolean; title: BilingualText })[] {
  const current = currentText(purpose);
  return CONSENT_TEXTS.filter((text) => text.purpose === purpose)
    .toReversed()
    .map((text) => ({ ...text, current: text === current }));
}
