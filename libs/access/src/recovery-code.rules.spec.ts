import { describe, expect, it } from '@jest/globals';
import { newRecoveryCode, recoveryCodeHash } from './recovery-code.rules.js';

const SECRET = 's'.repeat(32);

describe('A recovery code', () => {
  it('is written in three groups of four, never twice the same', () => {
    const codes = Array.from({ length: 500 }, newRecoveryCode);
    for (const code of codes) expect(code).toMatch(/^(?:[2-9A-HJ-NP-Z]{4}-){2}[2-9A-HJ-NP-Z]{4}$/);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it.each(['7K2M-QX4P-9DHT', '7k2m-qx4p-9dht', ' 7K2M QX4P 9DHT ', '7K2MQX4P9DHT'])(
    'typed as %p is the same',
    (typed) => {
      expect(recoveryCodeHash(SECRET, 'P1', typed)).toBe(recoveryCodeHash(SECRET, 'P1', '7K2M-QX4P-9DHT'));
    },
  );

  it('is of one person and one server', () => {
    const hash = recoveryCodeHash(SECRET, 'P1', '7K2M-QX4P-9DHT');
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(recoveryCodeHash(SECRET, 'P2', '7K2M-QX4P-9DHT')).not.toBe(hash);
    expect(recoveryCodeHash('t'.repeat(32), 'P1', '7K2M-QX4P-9DHT')).not.toBe(hash);
  });
});
