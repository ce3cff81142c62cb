import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startBrowserTest, type BrowserTest } from '../harness/browser.js';
import { openLive, sectionAt } from './stage.js';

/** The promise of issue 2, item 7: script on a reading page ≤ 60 kB compressed. */
const MOST = 60_000;

describe('What a reader’s telephone must fetch of script', () => {
  let test: BrowserTest;
  beforeAll(async () => {
    test = await startBrowserTest();
  });
  afterAll(() => test.stop());

  it.each(['th', 'en'] as const)(
    'is at most 60 kB over the wire with gzip on a section’s page, the live connection and its words (%s) included',
    async (lang) => {
      const page = await test.window({ extraHTTPHeaders: { 'accept-encoding': 'gzip' } });
      const session = await page.context().newCDPSession(page);
      await session.send('Network.enable');
      const scripts = new Map<string, { url: string; encoding: string }>();
      const sizes = new Map<string, number>();
      session.on('Network.responseReceived', ({ requestId, type, response }) => {
        if (type !== 'Script') return;
        const encoding =
          response.headers['content-encoding'] ?? response.headers['Content-Encoding'] ?? 'none';
        scripts.set(requestId, { url: response.url, encoding });
      });
      session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
        sizes.set(requestId, encodedDataLength),
      );
      await openLive(page, sectionAt('s4.p4.4', lang));
      await page.waitForLoadState('networkidle');

      const table = [...scripts].map(([id, script]) => ({ ...script, bytes: sizes.get(id) ?? Infinity }));
      expect(table.length).toBeGreaterThan(0);
      expect(table.filter(({ encoding }) => encoding !== 'gzip')).toEqual([]);
      const sum = table.reduce((total, { bytes }) => total + bytes, 0);
      if (sum > MOST) throw new Error(`${sum} bytes of script:\n${JSON.stringify(table, null, 2)}`);
      expect(sum).toBeLessThanOrEqual(MOST);
    },
  );

  it('is nothing at all on the pages that are only read', async () => {
    const page = await test.window();
    const scripts: string[] = [];
    page.on('request', (request) => {
      if (request.resourceType() === 'script') scripts.push(request.url());
    });
    for (const path of ['/', '/plans/dgplan-2566-2570', '/rounds', '/responses', '/receipts', '/about']) {
      await page.goto(path, { waitUntil: 'load' });
    }
    expect(scripts).toEqual([]);
  });
});
