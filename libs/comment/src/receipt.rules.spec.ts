import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { buddhistYear, newReceiptCode, readReceiptCode, RECEIPT_ALPHABET } from './receipt.rules.js';

describe('A receipt code', () => {
  it('carries the Buddhist year of the day in Bangkok', () => {
    expect(buddhistYear('2026-12-31T16:59:59.999Z')).toBe('69');
    expect(buddhistYear('2026-12-31T17:00:00.000Z')).toBe('70');
  });

  it('has no letter that is read wrong', () => {
    expect(RECEIPT_ALPHABET).toHaveLength(32);
    expect(RECEIPT_ALPHABET).not.toMatch(/[01OI]/);
  });

  it('is found again however it is typed', () => {
    const random = fc.uint8Array({ minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(
        random,
        fc.constantFrom('', '-', ' ', ' – ', '\u2011'),
        fc.boolean(),
        (bytes, between, lower) => {
          const code = newReceiptCode('2026-11-22T00:00:00.000Z', () => bytes);
          expect(code).toMatch(/^RF-69-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/);
          const typed = code.replaceAll('-', between);
          expect(readReceiptCode(lower ? typed.toLowerCase() : ` ${typed} `)).toBe(code);
        },
      ),
    );
  });

  it('does not come twice in ten thousand', () => {
    expect(
      new Set(Array.from({ length: 10_000 }, () => newReceiptCode('2026-11-22T00:00:00.000Z'))).size,
    ).toBe(10_000);
  });

  it.each([
    '',
    'RF-69',
    'RF-69-0000-0000',
    'RF-69-ABCD-EFGHJ',
    'XX-69-ABCD-EFGH',
    "RF-69-ABCD-EFG'",
    'RF'.repeat(1000),
  ])('refuses %j', (typed) => {
    expect(() => readReceiptCode(typed)).toThrow(
      expect.objectContaining({ code: 'VALIDATION', field: 'code' }),
    );
  });
});
