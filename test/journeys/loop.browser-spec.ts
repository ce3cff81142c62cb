import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { startBrowserTest, type BrowserTest } from '../harness/browser.js';
import {
  at,
  commentOf,
  deskReady,
  inSight,
  mailsTo,
  openLive,
  pressThai,
  readCode,
  sectionAt,
  send,
  signIn,
  topOf,
  until,
} from './stage.js';
import { wordsOf, type Lang, type Words } from './words.js';

interface Story {
  lang: Lang;
  language: string;
  section: string;
  strategy: string;
  number: number;
  /** What the key of that digit types under the Thai layout. */
  thaiDigit: string;
  says: string;
  answerTh: string;
  answer: string;
  email: string;
}

const STORIES: Story[] = [
  {
    lang: 'th',
    language: 'Thai',
    section: 's4.p4.4',
    strategy: 's4',
    number: 4,
    thaiDigit: 'ภ',
    says: 'ขอให้แสดงงบประมาณของท้องถิ่นเป็นรายหมู่บ้าน เปิดดูได้จากโทรศัพท์',
    answerTh: 'รับไว้ จะเพิ่มข้อมูลงบประมาณรายหมู่บ้านในปีถัดไป',
    answer: 'รับไว้ จะเพิ่มข้อมูลงบประมาณรายหมู่บ้านในปีถัดไป',
    email: 'malai@example.org',
  },
  {
    lang: 'en',
    language: 'English',
    section: 's2.m1',
    strategy: 's2',
    number: 2,
    thaiDigit: '/',
    says: 'Please publish the schedule of each service centre, also for those without a smartphone.',
    answerTh: 'รับไว้ จะประกาศตารางของทุกศูนย์',
    answer: 'Accepted: the schedule of every centre will be published.',
    email: 'reader@example.org',
  },
];

