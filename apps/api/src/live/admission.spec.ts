import { describe, expect, it } from '@jest/globals';
import { Admission } from './admission.js';

describe('Admission of new connections', () => {
  it('takes a burst, then a steady rate, and never saves up more than a burst', () => {
    let now = 0;
    const admission = new Admission(() => now, 10, 5);
    const taken = (tries: number) =>
      Array.from({ length: tries }, () => admission.take()).filter(Boolean).length;
    expect(taken(20)).toBe(5);
    now += 500;
    expect(taken(20)).toBe(5);
    now += 100;
    expect(taken(20)).toBe(1);
    now += 60_000;
    expect(taken(20)).toBe(5);
  });
});
