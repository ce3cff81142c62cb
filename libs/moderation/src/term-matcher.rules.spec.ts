import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TermMatcher, type TermMatching } from './term-matcher.rules.js';

const matcherOf = (words: readonly string[], matching: TermMatching = 'WORD') =>
  new TermMatcher(words.map((text) => ({ id: text, text, severity: 'HOLD', matching })));
const LIST = ['ass', 'shit', 'fuck', 'สัด', 'เหี้ย', 'ควย', 'แดกห่า', 'หี'];
const list = matcherOf(LIST);
const found = (text: string, matcher = list) =>
  matcher.find(text).map(({ term, start, end }) => [term.text, text.slice(start, end)]);

describe('Banned terms are found', () => {
  it.each([
    ['plainly', 'what shit is this', 'shit', 'shit'],
    ['in capitals', 'SHIT', 'shit', 'SHIT'],
    ['with blanks between all letters', 'f u c k this', 'fuck', 'f u c k'],
    ['with signs between letters', 'f.u-c*k', 'fuck', 'f.u-c*k'],
    ['with zero-width joiners', 'f\u200Bu\u200Cck', 'fuck', 'f\u200Bu\u200Cck'],
    ['stretched', 'fuuuuckkkk you', 'fuck', 'fuuuuckkkk'],
    ['stretched and spaced', 'f u u u c k', 'fuck', 'f u u u c k'],
    ['before a word that begins with its last letter', 'fuck king', 'fuck', 'fuck'],
    ['in leetspeak', 'sh1t', 'shit', 'sh1t'],
    ['with signs for letters', 'a$s', 'ass', 'a$s'],
    ['in look-alikes', 'ѕһіt', 'shit', 'ѕһіt'],
    ['in full width', 'ｓｈｉｔ', 'shit', 'ｓｈｉｔ'],
    ['glued to Thai', 'นี่มันshitมาก', 'shit', 'shit'],
    ['in Thai among other words', 'ไอ้เหี้ยพวกนี้', 'เหี้ย', 'เหี้ย'],
    ['in Thai without tone marks', 'พวก เหีย มาก', 'เหี้ย', 'เหีย'],
    ['in Thai with others', 'พวก เหี๊ย มาก', 'เหี้ย', 'เหี๊ย'],
    ['in Thai, stretched', 'เหี้ยยยยยย', 'เหี้ย', 'เหี้ยยยยยย'],
    ['in Thai, spaced', 'ค ว ย', 'ควย', 'ค ว ย'],
    ['in Thai, dotted', 'ค.ว.ย', 'ควย', 'ค.ว.ย'],
    ['in several words', 'แดกห่า ไปเลย', 'แดกห่า', 'แดกห่า'],
    ['behind a prefix that is a word', 'ไอ้สัด', 'สัด', 'สัด'],
  ])('%s: %s', (_name, text, term, place) => {
    expect(found(text)).toEqual([[term, place]]);
  });
});

describe('Innocent text holds none', () => {
  it.each([
    'as sent by the classification of assessment, passing grass, Scunthorpe',
    'as soon as possible; as so often',
    'Mass shipments to shiitake growers',
    'สัดส่วนของงบประมาณดิจิทัล',
    'หีบเพลงและหีบบัตรเลือกตั้ง',
    'อาชญากรรมเหี้ยมโหดทางไซเบอร์',
    'ควายไทยต้องอนุรักษ์',
    'has hit the target',
    '',
    '5555555',
  ])('%s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('unless the term is to be found inside words', () => {
    expect(found('the classic', matcherOf(['ass'], 'ANYWHERE'))).toEqual([['ass', 'ass']]);
    expect(found('สัดส่วน', matcherOf(['สัด'], 'ANYWHERE'))).toEqual([['สัด', 'สัด']]);
  });
});

describe('The list', () => {
  it('may hold terms inside terms, and all are found', () => {
    const nested = matcherOf(['she', 'he', 'hers'], 'ANYWHERE');
    expect(found('ushers', nested)).toEqual([
      ['she', 'she'],
      ['he', 'he'],
      ['hers', 'hers'],
    ]);
  });

  it('may be empty, or hold a term without letters, which is never found', () => {
    expect(found('anything', matcherOf([]))).toEqual([]);
    expect(found('any!thing', matcherOf(['!', '  ']))).toEqual([]);
  });

  it('finds what a plain search finds in plain words, whatever the words', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), fc.array(word, { maxLength: 20 }), (terms, text) => {
        // Letters in a row count as one of that many at the least, so distinct neighbours are compared.
        const plain = (one: string) => !/(.)\1/.test(one);
        const wanted = [...new Set(terms.filter(plain))];
        const said = text.filter(plain).join(' ');
        const expected = wanted.filter((term) => said.split(' ').includes(term)).sort();
        const isSpaced = / . /.test(` ${said} `);
        const got = [...new Set(found(said, matcherOf(wanted)).map(([term]) => term as string))].sort();
        if (isSpaced) expect(got).toEqual(expect.arrayContaining(expected));
        else expect(got).toEqual(expected);
      }),
    );
  });

  it('takes time that grows with the text alone', () => {
    const many = matcherOf(
      Array.from({ length: 2000 }, (_, n) => `term${n.toString(36)}x`).concat('aaaaab', 'ababab'),
    );
    const time = (length: number) => {
      const text = 'ab'.repeat(length / 2);
      const started = performance.now();
      many.find(text);
      return performance.now() - started;
    };
    time(20_000);
    const [short, long] = [Math.min(time(20_000), time(20_000)), Math.min(time(80_000), time(80_000))];
    expect(long / Math.max(short, 1)).toBeLessThan(12);
  });
});
