import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  BODY_MOST,
  cleanBody,
  cleanClientId,
  cleanEmail,
  cleanName,
  codePoints,
} from './comment-text.rules.js';

describe('The text of a comment', () => {
  it.each([
    ['keeps Thai as it is', 'น้ำใจ', 'น้ำใจ'],
    ['composes what can be composed', 'e\u0301', 'é'],
    ['trims blanks and zero-width blanks', ' \u200B ก \uFEFF\n', 'ก'],
    ['keeps zero-width blanks between Thai words', 'ก\u200Bข', 'ก\u200Bข'],
    ['makes one kind of line end', 'ก\r\nข\rค', 'ก\nข\nค'],
    ['strips control characters', 'ก\u0000\u0007\u001Bข', 'กข'],
    ['strips marks that turn the direction', 'abc\u202Egpj.exe', 'abcgpj.exe'],
    ['replaces halves of characters', 'ก\uD83D', 'ก\uFFFD'],
    ['keeps emoji with their joiners', '👩‍👩‍👧', '👩‍👩‍👧'],
    ['keeps script as the text it is', '<script>alert(1)</script>', '<script>alert(1)</script>'],
  ])('%s', (_what, given, kept) => {
    expect(cleanBody(given)).toBe(kept);
  });

  it.each([
    ['nothing', ''],
    ['blanks', ' \n\t '],
    ['zero-width blanks', '\u200B\u200D\u2060'],
    ['control characters', '\u0000\u0001'],
    ['a mark without a letter', '\u0E49'],
    ['fillers', '\u3164\u2800'],
    ['marks that turn', '\u202E\u2066'],
  ])('refuses %s as empty', (_what, given) => {
    expect(() => cleanBody(given)).toThrow(
      expect.objectContaining({ field: 'body', params: { rule: 'required' } }),
    );
  });

  it('takes 4,000 code points, however many units they are, and no more', () => {
    expect(codePoints(cleanBody('😀'.repeat(BODY_MOST)))).toBe(BODY_MOST);
    const tooLong = expect.objectContaining({ params: { rule: 'maxLength', limit: BODY_MOST } });
    expect(() => cleanBody('ก'.repeat(BODY_MOST + 1))).toThrow(tooLong);
    expect(() => cleanBody('ก'.repeat(100_000))).toThrow(tooLong);
  });

  it('stays as it is when cleaned again, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (typed) => {
        try {
          const once = cleanBody(typed);
          expect(cleanBody(once)).toBe(once);
          expect(once.replace(/[\t\n]/g, '')).not.toMatch(/[\p{Cc}\u202A-\u202E]/u);
        } catch (error) {
          expect(error).toMatchObject({ code: 'VALIDATION' });
        }
      }),
    );
  });
});

describe('Names, addresses and client ids', () => {
  it('puts a name on one line, and takes a blank one for none', () => {
    expect(cleanName('  สมชาย \n ใจดี ')).toBe('สมชาย ใจดี');
    expect(cleanName(' \u200B ')).toBeNull();
    expect(cleanName(null)).toBeNull();
    expect(() => cleanName('ก'.repeat(81))).toThrow('displayName');
  });

  it.each(['a@b.co', ' Somchai@Example.OR.TH '])('takes %s as an address', (email) => {
    expect(cleanEmail(email)).toBe(email.trim().toLowerCase());
  });
  it.each(['a@b', 'a b@c.co', 'a@b.co\nbcc: x@y.z', `${'a'.repeat(250)}@b.co`])(
    'refuses %j as an address',
    (email) => {
      expect(() => cleanEmail(email)).toThrow('email');
    },
  );

  it.each(['short', 'a'.repeat(65), 'with space', "x';drop table"])('refuses %j as a client id', (id) => {
    expect(() => cleanClientId(id)).toThrow('clientId');
  });
});
