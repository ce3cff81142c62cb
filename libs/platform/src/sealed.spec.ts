import { describe, expect, it } from '@jest/globals';
import { seal, unseal } from './sealed.js';

const SECRET = 'a'.repeat(32);

describe('What is sealed', () => {
  it.each(['', 'x', 'ลิงก์ 😀'.repeat(100)])('opens again: %.10s', (text) => {
    const sealed = seal(SECRET, 'link', text);
    expect(unseal(SECRET, 'link', sealed)).toBe(text);
    expect(seal(SECRET, 'link', text)).not.toBe(sealed);
  });

  it('opens with no other secret, for no other purpose, not when changed and not when cut', () => {
    const sealed = seal(SECRET, 'link', 'https://x/?token=1');
    const changed = Buffer.from(sealed, 'base64url');
    changed[30] = (changed[30] as number) ^ 1;
    expect(() => unseal('b'.repeat(32), 'link', sealed)).toThrow('SESSION_SECRET');
    expect(() => unseal(SECRET, 'other', sealed)).toThrow('SESSION_SECRET');
    expect(() => unseal(SECRET, 'link', changed.toString('base64url'))).toThrow('SESSION_SECRET');
    expect(() => unseal(SECRET, 'link', sealed.slice(0, 10))).toThrow('too short');
  });
});
