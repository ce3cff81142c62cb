import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { recordTh } from '../../apps/web/src/lib/words/record-th.js';
import { ApiClient } from '../harness/api-client.js';
import { startBrowserTest, type BrowserTest } from '../harness/browser.js';
import { submit } from '../harness/operations.js';

const w = recordTh.verify;

describe('A receipt’s proof, without JavaScript', () => {
  let test: BrowserTest;
  let page: Page;
  let code: string;
  let proof: string;

  beforeAll(async () => {
    test = await startBrowserTest();
    code = (await submit(new ApiClient(test.server.url), 's4.p4.4', 'ขอหลักฐาน')).receiptCode;
    page = await test.window({ javaScriptEnabled: false });
    await new Promise((resume) => setTimeout(resume, 1000));
  });
  afterAll(() => test.stop());

  it('is found from the receipt, and tells what is in the record', async () => {
    await page.goto(`/receipts/${code}`);
    await page.getByRole('link', { name: w.fromReceipt }).click();
    await page.getByRole('heading', { name: w.found(code) }).waitFor();
    expect(await page.getByRole('status').innerText()).toContain(w.allIn('2'));
    expect(await page.getByRole('main').innerText()).toContain(recordTh.actions['comment.submitted']);
  });

  it('is downloaded, and holds neither the code nor the words', async () => {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: w.download }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('record-proof.json');
    proof = readFileSync(await file.path(), 'utf8');
    expect(proof).toContain('"rapfang-record-proof/1"');
    expect(proof).not.toContain(code);
    expect(proof).not.toContain('ขอหลักฐาน');
  });

  it('is checked when pasted, as it is and after a change', async () => {
    const paste = async (text: string) => {
      await page.goto('/record/verify');
      await page.locator('summary', { hasText: w.paste }).click();
      await page.getByLabel(w.pasteLabel).fill(text);
      await page.getByRole('button', { name: w.check }).click();
      return page.getByRole('main');
    };
    expect(await (await paste(proof)).innerText()).toContain(w.resultOpen);
    expect(await (await paste(proof.replace('PUBLISHED', 'REFUSED'))).innerText()).toContain(w.resultNot);
    expect(await (await paste('{}')).innerText()).toContain(w.unreadable);
    expect(await page.getByLabel(w.pasteLabel).getAttribute('aria-invalid')).toBe('true');
  });

  it('is not there for a code that nobody has', async () => {
    await page.goto('/record/verify?code=RF-69-2222-2222');
    expect(await page.locator('#code-error').innerText()).toContain('RF-69-2222-2222');
  });
});
