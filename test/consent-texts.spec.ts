import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ConsentPurpose } from '@rapfang/access';
import { CONSENT_TEXTS, currentText, listTexts } from '@rapfang/privacy';

const digestOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);

describe('Texts that people agree to', () => {
  it('stay as they were: a new wording is a new version', () => {
    expect(Object.fromEntries(CONSENT_TEXTS.map((text) => [text.version, digestOf(text)]))).toEqual({
      'letters-2026-11': '2fab9f91d0894824',
      'notice-2026-11-01': 'ee8c7c12c8f8aba4',
      'notice-2026-11-22': '2d05df3a1b142ccb',
      'web-2026-11': '81d3e408d9efab5b',
    });
  });

  it('are each under one version, and the newest of a purpose is the one shown', () => {
    const versions = CONSENT_TEXTS.map(({ version }) => version);
    expect(new Set(versions).size).toBe(versions.length);
    for (const purpose of Object.values(ConsentPurpose)) {
      const [first, ...rest] = listTexts(purpose);
      expect(first).toMatchObject({ version: currentText(purpose).version, current: true });
      expect(rest.every(({ current }) => !current)).toBe(true);
    }
  });

  it('say beside the tick box what is recorded', () => {
    const { version, text } = currentText('PARTICIPANT');
    const web = (file: string) => readFileSync(`apps/web/src/lib/${file}`, 'utf8');
    expect(web('comment-form.ts')).toContain(`consentVersion = '${version}'`);
    expect(web('words/th.ts')).toContain(text.th);
    expect(web('words/en.ts')).toContain(text.en);
  });
});
