import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { startBrowserTest, type BrowserTest } from '../harness/browser.js';
import { PLAN } from '../harness/operations.js';
import { at, commentOf, countOf, readCode, sectionAt, until } from './stage.js';
import { wordsOf, type Words } from './words.js';

const SECTION = 's4.p4.4';
const TEXT = 'เขียนโดยไม่มีสคริปต์ บรรทัดแรก';
const BETTER = 'เขียนโดยไม่มีสคริปต์ แก้แล้ว';

describe('With JavaScript switched off', () => {
  let test: BrowserTest;
  let page: Page;
  let t: Words;
  let code: string;

  beforeAll(async () => {
    test = await startBrowserTest();
    t = await wordsOf('th');
    page = await test.window({ javaScriptEnabled: false });
  });
  afterAll(() => test.stop());

  it('the plan opens and closes, is searched and filtered, and leads to a section with its facts and comments', async () => {
    await page.goto('/');
    await page.getByRole('main').getByRole('link', { name: t.home.read }).click();
    const tree = page.getByRole('main').locator('details', { has: page.getByRole('heading', { level: 2 }) });
    const link = tree.locator(`a[href="${sectionAt(SECTION, 'th')}"]`);
    expect(await link.isVisible()).toBe(false);
    await tree.nth(3).locator('summary').click();
    expect(await link.isVisible()).toBe(true);

    await page.getByRole('search').getByRole('searchbox').first().fill('ภาษี');
    await page.getByRole('search').getByRole('searchbox').first().press('Enter');
    await page.waitForURL(/q=/);
    await link.first().click();
    await page.waitForURL(`**${sectionAt(SECTION, 'th')}`);
    expect(await page.getByRole('article').count()).toBeGreaterThan(5);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('ภาษีไปไหน');
    expect(await page.getByRole('group', { name: t.response.heading }).count()).toBeGreaterThan(0);
  });

  it('a comment that lacks its text comes back with what is wrong and all that was chosen', async () => {
    await page.goto(sectionAt(SECTION, 'th'));
    await page.getByRole('radio', { name: t.stance.names.SUPPORT }).check({ force: true });
    await page.getByLabel(t.form.name).fill('สมหญิง');
    // The browser itself would ask for the text; an old one would not.
    await page.getByLabel(t.form.body).fill('  ');
    await page.getByRole('button', { name: t.form.send }).click();
    await page.getByRole('alert').getByRole('link').first().waitFor();
    expect(await page.title()).toMatch(new RegExp(`^${t.errors.titlePrefix}`));
    expect(await page.getByRole('alert').getByRole('link').first().getAttribute('href')).toBe('#say-body');
    expect(await page.getByRole('radio', { name: t.stance.names.SUPPORT }).isChecked()).toBe(true);
    expect(await page.getByLabel(t.form.name).inputValue()).toBe('สมหญิง');
    expect(await page.getByLabel(t.form.body).getAttribute('aria-invalid')).toBe('true');
  });

  it('a comment is sent once, however often the answer is reloaded, and gives a receipt', async () => {
    await page.getByLabel(t.form.body).fill(TEXT);
    await page.getByRole('button', { name: t.form.send }).click();
    await page.getByRole('heading', { level: 1, name: t.sent.title }).waitFor();
    code = await readCode(page);
    await page.reload();
    expect(await readCode(page)).toBe(code);
    await page.goBack();
    expect(await countOf(test.server.url, SECTION, TEXT)).toBe(1);
  });

  it('the receipt is found by its code, and a wrong code is told', async () => {
    const device = await test.window({ javaScriptEnabled: false });
    await device.goto('/receipts');
    await device.getByLabel(t.receipt.code).fill('RF-69-XXXX-XXXX');
    await device.getByRole('button', { name: t.receipt.find }).click();
    await device.locator('#code[aria-invalid="true"]').waitFor();
    await device.getByLabel(t.receipt.code).fill(code.toLowerCase().replaceAll('-', ' '));
    await device.getByRole('button', { name: t.receipt.find }).click();
    await device.getByRole('heading', { level: 1, name: t.receipt.heads.PUBLISHED }).waitFor();
    expect(await device.getByRole('main').innerText()).toContain(TEXT);
    page = device;
  });

  it('the text is changed by receipt on another device, and the change is seen on the section’s page', async () => {
    await page.locator('summary').filter({ hasText: t.receipt.edit }).click();
    await page.getByLabel(t.form.body).fill(BETTER);
    await page.getByRole('button', { name: t.receipt.save }).click();
    await page.getByRole('status').filter({ hasText: t.receipt.edited }).waitFor();
    const reader = await test.window({ javaScriptEnabled: false });
    await reader.goto(`${sectionAt(SECTION, 'th')}?sort=NEWEST`);
    expect(await commentOf(reader, BETTER).innerText()).toContain(t.comment.edited);
    expect(await commentOf(reader, TEXT).count()).toBe(0);
  });

  it('somebody else supports it once, and takes it back', async () => {
    const other = await test.window({ javaScriptEnabled: false });
    await other.goto(`${sectionAt(SECTION, 'th')}?sort=NEWEST`);
    const button = (pressed: boolean) =>
      commentOf(other, BETTER).getByRole('button', { name: t.comment.support, pressed });
    await button(false).click();
    await button(true).waitFor();
    expect(other.url()).toContain('sort=NEWEST');
    // Counts are summed a moment later, for many press at once.
    await until(
      'the count holds it',
      async () => {
        await other.reload();
        return button(true).innerText();
      },
      (text) => text.includes('1'),
      3000,
    );
    await button(true).click();
    await button(false).waitFor();
  });

  it('somebody replies through the form that opens under the comment', async () => {
    const other = await test.window({ javaScriptEnabled: false });
    await other.goto(`${sectionAt(SECTION, 'th')}?sort=NEWEST`);
    await commentOf(other, BETTER).getByRole('link', { name: t.comment.reply }).click();
    await other.getByLabel(t.form.replyBody).fill('เห็นด้วยโดยไม่มีสคริปต์');
    await other.getByRole('button', { name: t.form.sendReply }).click();
    await other.getByRole('heading', { level: 1, name: t.sent.title }).waitFor();
    await other.goto(`${sectionAt(SECTION, 'th')}?sort=NEWEST`);
    expect(await commentOf(other, BETTER).innerText()).toContain('เห็นด้วยโดยไม่มีสคริปต์');
  });

  it('the comment is withdrawn by receipt after a tick, and leaves a dated place with its replies', async () => {
    await page.locator('summary').filter({ hasText: t.receipt.withdraw }).click();
    await page.getByRole('button', { name: t.receipt.withdraw }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel(t.receipt.withdrawSure).check();
    await page.getByRole('button', { name: t.receipt.withdraw }).click();
    await page.getByRole('heading', { level: 1, name: t.receipt.heads.WITHDRAWN }).waitFor();
    const reader = await test.window({ javaScriptEnabled: false });
    await reader.goto(`${sectionAt(SECTION, 'th')}?sort=NEWEST`);
    expect(await reader.getByText(BETTER).count()).toBe(0);
    const place = reader
      .getByRole('article')
      .filter({ hasText: t.comment.withdrawn })
      .filter({ hasText: 'เห็นด้วยโดยไม่มีสคริปต์' });
    expect(await place.count()).toBe(1);
    expect(await place.getByRole('time').or(place.locator('time')).count()).toBeGreaterThan(0);
  });

  it('one signs in by the link of an e-mail, used once, and sees one’s own page', async () => {
    const person = await test.window({ javaScriptEnabled: false });
    await person.goto('/sign-in');
    await person.getByLabel(t.signIn.email).fill('noscript@example.org');
    await person.getByRole('button', { name: t.signIn.send }).click();
    await person.getByText(t.signIn.sentTitle).waitFor();
    const link = person.getByRole('link', { name: t.signIn.demoLink });
    const address = await link.getAttribute('href');
    await link.click();
    // Opening it does nothing yet: scanners of mail open links too.
    await person.getByRole('main').getByRole('button', { name: t.signIn.complete }).click();
    await person.getByRole('heading', { level: 1, name: t.me.title }).waitFor();

    const thief = await test.window({ javaScriptEnabled: false });
    await thief.goto(address ?? '');
    await thief.getByRole('main').getByRole('button', { name: t.signIn.complete }).click();
    await thief.getByRole('alert').waitFor();
  });

  it('language, letter size, contrast and colours change by buttons and are remembered, on the page where one is', async () => {
    const reader = await test.window({ javaScriptEnabled: false });
    const here = `/plans/${PLAN}?show=commented`;
    await reader.goto(here);
    const html = reader.locator('html');
    const size = () =>
      reader
        .getByRole('heading', { level: 1 })
        .evaluate((title) => Number.parseFloat(getComputedStyle(title).fontSize));
    const before = await size();
    await reader
      .getByRole('button', { name: `${t.display.size}: ${t.display.sizes['1.45']}`, exact: true })
      .click();
    await reader.locator('html[data-step="1.45"]').waitFor();
    expect((await size()) / before).toBeCloseTo(1.45, 1);
    await reader.getByRole('button', { name: t.display.high }).click();
    await reader.locator('html[data-contrast="high"]').waitFor();
    await reader.getByRole('button', { name: t.display.dark }).click();
    await reader.locator('html[data-theme="dark"]').waitFor();
    expect(new URL(reader.url()).pathname + new URL(reader.url()).search).toBe(here);

    await reader.getByRole('link', { name: 'English' }).click();
    await reader.locator('html[lang="en"]').waitFor();
    expect(new URL(reader.url()).pathname).toBe(at(`/plans/${PLAN}`, 'en'));
    expect(await html.getAttribute('data-step')).toBe('1.45');
    await reader.getByRole('link', { name: 'ไทย' }).click();
    await reader.locator('html[lang="th"]').waitFor();
    expect(await html.getAttribute('data-theme')).toBe('dark');
  });

  it('no page says a word about it in the console', () => {
    expect(test.errors).toEqual([]);
  });
});
