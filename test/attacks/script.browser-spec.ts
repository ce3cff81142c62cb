/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ApiClient } from '../harness/api-client.js';
import { startBrowserTest, type BrowserTest } from '../harness/browser.js';
import { DRAFT, PLAN, PUBLISH, submit, type Submitted } from '../harness/operations.js';
import { openLive, signIn, until } from '../journeys/stage.js';
import { MUTATIONS, SCRIPTS } from './hostile.js';

const SECTION = 's4.p4.4';
const SECTION_PAGE = `/plans/${PLAN}/sections/${SECTION}`;
const PAYLOADS = [...SCRIPTS, ...MUTATIONS];

/** What stands in the page that nobody of ours put there. */
async function intruders(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    if ('__hit' in window) found.push('a script ran');
    for (const element of document.querySelectorAll('*')) {
      for (const { name, value } of element.attributes)
        if (
          /^on/i.test(name) ||
          (/^(href|src|action|formaction|data|xlink:href)$/i.test(name) && /^\s*javascript:/i.test(value))
        )
          found.push(`${element.tagName} ${name}=${value}`);
      if (/^(IFRAME|OBJECT|EMBED|XMP|LISTING|NOEMBED|MATH|MGLYPH|FOREIGNOBJECT)$/i.test(element.tagName))
        found.push(element.tagName);
      if (element.tagName === 'SCRIPT' && (element.textContent ?? '').includes('__hit=1</'))
        found.push('SCRIPT');
      if (element.tagName === 'IMG' && /^(x|1)?$/.test(element.getAttribute('src') ?? '')) found.push('IMG');
    }
    return found;
  });
}

