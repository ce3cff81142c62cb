// What runs in `evaluate` runs in a page.
/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { privacyTh as w } from '../../apps/web/src/lib/words/privacy-th.js';
import { axe, startBrowserTest, type BrowserTest } from '../harness/browser.js';
import { commentOf, readCode, sectionAt } from './stage.js';
import { wordsOf, type Words } from './words.js';

const SECTION = 's4.p4.4';
const TEXT = 'ความเห็นของผู้ที่ขอลบข้อมูลของตน';
const NAME = 'สมใจ ขอลบ';

describe('A guest without JavaScript', () => {
  let test: BrowserTest;
  let page: Page;
  let t: Words;
  let code: string;

  beforeAll(async () => {
    test = await startBrowserTest();
    t = await wordsOf('th');
    page = await test.window({ javaScriptEnabled: false, acceptDownloads: true });
    await page.goto(sectionAt(SECTION, 'th'));
    await page.getByLabel(t.form.body).fill(TEXT);
    await page.getByLabel(t.form.name).fill(NAME);
    await page.getByRole('button', { name: t.form.send }).click();
    code = await readCode(page);
  });
  afterAll(() => test.stop());

  it('sees what is held on them and downloads it', async () => {
    await page.goto('/me/data');
    expect(await page.getByRole('table').innerText()).toContain(w.sets['comments']);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: w.json }).click(),
    ]);
    const { sets } = JSON.parse(readFileSync(await download.path(), 'utf8')) as {
      sets: { comments: { text: string; displayName: string }[] };
    };
    expect(sets.comments).toEqual([expect.objectContaining({ text: TEXT, displayName: NAME })]);
  });

  it('is told what goes and what stays, and nothing goes before they say that they are sure', async () => {
    await page.getByRole('link', { name: w.eraseNext }).click();
    expect(await page.getByRole('main').innerText()).toContain(w.rules.KEEP_PUBLIC_TEXT);
    await page.getByRole('button', { name: w.eraseNow }).click();
    await page.getByRole('alert').waitFor();
    const reader = await test.window();
    await reader.goto(`${sectionAt(SECTION, 'th')}?sort=NEWEST`);
    expect(await commentOf(reader, TEXT).innerText()).toContain(NAME);
  });

  it('erases it: the comment stands without a name, the receipt opens nothing any more', async () => {
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: w.eraseNow }).click();
    await page.getByRole('status').filter({ hasText: w.erased }).waitFor();
    await page.goto(`${sectionAt(SECTION, 'th')}?sort=NEWEST`);
    const comment = await commentOf(page, TEXT).innerText();
    expect(comment).toContain(t.comment.erased);
    expect(comment).not.toContain(NAME);
    await page.goto(`/receipts/${code}`);
    expect(await page.locator('summary').filter({ hasText: t.receipt.withdraw }).count()).toBe(0);
    const answer = await page.goto(`/receipts/${code}/data`);
    expect(answer?.status()).toBe(404);
  });

  it('finds pages that are accessible, in either width', async () => {
    const reader = await test.window();
    const found: unknown[] = [];
    for (const width of [1280, 320]) {
      await reader.setViewportSize({ width, height: 900 });
      for (const path of ['/me/data', '/en/me/data', '/me/data?step=erase', '/privacy', '/en/privacy']) {
        await reader.goto(path);
        found.push(...(await axe(reader)).map((finding) => ({ path, width, ...finding })));
        const wide = await reader.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (wide > 0) found.push({ path, width, wide });
      }
    }
    expect(found).toEqual([]);
  });
});
