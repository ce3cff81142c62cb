import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startBrowserTest, type BrowserTest } from '../harness/browser.js';

describe('A page that is loaded again', () => {
  let test: BrowserTest;
  beforeAll(async () => {
    test = await startBrowserTest();
  });
  afterAll(() => test.stop());

  it.each(['/record', '/moderation-rules'])('keeps its style where it did not change: %s', async (path) => {
    const page = await test.window();
    const refused: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') refused.push(message.text());
    });
    const statuses: number[] = [];
    for (let visit = 0; visit < 3; visit += 1) {
      const response = await page.goto(path, { waitUntil: 'networkidle' });
      statuses.push(response?.status() ?? 0);
      const answer = await fetch(new URL(path, page.url()), {
        headers: { 'if-none-match': response?.headers()['etag'] ?? '' },
      });
      expect(answer.status).toBe(304);
      expect(answer.headers.get('content-security-policy')).toBeNull();
    }
    expect(refused).toEqual([]);
    expect(statuses.every((status) => status === 200 || status === 304)).toBe(true);
    const background = await page.evaluate(() => document.styleSheets.length);
    expect(background).toBeGreaterThan(0);
  });
});
