import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ApiClient } from '../harness/api-client.js';
import { axe, startBrowserTest, type BrowserTest } from '../harness/browser.js';
import { PLAN, submit } from '../harness/operations.js';
import { at, signIn } from './stage.js';
import type { Lang } from './words.js';

declare const TEST_DATABASE: 'sqlite' | 'mariadb';

const SECTION = `/plans/${PLAN}/sections/s4.p4.4`;
const WIDTHS = [1280, 320];
/** Pages are drawn the same from either database: all of them on one, the heaviest on the other. */
const WHOLE = TEST_DATABASE === 'sqlite';
const LANGUAGES: Lang[] = WHOLE ? ['th', 'en'] : ['th'];

const PUBLIC = WHOLE
  ? [
      '/',
      `/plans/${PLAN}`,
      `/plans/${PLAN}?q=ข้อมูล&show=commented`,
      SECTION,
      `${SECTION}?stance=QUESTION&sort=NEWEST`,
      `/plans/${PLAN}/sections/s2`,
      '/rounds',
      'ROUND',
      '/responses',
      '/receipts',
      '/receipts?missing=RF-69-ABCD-EFGH',
      'RECEIPT',
      'COMMENT',
      '/comments/COMMENT/report',
      '/comments/COMMENT/report?done',
      '/sign-in',
      '/sign-in/complete?token=used',
      '/about',
      '/accessibility',
      '/privacy',
      '/moderation-rules',
      '/record',
      '/record/verify',
      'PROOF',
      '/invitations/used-or-forged',
    ]
  : ['/', `/plans/${PLAN}`, SECTION, 'RECEIPT'];

const DESK = WHOLE
  ? [
      '/desk?overview',
      '/desk/moderation',
      '/desk/moderation?proposed=yes&state=all',
      '/desk/appeals',
      '/desk/appeals?state=decided',
      '/desk/moderation?state=all&open=COMMENT',
      '/desk/moderation?state=refused&strategy=3',
      '/desk/checks',
      `/desk/rounds/${PLAN}/demo-open`,
      `/desk/rounds/${PLAN}/demo-open/participation`,
      '/desk/moderation?reported=any&state=all',
      '/desk/responses',
      '/desk/responses/new?c=COMMENT',
      '/desk/responses/written',
      '/desk/responses/written?state=published',
      '/desk/responses/R-001',
      '/desk/responses/R-008',
      '/me',
      '/me/security',
    ]
  : ['/desk/moderation', '/desk/responses'];

/** Pages of the desk that a drafter does not get. */
const MODERATORS = /^\/desk\/(moderation|appeals|checks|rounds)/;

/** Letter size, contrast and colours as the display bar keeps them. */
const LOOKS = WHOLE ? ['1.45_high_dark', '1_normal_dark'] : ['1.45_high_dark'];
const LOOKED_AT = ['/', `/plans/${PLAN}`, SECTION, '/desk/moderation'];

interface Defect {
  page: string;
  what: unknown;
}

