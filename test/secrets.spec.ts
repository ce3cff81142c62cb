import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What keys of the usual services look like, and passwords in addresses. */
const LOOKS_SECRET = [
  /-----BEGIN (?:RSA |EC |OPENSSH |ENCRYPTED )?PRIVATE KEY-----/,
  /\bAKIA[0-9A-Z]{16}\b/,
  /\bgh[pousr]_[A-Za-z0-9]{36}\b/,
  /\bxox[abprs]-[0-9A-Za-z-]{10,80}/,
  /\bAIza[0-9A-Za-z_-]{35}\b/,
  /\beyJ[A-Za-z0-9_-]{20,500}\.eyJ[A-Za-z0-9_-]{20,500}\./,
  /\b(?:SESSION_SECRET|NATIONAL_ID_KEY|[A-Z_]{1,40}PASSWORD|[A-Z_]{1,40}CLIENT_SECRET)=[^\s$<{'"`,|)]{8}/,
];
const BINARY = /\.(?:png|jpe?g|woff2?|ico|docx|pdf|zip)$/;

describe('Secrets', () => {
  it('are not committed: nothing in the repository looks like a key', () => {
    const files = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8', maxBuffer: 1 << 26 })
      .split('\0')
      .filter((file) => file && !BINARY.test(file) && file !== 'package-lock.json');
    expect(files.length).toBeGreaterThan(300);
    const found = files.flatMap((file) => {
      const text = readFileSync(file, 'utf8');
      return LOOKS_SECRET.filter((pattern) => pattern.test(text)).map((pattern) => `${file}: ${pattern}`);
    });
    expect(found).toEqual([]);
  });
});
