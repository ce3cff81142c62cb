import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { startBrowserTest, type BrowserTest } from '../harness/browser.js';
import { at } from './stage.js';
import { wordsOf, type Lang, type Words } from './words.js';

const DESK = '/desk?overview';

describe('Signing in, in a browser', () => {
  let test: BrowserTest;
  const words: Record<Lang, Words> = {} as Record<Lang, Words>;
  beforeAll(async () => {
    test = await startBrowserTest();
    for (const lang of ['th', 'en'] as const) words[lang] = await wordsOf(lang);
  });
  afterAll(() => test.stop());

  /** Asks for a link and presses it, as the letter's reader would; the demonstration shows the link. */
  async function signInByMail(page: Page, email: string, returnTo: string, lang: Lang): Promise<void> {
    const t = words[lang];
    await page.goto(`${at('/sign-in', lang)}?returnTo=${encodeURIComponent(at(returnTo, lang))}`);
    await page.getByLabel(t.signIn.email).fill(email);
    await page.getByRole('button', { name: t.signIn.send }).click();
    const link = await page.getByRole('link', { name: t.signIn.demoLink }).getAttribute('href');
    const { pathname, search } = new URL(link ?? '');
    await page.goto(pathname + search);
    await page.getByRole('main').getByRole('button', { name: t.signIn.complete }).click();
  }

  /** A device with a fingerprint reader that always says yes. */
  async function withAuthenticator(page: Page): Promise<void> {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('WebAuthn.enable');
    await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
  }

  it('lets staff make a passkey as second step, sign in with it alone, name it and keep it', async () => {
    const lang = 'th';
    const { signing, nav } = words[lang];
    const page = await test.window();
    await withAuthenticator(page);
    await signInByMail(page, 'moderator-2@demo.invalid', DESK, lang);
    await page.getByRole('heading', { name: signing.step.setUpTitle }).waitFor();
    await page.getByLabel(signing.passkey.name).fill('มือถือที่ทำงาน');
    await page.getByRole('button', { name: signing.passkey.add }).click();
    await page.waitForURL((url) => url.pathname === '/desk');

    await page.goto('/me/security');
    await page.getByText('มือถือที่ทำงาน', { exact: true }).waitFor();
    await page.getByText(signing.security.change('มือถือที่ทำงาน')).click();
    await page.getByRole('button', { name: signing.security.remove }).click();
    await page.getByRole('alert').waitFor();
    await page.getByText(signing.security.change('มือถือที่ทำงาน')).click();
    await page.getByLabel(signing.security.newName).fill('กุญแจสำรอง');
    await page.getByRole('button', { name: signing.security.rename }).click();
    await page.getByText(signing.security.done.renamed).waitFor();
    await page.getByText('กุญแจสำรอง', { exact: true }).waitFor();

    await page.getByRole('button', { name: nav.signOut }).first().click();
    await page.goto('/sign-in?returnTo=/desk/moderation');
    await page.getByRole('button', { name: signing.passkey.signIn }).click();
    await page.waitForURL((url) => url.pathname === '/desk/moderation');
    expect(test.errors).toEqual([]);
  });

  it('says so in place when no passkey is given, and the page goes on working', async () => {
    const { signing, signIn } = words.en;
    const page = await test.window();
    await page.goto('/en/sign-in');
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('WebAuthn.enable');
    await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true },
    });
    await page.getByRole('button', { name: signing.passkey.signIn }).click();
    await page.getByText(signing.passkey.failed).waitFor();
    expect(await page.getByRole('button', { name: signing.passkey.signIn }).isEnabled()).toBe(true);
    expect(await page.getByRole('button', { name: signIn.send }).isEnabled()).toBe(true);
  });

  it('takes an authenticator app, its codes and recovery codes without any script', async () => {
    const lang = 'en';
    const { signing } = words[lang];
    const noScript = { javaScriptEnabled: false };
    const page = await test.window(noScript);
    await signInByMail(page, 'drafter@demo.invalid', '/desk/responses', lang);
    await page.getByRole('heading', { name: signing.step.setUpTitle }).waitFor();
    await page.goto('/en/desk/responses');
    await page.getByRole('heading', { name: signing.step.setUpTitle }).waitFor();
    await page.getByRole('button', { name: signing.app.start }).click();
    await page.getByRole('img', { name: signing.app.picture }).waitFor();
    const key = (await page.locator('main code').innerText()).replaceAll(' ', '');
    const app = new TOTP({ secret: key });
    const confirm = async (code: string) => {
      await page.getByLabel(signing.app.confirm).fill(code);
      await page.getByRole('button', { name: signing.app.turnOn }).click();
    };
    await confirm('000000');
    await page.getByRole('alert').waitFor();
    await confirm(app.generate());
    await page.getByText(signing.codes.shownTitle).waitFor();
    const codes = await page.locator('main code').allInnerTexts();
    expect(codes).toHaveLength(10);
    await page.getByRole('link', { name: signing.step.goOn }).click();
    await page.waitForURL((url) => url.pathname === '/en/desk/responses');

    const other = await test.window(noScript);
    await signInByMail(other, 'drafter@demo.invalid', '/desk/responses', lang);
    await other.getByLabel(signing.step.code).fill('123456');
    await other.getByRole('button', { name: signing.step.verify }).click();
    await other.getByRole('alert').waitFor();
    await other.getByLabel(signing.step.code).fill(app.generate({ timestamp: Date.now() + 30_000 }));
    await other.getByRole('button', { name: signing.step.verify }).click();
    await other.waitForURL((url) => url.pathname === '/en/desk/responses');

    const third = await test.window(noScript);
    await signInByMail(third, 'drafter@demo.invalid', '/desk/responses', lang);
    await third.getByText(signing.step.lost).click();
    await third.getByLabel(signing.step.recovery).fill(codes[0] ?? '');
    await third.getByRole('button', { name: signing.step.recover }).click();
    await third.waitForURL((url) => url.pathname === '/en/desk/responses');

    await page.goto('/en/me/security');
    await page.getByText(signing.codes.left(9)).waitFor();
    await page
      .getByRole('button', { name: signing.security.endOf('Chrome, Linux') })
      .first()
      .click();
    await page.getByText(signing.security.done.ended).waitFor();
    await page.getByRole('button', { name: signing.security.endOthers }).click();
    await page.getByText(signing.security.onlyThis).waitFor();
    for (const ended of [other, third]) {
      await ended.goto('/en/desk/responses');
      expect(new URL(ended.url()).pathname).toBe('/en/sign-in');
    }
  });
});
