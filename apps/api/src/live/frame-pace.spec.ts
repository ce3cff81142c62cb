import { describe, expect, it } from '@jest/globals';
import { FramePace } from './frame-pace.js';

const after = (...looks: number[]): number => {
  const pace = new FramePace();
  for (const utilization of looks) pace.look(utilization);
  return pace.pauseMs;
};

describe('The pace of frames', () => {
  it('is 100 ms where nothing else is said', () => {
    expect(after()).toBe(100);
    expect(after(0.1, 0.1, 0.1)).toBe(100);
  });

  it('slows down to a second at the most while the event loop is busy', () => {
    expect(after(0.5)).toBe(150);
    expect(after(...Array<number>(20).fill(0.9))).toBe(1000);
  });

  it('stays between busy and calm, and comes back when it is calm', () => {
    expect(after(0.5, 0.3, 0.3)).toBe(150);
    expect(after(...Array<number>(20).fill(0.9), ...Array<number>(20).fill(0.1))).toBe(100);
  });
});
