import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { axe, startBrowserTest, type BrowserTest } from '../harness/browser.js';
import { PLAN } from '../harness/operations.js';
import { at, mailsTo, signIn, until } from './stage.js';
import type { Lang } from './words.js';

declare const TEST_DATABASE: 'sqlite' | 'mariadb';
const LANGUAGES: Lang[] = TEST_DATABASE === 'sqlite' ? ['en', 'th'] : ['en'];

interface PeopleWords {
  form: { email: string; reason: string; search: string };
  roles: Record<'MODERATOR', string>;
  may: Record<'MODERATOR', string>;
  people: { find: string; take: string; takeYes: string };
  invite: { send: string };
  done: Record<'invited' | 'taken', string>;
  offer: { name: string; accept: string; dead: string };
}

// Named by a variable: the web is compiled by its own settings.
const files = { th: '../../apps/web/src/lib/words/people-th', en: '../../apps/web/src/lib/words/people-en' };
async function peopleWords(lang: Lang): Promise<PeopleWords> {
  const found = (await import(files[lang])) as { peopleTh?: PeopleWords; peopleEn?: PeopleWords };
  return (found.peopleTh ?? found.peopleEn) as PeopleWords;
}

describe('People', () => {
  let test: BrowserTest;
  beforeAll(async () => {
    test = await startBrowserTest();
  });
  afterAll(() => test.stop());

  /** The path in the newest letter to the address, whichever way its text is encoded. */
  async function linkTo(address: string): Promise<string> {
    const found = await until('the letter is written', () => {
      const mail = mailsTo(test.database.folder, address).at(-1) ?? '';
      const body = mail.slice(mail.indexOf('\r\n\r\n') + 4);
      const text = /base64/i.test(mail.slice(0, mail.indexOf('\r\n\r\n')))
        ? Buffer.from(body, 'base64').toString('utf8')
        : body.replace(/=\r?\n/g, '').replace(/=3D/g, '=');
      return /(?:\/en)?\/invitations\/[\w-]{43}/.exec(text)?.[0] ?? '';
    });
    return found;
  }

  /** An operation in the window's own session. */
  async function inSession<Data>(page: Page, query: string, variables: object = {}): Promise<Data> {
    const answer = await page.context().request.post(`${test.server.url}/graphql`, {
      data: { query, variables },
      headers: { origin: test.server.url },
    });
    return ((await answer.json()) as { data: Data }).data;
  }

  /** A second factor is set up and so passed: an authenticator app. */
  async function passSecondFactor(page: Page): Promise<void> {
    const { startAuthenticatorApp } = await inSession<{ startAuthenticatorApp: { key: string } }>(
      page,
      'mutation { startAuthenticatorApp { key } }',
    );
    const code = new TOTP({ secret: startAuthenticatorApp.key.replaceAll(' ', '') }).generate();
    await inSession(page, 'mutation($code: String!) { confirmAuthenticatorApp(code: $code) }', { code });
  }

  it.each(LANGUAGES)(
    'are invited, accept without script, work once their second factor is there, and are removed at once (%s)',
    async (lang) => {
      const w = await peopleWords(lang);
      const email = `moderator-${lang}@example.org`;
      const admin = await test.window();
      await signIn(admin, 'administrator', at('/desk/people', lang));
      await admin.waitForLoadState('networkidle');
      const box = admin.locator('form.box');
      await box.getByLabel(w.form.email).fill(email);
      await box.locator('select[name="role"]').selectOption('MODERATOR');
      await box.locator('select[name="planKey"]').selectOption(PLAN);
      await box.getByRole('button', { name: w.invite.send }).click();
      await admin.getByText(w.done.invited).waitFor();
      await admin.getByText(email).waitFor();

      const link = await linkTo(email);
      const invited = await test.window({ javaScriptEnabled: false, viewport: { width: 320, height: 800 } });
      // Looking uses nothing up.
      for (let look = 0; look < 2; look += 1) await invited.goto(link);
      await invited.getByText(w.may.MODERATOR).waitFor();
      await invited.getByLabel(w.offer.name).fill('สมศรี ใจดี');
      await invited.getByRole('button', { name: w.offer.accept }).click();
      await invited.waitForURL((url) => !url.pathname.includes('/invitations/'));
      // The role sleeps: the desk is still shut, and leads to the second step.
      await invited.goto(at('/desk/moderation', lang));
      expect(new URL(invited.url()).pathname).toBe(at('/sign-in/second-factor', lang));
      await passSecondFactor(invited);
      expect((await invited.goto(at('/desk/moderation', lang)))?.status()).toBe(200);
      const again = await test.window();
      await again.goto(link);
      await again.getByRole('heading', { name: w.offer.dead }).waitFor();

      await admin.goto(at('/desk/people', lang), { waitUntil: 'networkidle' });
      await admin.getByLabel(w.people.find).fill(email);
      await admin.getByRole('button', { name: w.form.search, exact: true }).click();
      await admin.getByText('สมศรี ใจดี').first().waitFor();
      await admin.waitForLoadState('networkidle');
      const held = admin.locator('.held .ask').first();
      await held.locator('summary').click();
      await held.getByLabel(w.form.reason).fill('ครบวาระ');
      await held.getByRole('button', { name: w.people.takeYes }).click();
      await admin.getByText(w.done.taken).waitFor();
      expect((await invited.goto(at('/desk/moderation', lang)))?.status()).toBe(403);
      expect(test.errors).toEqual([]);
      for (const page of [admin, invited, again]) await page.context().close();
    },
  );

  it.each(LANGUAGES)('and organisations are readable by everyone, at 1280 and 320 px (%s)', async (lang) => {
    const page = await test.window();
    const found: unknown[] = [];
    await signIn(page, 'administrator', at('/desk/people', lang));
    for (const path of [
      '/desk/people?show=all',
      '/desk/people?q=nobody-at-all',
      '/desk/organisations',
      '/me/organisations/dga',
    ]) {
      await page.goto(at(path, lang), { waitUntil: 'networkidle' });
      for (const one of await page.locator('details.ask').all())
        await one.evaluate((details) => details.setAttribute('open', ''));
      for (const width of [1280, 320]) {
        await page.setViewportSize({ width, height: 900 });
        const wide = await page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
        if (wide > 0) found.push([path, width, `scrolls sideways by ${wide}`]);
        for (const finding of await axe(page)) found.push([path, width, finding]);
      }
    }
    expect(found).toEqual([]);
    await page.context().close();
  });

  it('who administer nothing are kept out of the pages of people, and out of organisations not their own', async () => {
    const page = await test.window();
    await signIn(page, 'moderator', '/me');
    expect((await page.goto('/desk/people'))?.status()).toBe(403);
    expect((await page.goto('/desk/organisations'))?.status()).toBe(403);
    expect((await page.goto('/me/organisations/dga'))?.status()).toBe(404);
    await page.context().close();
  });
});
