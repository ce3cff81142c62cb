import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiClient } from '../harness/api-client.js';
import { startBrowserTest, type BrowserTest } from '../harness/browser.js';
import { PLAN, submit } from '../harness/operations.js';
import { at, deskReady, readCode, sectionAt, signIn, until } from './stage.js';
import { wordsOf, type ChecksWords } from './words.js';

const SECTION = 's3.p3.1';
const TEXT = 'ผมอยากเล่าเพิ่มเติมเรื่องนี้ โทรกลับที่ ๐๘๑-๒๓๔-๕๖๗๘ ได้ครับ';

describe('Checks, reports and settings in a browser', () => {
  let test: BrowserTest;
  let code: string;
  let checksTh: ChecksWords;
  let checksEn: ChecksWords;
  beforeAll(async () => {
    checksTh = (await wordsOf('th')).checks;
    checksEn = (await wordsOf('en')).checks;
    test = await startBrowserTest();
  });
  afterAll(() => test.stop());

  it('a comment with a telephone number is held, and its author reads why, without script', async () => {
    const t = await wordsOf('th');
    const page = await test.window({ javaScriptEnabled: false });
    await page.goto(sectionAt(SECTION, 'th'));
    await page.getByLabel(t.form.body).fill(TEXT);
    await page.getByRole('button', { name: t.form.send }).click();
    await page.getByRole('heading', { level: 1, name: t.sent.title }).waitFor();
    await page.getByText(checksTh.held.PERSONAL_DATA).waitFor();
    code = await readCode(page);
    await page.goto(at(`/receipts/${code}`, 'en'));
    await page.getByRole('heading', { name: checksEn.held.title }).waitFor();
    expect(await page.getByRole('main').innerText()).toContain(checksEn.held.PERSONAL_DATA);
    expect(await page.getByRole('main').innerText()).toContain(TEXT);
    await page.goto(sectionAt(SECTION, 'th'));
    const reader = await test.window({ javaScriptEnabled: false });
    await reader.goto(sectionAt(SECTION, 'th'));
    expect(await reader.content()).not.toContain('๐๘๑-๒๓๔');
  });

  it('the moderator sees the number marked in the text, and which check held it', async () => {
    const page = await test.window();
    await signIn(page, 'moderator', '/desk');
    await page.goto('/desk/moderation?state=held');
    await deskReady(page);
    await page.locator('[data-row]', { hasText: 'ผมอยากเล่าเพิ่มเติม' }).first().click();
    const mark = page.locator('mark', { hasText: '๐๘๑-๒๓๔-๕๖๗๘' });
    await mark.waitFor();
    expect(await mark.innerText()).toContain(checksTh.kinds.PHONE);
    const findings = page.getByRole('complementary', { name: checksTh.findings });
    expect(await findings.innerText()).toContain(checksTh.names.PERSONAL_DATA);
    expect(await findings.innerText()).toContain(checksTh.outcomes.HOLD);
  });

  it('the author takes the number out on the receipt page, and the comment is public', async () => {
    const t = await wordsOf('th');
    const page = await test.window({ javaScriptEnabled: false });
    await page.goto(`/receipts/${code}`);
    await page.getByText(t.receipt.edit, { exact: true }).click();
    await page.getByLabel(t.form.body).fill('ผมอยากเล่าเพิ่มเติมเรื่องนี้');
    await page.getByRole('button', { name: t.receipt.save }).click();
    await page.getByRole('heading', { level: 1, name: t.receipt.heads.PUBLISHED }).waitFor();
    expect(await page.getByText(checksTh.held.title).count()).toBe(0);
  });

  it('a reader reports a comment without script, and is told what is missing', async () => {
    const { comment } = await submit(new ApiClient(test.server.url), SECTION, 'ความเห็นที่จะถูกรายงานจากหน้าเว็บ');
    const page = await test.window({ javaScriptEnabled: false });
    await page.goto(`/comments/${comment.id}`);
    await page.getByRole('link', { name: checksTh.report.link }).click();
    await page.getByRole('button', { name: checksTh.report.send }).click();
    await page.getByRole('alert').getByRole('link', { name: checksTh.report.missingReason }).waitFor();
    await page.getByRole('radio', { name: checksTh.report.reasons.OTHER }).check({ force: true });
    await page.getByRole('button', { name: checksTh.report.send }).click();
    await page.getByRole('alert').getByRole('link', { name: checksTh.report.missingText }).waitFor();
    expect(await page.getByRole('radio', { name: checksTh.report.reasons.OTHER }).isChecked()).toBe(true);
    await page.getByLabel(checksTh.report.text).fill('ลอกมาจากที่อื่น');
    await page.getByRole('button', { name: checksTh.report.send }).click();
    await page.getByRole('heading', { level: 1, name: checksTh.report.done }).waitFor();

    const desk = await test.window();
    await signIn(desk, 'moderator', '/desk');
    await desk.goto(`/desk/moderation?state=all&open=${comment.id}`);
    await deskReady(desk);
    await desk.getByText(checksTh.report.heard('1')).click();
    await desk.getByText('ลอกมาจากที่อื่น').waitFor();

    await desk.goto('/desk/moderation?reported=any&state=all');
    await deskReady(desk);
    await desk.locator('[data-row]', { hasText: 'ความเห็นที่จะถูกรายงานจากหน้าเว็บ' }).click();
    await desk.getByText(checksTh.report.heard('1')).click();
    await desk.getByLabel(checksTh.report.dismissWhy).fill('อ่านแล้ว เป็นความเห็นของผู้เขียนเอง');
    await desk.getByRole('button', { name: checksTh.report.dismiss }).click();
    await desk.getByRole('status').filter({ hasText: checksTh.report.dismissed }).waitFor();
    expect(await desk.getByText(checksTh.report.heard('1')).count()).toBe(0);
    await desk.goto('/desk/moderation?reported=any&state=all');
    expect(await desk.locator('[data-row]', { hasText: 'ความเห็นที่จะถูกรายงานจากหน้าเว็บ' }).count()).toBe(0);
  });

  it('the secretariat tries terms, adds them, and sets a round to publish only what was read', async () => {
    const page = await test.window();
    await signIn(page, 'secretariat', '/desk');
    await page.goto('/desk/checks');
    await page.getByLabel(checksTh.desk.lines).fill('คำแปลกปลอมหนึ่ง\nคำแปลกปลอมสอง');
    await page.getByRole('button', { name: checksTh.desk.trial }).click();
    await page.getByText(checksTh.desk.tried('0', '').slice(0, 20)).first().waitFor();
    await until(
      'the terms are still in the form',
      () => page.getByLabel(checksTh.desk.lines).inputValue(),
      (value) => value === 'คำแปลกปลอมหนึ่ง\nคำแปลกปลอมสอง',
    );
    await page.getByRole('button', { name: checksTh.desk.add }).click();
    await page.getByText(checksTh.desk.added('2', '0')).waitFor();

    await page.goto(`/desk/rounds/${PLAN}/demo-open`);
    await page.getByText(checksTh.round.later).waitFor();
    await page.getByLabel(checksTh.round.policies.BEFORE_PUBLICATION).check();
    // The rule for erasure has a form of its own on this page, which asks for a reason too.
    const settings = page.locator('form[action="?/moderation"]');
    await settings.getByLabel(checksTh.round.reason).fill('ทดลอง');
    await settings.getByRole('button', { name: checksTh.round.save }).click();
    await page.getByText(checksTh.round.saved).waitFor();
    expect(await page.getByLabel(checksTh.round.policies.BEFORE_PUBLICATION).isChecked()).toBe(true);
    const later = await submit(new ApiClient(test.server.url), SECTION, 'ความเห็นหลังเปลี่ยนวิธีกลั่นกรอง');
    expect(later.comment.state).toBe('PENDING');
  });
});
