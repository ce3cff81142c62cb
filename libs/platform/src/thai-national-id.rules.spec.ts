import { describe, expect, it } from '@jest/globals';
import { isNationalId, nationalIdDigits } from './thai-national-id.rules.js';

describe('A Thai national ID', () => {
  it.each([
    ['1101700230708', '1101700230708'],
    ['1-1017-00230-70-8', '1101700230708'],
    ['1 1017 00230 70 8', '1101700230708'],
    ['๑๑๐๑๗๐๐๒๓๐๗๐๘', '1101700230708'],
    ['1–1017–00230–70–8', '1101700230708'],
    ['110170023070', null],
    ['11017002307088', null],
    ['1101700x30708', null],
    ['', null],
  ])('is read from %j as %j', (text, digits) => {
    expect(nationalIdDigits(text)).toBe(digits);
  });

  it.each([
    ['1101700230708', true],
    ['1234567890121', true],
    ['3100600445635', true],
    ['8888888888889', false],
    ['1101700230707', false],
    ['1234567890122', false],
    ['0105536112016', false],
    ['9101700230700', false],
    ['110170023070', false],
  ])('%s is judged %s by its first and its check digit', (digits, valid) => {
    expect(isNationalId(digits)).toBe(valid);
  });

  it('has exactly one check digit for each first twelve', () => {
    for (let n = 0; n < 500; n += 1) {
      const twelve = String(100000000000 + n * 1234567891).slice(0, 12);
      const right = Array.from('0123456789').filter((last) => isNationalId(twelve + last));
      expect(right).toHaveLength(/^[1-8]/.test(twelve) ? 1 : 0);
    }
  });
});
