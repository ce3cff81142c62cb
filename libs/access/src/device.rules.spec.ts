import { describe, expect, it } from '@jest/globals';
import { deviceOf } from './device.rules.js';

const SAFARI =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';

describe('The words for a device', () => {
  it.each([
    [
      'Mozilla/5.0 (Linux; Android 14; SM-S918B) AppleWebKit/537.36 Chrome/124.0.0.0 Mobile Safari/537.36',
      'Chrome, Android',
    ],
    [
      'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 SamsungBrowser/25.0 Chrome/121.0 Safari/537.36',
      'Samsung Internet, Android',
    ],
    [`${SAFARI} Version/17.4 Mobile/15E148 Safari/604.1`, 'Safari, iPhone'],
    [`${SAFARI} CriOS/124.0 Mobile/15E148 Safari/604.1`, 'Chrome, iPhone'],
    [`${SAFARI} Mobile/15E148 Safari Line/14.5.0`, 'LINE, iPhone'],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/124.0 Safari/537.36 Edg/124.0',
      'Edge, Windows',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:125.0) Gecko/20100101 Firefox/125.0',
      'Firefox, macOS',
    ],
    [
      'Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/123.0 Safari/537.36',
      'Chrome, ChromeOS',
    ],
    ['curl/8.5.0', null],
    ['', null],
    [undefined, null],
  ])('of %p are %p', (userAgent, words) => {
    expect(deviceOf(userAgent)).toBe(words);
  });
});