describe('Script in what people write', () => {
  let test: BrowserTest;
  let page: Page;
  const sent: (Submitted & { body: string })[] = [];
  const dialogs: string[] = [];

  beforeAll(async () => {
    test = await startBrowserTest({ RATE_LIMITS: 'off' });
    const guest = new ApiClient(test.server.url);
    for (const payload of PAYLOADS) {
      const body = `ข้อความ ${payload}`;
      sent.push({
        ...(await submit(guest, SECTION, body, { displayName: payload.slice(0, 80), stance: 'SUGGESTION' })),
        body,
      });
    }
    page = await test.window();
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await page
      .context()
      .addCookies([...guest.cookies].map(([name, value]) => ({ name, value, url: test.server.url })));
  }, 180_000);
  afterAll(() => test.stop());

  async function looks(path: string): Promise<string> {
    await page.goto(path);
    expect([path, await intruders(page)]).toEqual([path, []]);
    return page.evaluate(() =>
      [
        document.body.textContent,
        ...Array.from(document.querySelectorAll('textarea'), ({ value }) => value),
      ].join('\n'),
    );
  }

  it('stored: it stands as it was written on every page that shows it, and makes no element', async () => {
    const published = sent.filter(({ comment }) => comment.state === 'PUBLISHED');
    expect(published.length).toBeGreaterThan(5);
    let shown = '';
    for (let path = `${SECTION_PAGE}?sort=NEWEST`; path;) {
      shown += await looks(path);
      const next = page.locator('a[rel="next"]').first();
      path =
        (await next.count()) > 0 && shown.length < 500_000 ? ((await next.getAttribute('href')) ?? '') : '';
    }
    for (const { comment, receiptCode, body } of sent) {
      expect(await looks(`/receipts/${receiptCode}`)).toContain(body);
      if (comment.state === 'PUBLISHED') expect(await looks(`/comments/${comment.id}`)).toContain(body);
    }
    expect(published.some(({ body }) => shown.includes(body))).toBe(true);
    for (const path of ['/', '/me', `/plans/${PLAN}`, '/responses', `${SECTION_PAGE}?stance=SUGGESTION`])
      await looks(path);
    expect(dialogs).toEqual([]);
  }, 180_000);

  it('stored: at the desk, where it would reach those who may decide', async () => {
    await signIn(page, 'moderator', '/desk/moderation?state=all');
    for (const { comment, body } of sent.slice(0, 8)) {
      expect(await looks(`/desk/moderation?state=all&open=${comment.id}`)).toContain(body);
      // The desk's own script draws rows of its own.
      await page.waitForTimeout(100);
      expect(await intruders(page)).toEqual([]);
    }
    const drafter = await new ApiClient(test.server.url).as('drafter');
    const secretariat = await new ApiClient(test.server.url).as('secretariat');
    const commentIds = sent
      .filter(({ comment }) => comment.state === 'PUBLISHED')
      .slice(0, 1)
      .map(({ comment }) => comment.id);
    for (const payload of [SCRIPTS[0], SCRIPTS[3], MUTATIONS[0], MUTATIONS[3]] as string[]) {
      const text = { th: `คำตอบ ${payload}`, en: `Answer ${payload}` };
      const { draftResponse } = await drafter.must<{ draftResponse: { id: string; code: string } }>(DRAFT, {
        input: { planKey: PLAN, commentIds, disposition: 'ACCEPTED', body: text, reason: text },
      });
      await secretariat.must(PUBLISH, { id: draftResponse.id });
      expect(await looks(`/desk/responses/${draftResponse.code}`)).toContain(text.th);
    }
    expect(await looks('/responses')).toContain(`คำตอบ ${SCRIPTS[0]}`);
    await looks(SECTION_PAGE);
    expect(dialogs).toEqual([]);
  }, 180_000);

  it('live: it comes over the socket as text, and through the form as text', async () => {
    const reader = await test.window();
    await openLive(reader, `${SECTION_PAGE}?sort=NEWEST`);
    const writer = await test.window();
    await openLive(writer, SECTION_PAGE);
    for (const payload of [MUTATIONS[0], MUTATIONS[4], SCRIPTS[4]] as string[]) {
      const body = `สด ${payload} ${Math.random()}`;
      await submit(new ApiClient(test.server.url), SECTION, body);
      await until(
        'the reader hears of it',
        () => intruders(reader),
        (found) => found.length === 0,
      );
    }
    const typed = `พิมพ์เอง ${MUTATIONS[3]}`;
    await writer.locator('form textarea[name="body"]').last().fill(typed);
    expect(await intruders(writer)).toEqual([]);
    await reader.waitForTimeout(800);
    expect(await intruders(reader)).toEqual([]);
    await reader.reload();
    expect(await intruders(reader)).toEqual([]);
  }, 120_000);

  it('reflected: in an address, a field that comes back, or a page of an error', async () => {
    const addresses = (payload: string) => {
      const p = encodeURIComponent(payload);
      return [
        `/plans/${PLAN}?q=${p}&show=${p}`,
        `/plans/${p}`,
        `${SECTION_PAGE}?stance=${p}&sort=${p}&after=${p}`,
        `/receipts?missing=${p}`,
        `/receipts/${p}`,
        `/comments/${p}`,
        `/responses?disposition=${p}&strategy=${p}`,
        `/sign-in?returnTo=${p}&email=${p}&sent=${p}`,
        `/sign-in/complete?token=${p}&returnTo=${p}`,
        `/rounds/${p}/${p}`,
        `/desk/moderation?state=${p}&search=${p}&open=${p}`,
        `/nothing/${p}`,
      ];
    };
    for (const payload of [SCRIPTS[1], SCRIPTS[2], SCRIPTS[8], SCRIPTS[9], MUTATIONS[0]] as string[])
      for (const path of addresses(payload)) await looks(path);
    expect(dialogs).toEqual([]);
  }, 180_000);

  it('a page of ours is not led elsewhere by a returnTo', async () => {
    const other = await test.window();
    for (const away of [
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      'javascript:window.__hit=1',
      '/%09/evil.example',
    ]) {
      await other.goto(`/sign-in?returnTo=${encodeURIComponent(away)}`);
      await other
        .locator('form', { has: other.locator('input[name="key"][value="citizen"]') })
        .getByRole('button')
        .first()
        .click();
      await other.waitForLoadState();
      expect([away, new URL(other.url()).origin]).toEqual([away, new URL(test.server.url).origin]);
      await other.context().clearCookies();
    }
  }, 60_000);
});
