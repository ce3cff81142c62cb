import { describe, expect, it } from '@jest/globals';
import { Secret } from 'otpauth';
import { newTotpSecret, stepOfCode, totpAddress } from './totp.rules.js';

/** RFC 6238, appendix B: the secret of its table, and the last six digits of its codes for SHA-1. */
const SECRET = Secret.fromLatin1('12345678901234567890').base32;

describe('A code of an authenticator app', () => {
  it.each([
    [59, '287082', 1],
    [1_111_111_109, '081804', 37_037_036],
    [1_111_111_111, '050471', 37_037_037],
    [20_000_000_000, '353130', 666_666_666],
  ])('at %d s is %s, of step %d', (seconds, code, step) => {
    expect(stepOfCode(SECRET, code, seconds * 1000, 0)).toBe(step);
    expect(stepOfCode(SECRET, `${code.slice(0, 3)} ${code.slice(3)}`, seconds * 1000, 0)).toBe(step);
  });

  it.each([
    [29, 1],
    [59, 1],
    [89, 1],
    [28 - 30, null],
    [90, null],
  ])('of step 1 at %d s gives %p: one step to either side counts, two do not', (seconds, step) => {
    expect(stepOfCode(SECRET, '287082', seconds * 1000, 0)).toBe(step);
  });

  it('is spent once taken, and so are those before it', () => {
    expect(stepOfCode(SECRET, '287082', 59_000, 1)).toBeNull();
    expect(stepOfCode(SECRET, '287082', 59_000, 2)).toBeNull();
  });

  it.each(['', '28708', '2870820', 'abcdef', '287083', '２８７０８２', "' OR 1=1"])('is not %p', (code) => {
    expect(stepOfCode(SECRET, code, 59_000, 0)).toBeNull();
  });

  it('comes from a secret of 160 bits, told to the app with issuer and account', () => {
    const secret = newTotpSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(newTotpSecret()).not.toBe(secret);
    const address = new URL(totpAddress(secret, 'a@example.org'));
    expect(address.protocol).toBe('otpauth:');
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      issuer: 'Rapfang',
      secret,
      digits: '6',
      period: '30',
    });
    expect(decodeURIComponent(address.pathname)).toContain('Rapfang:a@example.org');
  });
});
