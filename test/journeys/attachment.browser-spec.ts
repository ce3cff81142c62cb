import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { startBrowserTest, type BrowserTest } from '../harness/browser.js';
import { PLAN } from '../harness/operations.js';

const SECTION = `/en/plans/${PLAN}/sections/s4.p4.7`;
const PICTURE = 'docs/pictures/desk.png';

describe('A file beside the very first comment of a guest', () => {
  let test: BrowserTest;
  beforeAll(async () => {
    test = await startBrowserTest();
  });
  afterAll(() => test.stop());

  it.each([true, false])('goes with it and comes back whole, with script: %s', async (javaScriptEnabled) => {
    const page = await test.window({ javaScriptEnabled });
    await page.goto(SECTION, { waitUntil: 'networkidle' });
    await page.locator('textarea[name=body]').fill(`With a picture, script ${javaScriptEnabled}`);
    await page.locator('details:has(input[type=file]) > summary').click();
    await page.locator('input[type=file]').setInputFiles(PICTURE);
    await page.getByRole('button', { name: 'Send comment' }).click();
    await page
      .getByText(/RF-\d\d-\w{4}-\w{4}/)
      .first()
      .waitFor();
    await page.goto(SECTION);
    const comment = page.locator('article, li').filter({ hasText: `script ${javaScriptEnabled}` });
    const href = await comment.locator('a[href^="/attachments/"]').first().getAttribute('href');
    const file = await page.request.get(href as string);
    expect(file.status()).toBe(200);
    expect(file.headers()['content-disposition']).toContain('attachment');
    expect((await file.body()).equals(readFileSync(PICTURE))).toBe(true);
  });
});
