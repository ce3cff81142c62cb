import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ApiClient } from '../harness/api-client.js';
import { startBrowserTest, type BrowserTest } from '../harness/browser.js';
import { DECIDE, EDIT, submit } from '../harness/operations.js';
import {
  commentOf,
  countOf,
  inSight,
  openLive,
  openScripted,
  sectionAt,
  send,
  signIn,
  deskReady,
  topOf,
  until,
} from './stage.js';
import { wordsOf, type Words } from './words.js';

/** Sections with few comments; each test takes one of its own, so that none disturbs another. */
const place = (key: string) => sectionAt(key, 'th');

describe('Writing on a section’s page', () => {
  let test: BrowserTest;
  let t: Words;

  beforeAll(async () => {
    test = await startBrowserTest();
    t = await wordsOf('th');
  });
  afterAll(() => test.stop());

  const body = (page: Page) => page.getByLabel(t.form.body, { exact: true });
  const sendButton = (page: Page) => page.getByRole('button', { name: t.form.send, exact: true });
  const posts = (page: Page) => {
    const list: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().includes('/sections/')) list.push(request.url());
    });
    return list;
  };

  it('keeps a half-written comment with its stance through a reload, on this section only, and forgets it once sent', async () => {
    const page = await test.window();
    await openScripted(page, place('s1.m6'));
    await page.getByRole('radio', { name: t.stance.names.SUGGESTION }).check({ force: true });
    await body(page).fill('เขียนค้างไว้ครึ่งหนึ่ง 😀');
    await page.reload();
    await page.locator('html[data-ready]').waitFor();
    await until(
      'the text is back',
      () => body(page).inputValue(),
      (text) => text === 'เขียนค้างไว้ครึ่งหนึ่ง 😀',
    );
    expect(await page.getByRole('radio', { name: t.stance.names.SUGGESTION }).isChecked()).toBe(true);
    await page.getByText(t.form.restored).waitFor();

    await openScripted(page, place('s1.m1'));
    expect(await body(page).inputValue()).toBe('');
    await openScripted(page, place('s1.m6'));
    await until('the text is back', () => body(page).inputValue());
    await send(page, t);
    await page.reload();
    await page.locator('html[data-ready]').waitFor();
    await new Promise((resume) => setTimeout(resume, 100));
    expect(await body(page).inputValue()).toBe('');
  });

  it('sends by itself, exactly once, what was written without a connection', async () => {
    const page = await test.window();
    await openScripted(page, place('s1.p1.6'));
    await page.context().setOffline(true);
    await body(page).fill('ส่งตอนไม่มีสัญญาณ');
    await sendButton(page).click();
    await page.getByText(t.form.offlineTitle).waitFor();
    expect(await body(page).inputValue()).toBe('ส่งตอนไม่มีสัญญาณ');
    expect(await countOf(test.server.url, 's1.p1.6', 'ส่งตอนไม่มีสัญญาณ')).toBe(0);
    await page.context().setOffline(false);
    await page.getByRole('heading', { name: t.sent.title }).waitFor();
    await new Promise((resume) => setTimeout(resume, 300));
    expect(await countOf(test.server.url, 's1.p1.6', 'ส่งตอนไม่มีสัญญาณ')).toBe(1);
    expect(await commentOf(page, 'ส่งตอนไม่มีสัญญาณ').count()).toBe(1);
  });

  it('gives one comment when the answer was lost on the way and the same is sent again', async () => {
    const page = await test.window();
    await openScripted(page, place('s1.p1.11'));
    let lost = 0;
    await page.route('**/sections/**', async (route) => {
      if (route.request().method() !== 'POST' || lost > 0) return route.continue();
      lost += 1;
      await route.fetch();
      return route.abort('connectionreset');
    });
    await body(page).fill('คำตอบหายระหว่างทาง');
    await sendButton(page).click();
    await page.getByText(t.form.offlineTitle).waitFor();
    expect(await countOf(test.server.url, 's1.p1.11', 'คำตอบหายระหว่างทาง')).toBe(1);
    await sendButton(page).click();
    await page.getByRole('heading', { name: t.sent.title }).waitFor();
    expect(await countOf(test.server.url, 's1.p1.11', 'คำตอบหายระหว่างทาง')).toBe(1);
    expect(await commentOf(page, 'คำตอบหายระหว่างทาง').count()).toBe(1);
  });

  it('gives one comment for a double click', async () => {
    const page = await test.window();
    await openScripted(page, place('s3.m2'));
    const sent = posts(page);
    await body(page).fill('กดสองครั้งติดกัน');
    await sendButton(page).dblclick();
    await page.getByRole('heading', { name: t.sent.title }).waitFor();
    await new Promise((resume) => setTimeout(resume, 300));
    expect(sent).toHaveLength(1);
    expect(await countOf(test.server.url, 's3.m2', 'กดสองครั้งติดกัน')).toBe(1);
  });

  it('tells all that is wrong at once: the focus goes to the summary, its links to the fields, and what was typed stays', async () => {
    const page = await test.window();
    await openScripted(page, place('s3.m2'));
    await body(page).fill('   ');
    await page.getByLabel(t.form.email).fill('ไม่ใช่อีเมล');
    await sendButton(page).click();
    const links = page.getByRole('alert').getByRole('link');
    await links.nth(1).waitFor();
    expect(await links.count()).toBe(2);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('alert');
    expect(await page.title()).toMatch(new RegExp(`^${t.errors.titlePrefix}`));
    for (const [index, id] of ['say-body', 'say-email'].entries()) {
      await links.nth(index).click();
      expect(await page.evaluate(() => document.activeElement?.id)).toBe(id);
      const field = page.locator(`#${id}`);
      expect(await field.getAttribute('aria-invalid')).toBe('true');
      const described = (await field.getAttribute('aria-describedby'))?.split(' ') ?? [];
      expect(described).toContain(`${id}-error`);
      expect((await page.locator(`#${id}-error`).innerText()).trim()).not.toBe('');
    }
    expect(await page.getByLabel(t.form.email).inputValue()).toBe('ไม่ใช่อีเมล');
    await body(page).fill('แก้แล้วส่งได้');
    await page.getByLabel(t.form.email).fill('');
    await sendButton(page).click();
    await page.getByRole('heading', { name: t.sent.title }).waitFor();
    expect(await page.title()).not.toContain(t.errors.titlePrefix);
  });

  it('goes by keyboard alone from the skip link to a sent comment, every step with a focus that shows', async () => {
    const page = await test.window();
    await openScripted(page, place('s2.m4'));
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(t.shell.skip);
    expect(await inSight(page.locator('a.skip'))).toBe(true);
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
    const unseen: string[] = [];
    const tabTo = async (what: string, selector: string) => {
      for (let presses = 0; presses < 150; presses += 1) {
        await page.keyboard.press('Tab');
        const { found, shown, html } = await page.evaluate((wanted) => {
          const active = document.activeElement as HTMLElement;
          // A hidden radio shows its focus on its label.
          const drawn = [
            active,
            active.closest('label'),
            active.nextElementSibling,
            active.parentElement,
          ].some((one) => {
            if (!one) return false;
            const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
            return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2) || boxShadow !== 'none';
          });
          return { found: active.matches(wanted), shown: drawn, html: active.outerHTML.slice(0, 100) };
        }, selector);
        if (!shown) unseen.push(html);
        if (found) return;
      }
      throw new Error(`Tab never reached ${what}`);
    };
    await tabTo('the stances', '#say input[name="stance"]');
    await page.keyboard.press('ArrowRight');
    await tabTo('the text', '#say-body');
    await page.keyboard.type('พิมพ์ด้วยแป้นอย่างเดียว');
    await tabTo('the button', '#say form button:not([type="button"])');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: t.sent.title }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('sent-title');
    expect(await countOf(test.server.url, 's2.m4', 'พิมพ์ด้วยแป้นอย่างเดียว')).toBe(1);
    expect(unseen).toEqual([]);
  });

  it.each([
    ['320 px wide', { viewport: { width: 320, height: 640 } }],
    // What 200 % of a 1280 px window leaves.
    ['zoomed to 200 %', { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 }],
  ])(
    'works %s: everything of the form can be reached, read and pressed, and nothing scrolls sideways',
    async (name, options) => {
      const page = await test.window(options);
      await openScripted(page, place('s3.p3.7'));
      const text = `ยาว${'มาก'.repeat(60)} ${name}`;
      await body(page).fill(text);
      await sendButton(page).click();
      await page.getByRole('heading', { name: t.sent.title }).waitFor();
      await commentOf(page, text).waitFor();
      expect(
        await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        ),
      ).toBe(0);
      const target = await page.getByRole('link', { name: t.sent.receipt }).boundingBox();
      expect(target?.height).toBeGreaterThanOrEqual(44);
    },
  );

  it('puts a reply under its comment, for others when they ask for it, and back to the link when given up', async () => {
    const [writer, reader] = [await test.window(), await test.window()];
    await openLive(reader, place('s2.p2.1'));
    await openScripted(writer, place('s2.p2.1'));
    const root = writer.locator('#thread').getByRole('article').first();
    const id = (await root.getAttribute('id')) ?? '';
    const said = await root.locator('.said').first().innerText();
    const link = root.getByRole('link', { name: t.comment.reply }).first();
    await link.click();
    await until('the focus is in the reply', () =>
      writer.evaluate(() => document.activeElement?.tagName === 'TEXTAREA'),
    );
    await writer.getByRole('button', { name: 'ยกเลิก' }).click();
    await until('the focus is back at the link', () =>
      link.evaluate((element) => element === document.activeElement),
    );
    await link.click();
    await writer.getByLabel(t.form.replyBody).fill('ตอบกลับข้อแรก');
    await writer.getByRole('button', { name: t.form.sendReply }).click();
    await root.getByText('ตอบกลับข้อแรก', { exact: true }).waitFor();
    await reader.getByRole('button', { name: t.thread.freshShow('1') }).click();
    const under = reader.locator(`article[id="${id}"]`);
    await under.getByText('ตอบกลับข้อแรก', { exact: true }).waitFor();
    expect(await under.innerText()).toContain(said);
  });

  it('shows an edit in its place on another’s open page, marked as edited, without moving what is above', async () => {
    const [author, reader] = [new ApiClient(test.server.url), await test.window()];
    const { comment, receiptCode } = await submit(author, 's2.p2.6', 'ข้อความก่อนแก้');
    await openLive(reader, place('s2.p2.6'));
    await commentOf(reader, 'ข้อความก่อนแก้').waitFor();
    const top = await topOf(reader.locator(`#c-${comment.id}`));
    await author.must(EDIT, {
      input: { id: comment.id, expectedRevision: 1, body: 'ข้อความหลังแก้', stance: null, receiptCode },
    });
    await commentOf(reader, 'ข้อความหลังแก้').waitFor();
    expect(await commentOf(reader, 'ข้อความก่อนแก้').count()).toBe(0);
    expect(await reader.locator(`#c-${comment.id}`).innerText()).toContain(t.comment.edited);
    expect(await topOf(reader.locator(`#c-${comment.id}`))).toBe(top);
  });

  it('puts a dated place and the reason where a moderator hid a comment, on pages that stand open, and keeps the replies', async () => {
    const author = new ApiClient(test.server.url);
    const { comment } = await submit(author, 's3.p3.1', 'ข้อความที่จะถูกซ่อน');
    await submit(author, 's3.p3.1', 'คำตอบที่ต้องอยู่ต่อ', { parentId: comment.id });
    const [reader, moderator] = [await test.window(), await test.window()];
    await openLive(reader, place('s3.p3.1'));
    await commentOf(reader, 'ข้อความที่จะถูกซ่อน').waitFor();
    await signIn(moderator, 'moderator', `/desk/moderation?state=published&open=${comment.id}`);
    await deskReady(moderator);
    await moderator.keyboard.press('x');
    await moderator.keyboard.press('3');
    await moderator.getByText(t.desk.decided.HIDE).first().waitFor();

    const spot = reader.locator(`#c-${comment.id}`);
    await spot.getByText(t.comment.hidden).waitFor();
    expect(await reader.getByText('ข้อความที่จะถูกซ่อน').count()).toBe(0);
    expect(await spot.locator('time').first().getAttribute('datetime')).toMatch(/^20\d\d-/);
    expect(await spot.innerText()).toContain('ไม่เกี่ยวกับส่วนนี้ของแผน');
    expect(await spot.innerText()).toContain('คำตอบที่ต้องอยู่ต่อ');
  });

  it('never moves what is read when somebody else comments, wherever on the page one reads, and offers it in sight of who reads comments', async () => {
    const author = new ApiClient(test.server.url);
    await submit(author, 's4.m2', 'คนแรกก่อนใคร');
    const moved: [string, number][] = [];
    const spots: [string, (page: Page) => ReturnType<Page['locator']>][] = [
      ['the text of the plan', (page) => page.getByRole('heading', { level: 1 })],
      [
        'the first comments',
        (page) =>
          page
            .getByRole('article')
            .filter({ has: page.locator('.said') })
            .nth(0),
      ],
      [
        'a comment further down',
        (page) =>
          page
            .getByRole('article')
            .filter({ has: page.locator('.said') })
            .nth(3),
      ],
      ['the form', (page) => body(page)],
    ];
    for (const [name, spot] of spots) {
      const page = await test.window();
      await openLive(page, place('s4.m2'));
      const read = spot(page);
      await read.evaluate((element) => scrollTo(0, element.getBoundingClientRect().top + scrollY - 200));
      const before = await until(
        'the page stands still',
        () => topOf(read),
        (top) => top <= 450,
      );
      await submit(author, 's4.m2', `อีกหนึ่งข้อ ขณะอ่าน ${name}`);
      const offer = page.getByRole('button', { name: t.thread.freshShow('1') });
      await offer.waitFor({ state: 'attached' });
      await page.evaluate(
        () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
      );
      moved.push([name, Math.round((await topOf(read)) - before)]);
      if (name.includes('comment')) expect(await inSight(offer)).toBe(true);
      await page.context().close();
    }
    expect(moved).toEqual(spots.map(([name]) => [name, 0]));
  });

  it('says when the connection is lost, comes back after the server was killed, and shows exactly what it missed', async () => {
    const reader = await test.window();
    await openLive(reader, place('s4.p4.2'));
    const author = new ApiClient(test.server.url);
    const { comment } = await submit(author, 's4.p4.2', 'ก่อนเครื่องดับ');
    await reader.getByRole('button', { name: t.thread.freshShow('1') }).click();
    await commentOf(reader, 'ก่อนเครื่องดับ').waitFor();

    await test.restart(async () => {
      await reader.getByRole('alert').filter({ hasText: t.thread.lost }).waitFor();
    });
    // Two more come before the page has found its way back, and one of those it shows is hidden.
    await submit(author, 's4.p4.2', 'ระหว่างที่ขาด หนึ่ง');
    await submit(author, 's4.p4.2', 'ระหว่างที่ขาด สอง');
    const moderator = await new ApiClient(test.server.url).as('moderator');
    await moderator.must(DECIDE, {
      input: {
        commentId: comment.id,
        decision: 'HIDE',
        expectedState: 'PUBLISHED',
        expectedRevision: 1,
        reasonCode: 'OFF_TOPIC',
      },
    });

    await reader
      .getByRole('alert')
      .filter({ hasText: t.thread.lost })
      .waitFor({ state: 'detached', timeout: 20_000 });
    await reader.getByRole('button', { name: t.thread.freshShow('2') }).click();
    for (const said of ['ระหว่างที่ขาด หนึ่ง', 'ระหว่างที่ขาด สอง']) {
      expect(await commentOf(reader, said).count()).toBe(1);
    }
    await reader.locator(`#c-${comment.id}`).getByText(t.comment.hidden).waitFor();
    const fresh = await test.window();
    await fresh.goto(place('s4.p4.2'));
    const heading = (page: Page) => page.locator('#thread-title').innerText();
    expect(await heading(reader)).toBe(await heading(fresh));
  });

  it('leaves no error in the console', () => {
    // What cannot be reached while it is down is named by the browser itself.
    expect(
      test.errors.filter((text) => !/ERR_CONNECTION|WebSocket connection|ERR_FAILED|ERR_INTERNET/.test(text)),
    ).toEqual([]);
  });
});
