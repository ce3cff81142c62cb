import { describe, expect, it } from '@jest/globals';
import { originFor, rpIdOf } from './relying-party.rules.js';

const signedAt = (origin: unknown) => Buffer.from(JSON.stringify({ origin })).toString('base64url');
const PUBLIC = { publicUrl: 'https://rapfang.example', anyHost: false };
const TRIAL = { publicUrl: 'http://localhost:3000', anyHost: true };

describe('The site that passkeys belong to', () => {
  it('is the host of PUBLIC_URL', () => {
    expect(rpIdOf(PUBLIC)).toBe('rapfang.example');
    expect(rpIdOf({ ...PUBLIC, publicUrl: 'https://rapfang.example:8443' })).toBe('rapfang.example');
    expect(rpIdOf(TRIAL)).toBe('localhost');
  });

  it.each([
    [PUBLIC, 'https://rapfang.example', 'https://rapfang.example'],
    [PUBLIC, 'https://evil.example', 'https://rapfang.example'],
    [PUBLIC, 'http://localhost:3000', 'https://rapfang.example'],
    [TRIAL, 'http://localhost:8088', 'http://localhost:8088'],
    [TRIAL, 'http://localhost.evil.example', 'http://localhost:3000'],
    [TRIAL, 'https://evil.example', 'http://localhost:3000'],
    [TRIAL, 7, 'http://localhost:3000'],
  ])('%j signed at %p must have been %p', (site, origin, expected) => {
    expect(originFor(site, signedAt(origin))).toBe(expected);
  });
});
