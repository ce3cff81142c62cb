import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fold, foldedText } from './fold.rules.js';

const folded = (text: string) => foldedText(fold(text));

describe('Folding a text for comparison', () => {
  it.each([
    ['lower case', 'HeLLo', 'helo'],
    ['full width', 'Ｆｕｌｌ', 'ful'],
    ['accents', 'crémé', 'creme'],
    ['look-alikes of Cyrillic and Greek', 'аѕеο', 'aseo'],
    ['mathematical letters', '𝐟𝐮𝐧', 'fun'],
    ['blanks and signs', 'a b-c.d_e', 'abcde'],
    ['zero-width joiners', 'ก\u200Bข\u200Dค\uFEFF', 'กขค'],
    ['repeated letters', 'coooool', 'col'],
    ['Thai tone marks and silencers', 'เหี้ยสัตว์', 'เหียสัตว'],
    ['Thai vowels stay', 'กิกีกึกุกู', 'กิกีกึกุกู'],
    ['sara am, composed or in two', 'คำ คํา', 'คําคํา'],
    ['Thai digits', '๑๒๓', '123'],
    ['digits beside Latin letters', 'h3ll0', 'helo'],
    ['digits by themselves', '2566-2570', '2562570'],
    ['signs between Latin letters', 'f@n$y', 'fansy'],
    ['signs elsewhere', 'yes! $5 @home', 'yeshome'],
    ['emoji', '👍🏽', ''],
  ])('%s: %s', (_name, text, expected) => {
    expect(folded(text)).toBe(expected);
  });

  it('keeps where each letter came from', () => {
    expect(fold('f-uuu k')).toEqual([
      { letter: 'f', run: 1, start: 0, end: 1 },
      { letter: 'u', run: 3, start: 2, end: 5 },
      { letter: 'k', run: 1, start: 6, end: 7 },
    ]);
  });

  it('never joins the end of a word to the beginning of the next, but letters that stand alone', () => {
    expect(fold('as sent').map(({ run }) => run)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(fold('a s s').map(({ run }) => run)).toEqual([1, 2]);
  });

  it('is the same when done twice, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        expect(folded(folded(text))).toBe(folded(text));
      }),
      { numRuns: 500 },
    );
  });

  it('never throws, and its places lie in the text in order, on any string of units', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        let last = 0;
        for (const { start, end } of fold(text)) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(start).toBeGreaterThanOrEqual(Math.min(last, start));
          last = start;
        }
      }),
      { numRuns: 500 },
    );
  });
});