describe('The whole loop, played by four people in four windows while a fifth one reads', () => {
  let test: BrowserTest;
  beforeAll(async () => {
    test = await startBrowserTest();
  });
  afterAll(() => test.stop());

  describe.each(STORIES)('in $language', (story) => {
    const { lang, section, says } = story;
    let t: Words;
    let reader: Page;
    let guest: Page;
    let moderator: Page;
    let drafter: Page;
    let secretariat: Page;
    let code: string;
    let draftCode: string;

    beforeAll(async () => {
      t = await wordsOf(lang);
      [reader, guest, moderator, drafter, secretariat] = (await Promise.all(
        Array.from({ length: 5 }, () => test.window()),
      )) as [Page, Page, Page, Page, Page];
      await openLive(reader, sectionAt(section, lang));
    });

    it('lets a guest go from the home page to a section, comment with stance and e-mail, and keep a receipt, while the reader sees it within a second and what is read does not move', async () => {
      // The reader is deep in the talk.
      const read = reader.getByRole('article').nth(2);
      await read.evaluate((element) => scrollTo(0, element.getBoundingClientRect().top + scrollY - 150));
      const before = await until(
        'the reader’s page stands still',
        () => topOf(read),
        (top) => Math.abs(top - 150) < 60,
      );

      await guest.goto(at('/', lang));
      await guest.getByRole('main').getByRole('link', { name: t.home.read }).click();
      const link = guest.locator(`a[href="${sectionAt(section, lang)}"]`);
      const strategy = guest
        .getByRole('main')
        .locator('details')
        .filter({ has: link })
        .filter({ has: guest.getByRole('heading', { level: 2 }) });
      await strategy.locator('summary').click();
      await strategy.locator(link).click();
      await guest.locator('html[data-ready]').waitFor();
      await guest.getByLabel(t.form.body).fill(says);
      await guest.getByRole('radio', { name: t.stance.names.SUGGESTION }).check({ force: true });
      await guest.getByLabel(t.form.email).fill(story.email);

      const fresh = reader.getByRole('button', { name: t.thread.freshShow('1') });
      const seen = fresh.waitFor({ state: 'attached' }).then(() => Date.now());
      const sent = await send(guest, t);
      code = sent.code;
      await guest.getByRole('heading', { name: t.sent.title }).waitFor();
      expect((await seen) - sent.at).toBeLessThan(1000);
      expect(Math.abs((await topOf(read)) - before)).toBeLessThan(0.5);
      expect(await commentOf(reader, says).count()).toBe(0);
      expect(await guest.evaluate(() => document.activeElement?.id)).toBe('sent-title');
      expect(await commentOf(guest, says).count()).toBe(1);

      await fresh.click();
      const shown = commentOf(reader, says);
      await shown.waitFor();
      expect(await inSight(shown)).toBe(true);
      expect(await fresh.count()).toBe(0);
    });

    it('lets the moderator find and tag it at the desk by the places of keys, with the Thai layout on', async () => {
      await signIn(moderator, 'moderator', `${at('/desk', lang)}?overview`);
      await moderator.getByRole('link', { name: t.desk.home.untagged }).click();
      await moderator.getByRole('link', { name: t.desk.queue.sorts.OLDEST }).click();
      await moderator.getByRole('link', { name: t.desk.queue.sorts.NEWEST }).waitFor();
      await deskReady(moderator);
      const openText = moderator.locator('section.open article');
      await openText.getByText(says).waitFor();

      await pressThai(moderator, 'KeyJ', '่');
      await until('J opens the next comment', async () => !(await openText.innerText()).includes(says));
      await pressThai(moderator, 'KeyK', 'า');
      await openText.getByText(says).waitFor();
      await pressThai(moderator, `Digit${story.number}`, story.thaiDigit);
      const tagged = moderator.getByText(/.+/).filter({ hasText: t.desk.tags.byPerson('').trim() });
      await tagged.first().waitFor();

      await commentOf(reader, says).getByText(t.voice.waitingAnswer).waitFor({ timeout: 3000 });
    });

    it('lets the drafter answer it and another comment at once', async () => {
      await signIn(drafter, 'drafter', at('/desk/responses', lang));
      await drafter.getByRole('navigation').locator(`a[href*="strategy=${story.strategy}"]`).click();
      await drafter.waitForURL(/strategy=/);
      await deskReady(drafter);
      const row = drafter.getByRole('row').filter({ hasText: says });
      await row.getByRole('checkbox').check();
      const rows = drafter.getByRole('row').filter({ hasNotText: says });
      await rows.first().getByRole('checkbox').check();
      await pressThai(drafter, 'KeyR', 'พ');
      await drafter.getByRole('heading', { level: 1, name: t.desk.editor.newTitle('2') }).waitFor();
      await until('the editor’s script runs', () =>
        drafter.evaluate(() => document.querySelector('form#answer textarea') !== null),
      );
      await drafter
        .getByRole('radio', { name: t.desk.editor.dispositions.ACCEPTED, exact: false })
        .first()
        .check();
      await drafter.locator('#field-reasonTh').fill('ตรงกับเป้าหมายของแผน');
      await drafter.locator('#field-bodyTh').fill(story.answerTh);
      if (lang === 'en') {
        await drafter.locator('#field-reasonEn').fill('It fits the aim of the plan.');
        await drafter.locator('#field-bodyEn').fill(story.answer);
      }
      await pressThai(drafter, 'KeyS', 'ห', 2);
      await drafter.waitForURL(/responses\/R-\d+/);
      draftCode = /R-\d+/.exec(drafter.url())?.[0] ?? '';
      // A draft is nobody's business yet.
      expect(await commentOf(reader, says).getByText(t.response.heading).count()).toBe(0);
    });

    it('lets the secretariat publish it, and the reader’s open page shows the answer at once', async () => {
      await signIn(secretariat, 'secretariat', `${at('/desk', lang)}?overview`);
      await secretariat.getByRole('link', { name: t.desk.home.drafts }).click();
      await secretariat.getByRole('link', { name: draftCode, exact: true }).click();
      await secretariat.getByRole('link', { name: t.desk.editor.publish }).click();
      const yes = secretariat.getByRole('button', { name: t.desk.editor.publishYes('2') });
      await yes.waitFor();
      const official = commentOf(reader, says).getByRole('group', { name: t.response.heading });
      const seen = official.waitFor({ timeout: 5000 }).then(() => Date.now());
      const published = secretariat
        .waitForResponse(
          (response) => response.request().method() === 'POST' && response.url().includes('publish'),
        )
        .then(() => Date.now());
      await yes.click();
      const when = await published;
      expect((await seen) - when).toBeLessThan(1000);
      expect(await official.innerText()).toContain(story.answer);
      expect(await official.innerText()).toContain(draftCode);
    });

    it('shows the guest the answer by the receipt’s code, typed small and without hyphens, on another device', async () => {
      const device = await test.window();
      await device.goto(at('/receipts', lang));
      await device.getByLabel(t.receipt.code).fill(code.toLowerCase().replaceAll('-', ''));
      await device.getByRole('button', { name: t.receipt.find }).click();
      await device.getByRole('heading', { level: 1, name: t.receipt.heads.ANSWERED }).waitFor();
      expect(await readCode(device)).toBe(code);
      expect(await device.getByRole('main').innerText()).toContain(says);
      expect(await device.getByRole('group', { name: t.response.heading }).innerText()).toContain(
        story.answer,
      );
    });

    it('mails the guest twice, with the receipt and with the answer, and not more', async () => {
      const mails = () => mailsTo(test.database.folder, story.email);
      await until('both mails are written', mails, (list) => list.length >= 2);
      await new Promise((resume) => setTimeout(resume, 300));
      expect(mails()).toHaveLength(2);
    });
  });

  it('leaves no error in any of the windows', () => {
    expect(test.errors).toEqual([]);
  });
});