describe('Every page', () => {
  let test: BrowserTest;
  let receiptCode: string;
  let commentId: string;
  const defects: Defect[] = [];

  beforeAll(async () => {
    test = await startBrowserTest();
    const guest = new ApiClient(test.server.url);
    const sent = await submit(
      guest,
      's4.p4.4',
      'ข้อความหนึ่ง\nมีสองบรรทัด และ https://ที่อยู่.example/ยาวมาก'.repeat(3),
      { stance: 'QUESTION', email: 'a@example.org' },
    );
    receiptCode = sent.receiptCode;
    commentId = sent.comment.id;
  });
  afterAll(() => test.stop());

  const addressOf = (path: string, lang: Lang) => {
    const known: Record<string, string> = {
      ROUND: `/rounds/${PLAN}/p63-04`,
      RECEIPT: `/receipts/${receiptCode}`,
      PROOF: `/record/verify?code=${receiptCode}`,
      COMMENT: `/comments/${commentId}`,
    };
    return at(known[path] ?? path.replace('COMMENT', commentId), lang);
  };

  /** A window that notes what goes wrong in it. */
  async function watched(look?: string): Promise<Page> {
    const page = await test.window();
    if (look)
      await page.context().addCookies([{ name: 'rapfang_display', value: look, url: test.server.url }]);
    await page.addInitScript(() => {
      const seen: string[] = [];
      Object.assign(globalThis, { cspSeen: seen });
      document.addEventListener('securitypolicyviolation', (event) =>
        seen.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile ?? ''}`),
      );
    });
    return page;
  }

  async function visit(page: Page, path: string, lang: Lang, status = 200): Promise<void> {
    const where = `${decodeURI(path)}`;
    const note = (what: unknown) => defects.push({ page: where, what });
    const broken: string[] = [];
    const watch = (response: { status(): number; url(): string }) => {
      if (response.status() >= 400) broken.push(`${response.status()} ${response.url()}`);
    };
    await page.setViewportSize({ width: WIDTHS[0] as number, height: 900 });
    page.on('response', watch);
    const errorsBefore = test.errors.length;
    const answer = await page.goto(path, { waitUntil: 'load' });
    // Desks come to life after they are drawn.
    if (path.includes('/desk')) await page.waitForLoadState('networkidle');
    if (answer?.status() !== status) note(`status ${answer?.status()}`);
    if ((await page.locator('html').getAttribute('lang')) !== lang) note('lang');
    if ((await page.getByRole('main').count()) !== 1) note('not one main');
    if ((await page.getByRole('heading', { level: 1 }).count()) !== 1) note('not one h1');
    if (!(await page.title()).trim()) note('no title');
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      const wide = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        if (scrollWidth <= clientWidth) return null;
        const out = [...document.querySelectorAll('body *')]
          .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > clientWidth + 1)
          .map((one) => `${one.tagName}.${one.className} ${one.textContent.trim().slice(0, 40)}`);
        return `${scrollWidth} > ${clientWidth}: ${out.slice(0, 6).join(' | ')}`;
      });
      if (wide) note(`${width} px: scrolls sideways: ${wide}`);
      for (const finding of await axe(page)) note({ width, ...finding });
    }
    page.off('response', watch);
    const csp = await page.evaluate(() => (globalThis as unknown as { cspSeen: string[] }).cspSeen);
    if (csp.length > 0) note({ csp });
    const expected = status >= 400 ? broken.slice(1) : broken;
    if (expected.length > 0) note({ broken: expected });
    if (test.errors.length > errorsBefore) note({ errors: test.errors.slice(errorsBefore) });
  }

  const report = () => {
    const found = defects.splice(0);
    expect(found).toEqual([]);
  };

  it.each(LANGUAGES)(
    'for the public (%s) answers, speaks its language, fits 1280 and 320 px, passes axe, and keeps to its content policy without an error',
    async (lang) => {
      const page = await watched();
      for (const path of PUBLIC) await visit(page, addressOf(path, lang), lang);
      await visit(page, at('/no-such-page', lang), lang, 404);
      report();
    },
  );

  it.each(LANGUAGES)(
    'for the staff (%s) answers, speaks its language, fits 1280 and 320 px, passes axe, and keeps to its content policy without an error',
    async (lang) => {
      const page = await watched();
      await signIn(page, 'drafter', at('/me', lang));
      for (const path of DESK.filter((one) => !MODERATORS.test(one)))
        await visit(page, addressOf(path, lang), lang);
      await page.context().clearCookies();
      await signIn(page, 'moderator', at('/me', lang));
      for (const path of DESK.filter((one) => MODERATORS.test(one)))
        await visit(page, addressOf(path, lang), lang);
      await page.context().clearCookies();
      await signIn(page, 'secretariat', at('/me', lang));
      await visit(page, at('/desk/record', lang), lang);
      await visit(page, at('/desk/retention', lang), lang);
      await visit(page, at('/desk/record?action=comment.&about=NONE', lang), lang);
      report();
    },
  );

  it('of the desk is refused to a citizen in words, and as readable as any other', async () => {
    const page = await watched();
    await signIn(page, 'citizen', '/me');
    await visit(page, '/desk/moderation', 'th', 403);
    report();
  });

  it.each(LOOKS)('is as readable and as wide as the window with the display set to %s', async (look) => {
    const page = await watched(look);
    for (const path of LOOKED_AT.filter((one) => !one.startsWith('/desk'))) await visit(page, path, 'th');
    await signIn(page, 'moderator', '/me');
    for (const path of LOOKED_AT.filter((one) => one.startsWith('/desk'))) await visit(page, path, 'th');
    const { step, contrast, theme } = await page
      .locator('html')
      .evaluate((html) => ({ ...(html as HTMLElement).dataset }));
    expect([step, contrast, theme].join('_')).toBe(look);
    report();
  });
});
