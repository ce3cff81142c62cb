import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { axe, startBrowserTest, type BrowserTest } from '../harness/browser.js';
import { startIdentityProvider, type IdentityProvider } from '../harness/identity-provider.js';
import { PLAN } from '../harness/operations.js';
import { freePort } from '../harness/services.mjs';
import { at, sectionAt, signIn } from './stage.js';
import { wordsOf, type Lang, type Words } from './words.js';

const NAME = { th: 'ผู้ให้บริการทดสอบ', en: 'Test Provider' };
const AWAY = { th: 'ผู้ให้บริการที่หยุดอยู่', en: 'Provider that is away' };
const SECTION = 's4.p4.4';

describe('Signing in at a provider, in a browser', () => {
  let provider: IdentityProvider;
  let test: BrowserTest;

  beforeAll(async () => {
    const port = await freePort();
    provider = await startIdentityProvider(`http://localhost:${port}`, ['thaid']);
    test = await startBrowserTest({
      PORT: String(port),
      OIDC_PROVIDERS: 'thaid,away',
      OUTBOUND_ALLOW: `${new URL(provider.issuer).host},127.0.0.1:9`,
      ...provider.environment('thaid'),
      ...provider.environment('away', {
        ISSUER: 'http://127.0.0.1:9',
        NAME_TH: AWAY.th,
        NAME_EN: AWAY.en,
      }),
    });
  });
  afterAll(async () => {
    await test.stop();
    await provider.stop();
  });

  const choose = (page: Page, person: string) =>
    page.getByRole('button', { name: person, exact: true }).click();
  const heading = (page: Page) => page.getByRole('heading', { level: 1 }).innerText();

  /** Nothing for axe to find, and nothing to the side of a narrow screen. */
  async function sound(page: Page): Promise<void> {
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 900 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect([page.url(), width, wide]).toEqual([page.url(), width, width]);
      expect(await axe(page)).toEqual([]);
    }
  }

  /** Signs in by the link that the demonstration shows. */
  async function byEmail(page: Page, t: Words, lang: Lang, email: string): Promise<void> {
    await page.goto(at('/sign-in', lang));
    await page.getByLabel(t.signIn.email).fill(email);
    await page.getByRole('button', { name: t.signIn.send }).click();
    await page.getByRole('link', { name: t.signIn.demoLink }).click();
    await page.getByRole('button', { name: t.signIn.complete }).click();
    await page.waitForURL(/\/me$/);
  }

  it.each<[Lang, boolean]>([
    ['th', true],
    ['en', false],
  ])(
    'a verified person goes there and back, and finds the identity on their page (%s, script: %s)',
    async (lang, javaScriptEnabled) => {
      const t = await wordsOf(lang);
      const page = await test.window({ javaScriptEnabled });
      await page.goto(at('/sign-in?returnTo=/en/rounds', lang));
      if (javaScriptEnabled) await sound(page);
      await page.getByRole('link', { name: t.identity.signInWith(NAME[lang]) }).click();
      expect(page.url()).toContain(provider.issuer);
      await choose(page, 'malee');
      await page.waitForURL(/\/en\/rounds$/);
      await page.goto(at('/me/security/identities', lang));
      expect(await heading(page)).toContain(t.identity.title);
      expect(await page.getByRole('main').innerText()).toContain(t.identity.verified);
      if (javaScriptEnabled) await sound(page);
    },
  );

  it.each<Lang>(['th', 'en'])('says in words what went wrong, and leads on from there (%s)', async (lang) => {
    const t = await wordsOf(lang);
    const page = await test.window();
    await page.goto(at('/sign-in', lang));
    await page.getByRole('link', { name: t.identity.signInWith(NAME[lang]) }).click();
    await choose(page, 'cancel');
    const alert = page.getByRole('alert');
    expect((await alert.innerText()).trim()).toBe(t.identity.problems.DENIED(NAME[lang]));
    await sound(page);
    await page.getByRole('link', { name: t.identity.signInWith(AWAY[lang]) }).click();
    expect((await alert.innerText()).trim()).toBe(t.identity.problems.UNAVAILABLE(AWAY[lang]));
    await page.goto(at('/sign-in/oidc/thaid/callback?code=abc&state=forged', lang));
    await page.waitForURL(/problem=EXPIRED/);
    expect(await alert.count()).toBe(1);
    // What an address makes up is not said.
    await page.goto(at('/sign-in?problem=__proto__&provider=thaid', lang));
    expect(await alert.count()).toBe(0);
  });

  it.each<[Lang, boolean]>([
    ['th', false],
    ['en', true],
  ])(
    'somebody signed in by e-mail adds an identity and removes it (%s, script: %s)',
    async (lang, javaScriptEnabled) => {
      const t = await wordsOf(lang);
      const page = await test.window({ javaScriptEnabled });
      await byEmail(page, t, lang, `adds-${lang}@people.example`);
      await page.goto(at('/me/security/identities', lang));
      expect(await page.getByRole('main').innerText()).toContain(t.identity.none);
      if (javaScriptEnabled) await sound(page);
      await page.getByRole('button', { name: t.identity.add(NAME[lang]) }).click();
      await page.waitForURL((url) => url.origin === provider.issuer);
      await choose(page, 'somchai');
      await page.waitForURL(/done=linked/);
      const said = page.getByRole('status');
      expect(await said.innerText()).toContain(t.identity.done.linked);
      if (javaScriptEnabled) await sound(page);
      await page.getByText(t.identity.remove(NAME[lang])).click();
      await page.getByRole('button', { name: t.identity.removeSure }).click();
      await page.waitForURL(/done=unlinked/);
      expect(await said.innerText()).toContain(t.identity.done.unlinked);
      expect(await page.getByRole('main').innerText()).toContain(t.identity.none);
    },
  );

  it('a round for verified people tells others how to become one', async () => {
    const t = await wordsOf('th');
    const staff = await test.window();
    await signIn(staff, 'secretariat', `/desk/rounds/${PLAN}/demo-open/participation`);
    expect(await heading(staff)).toContain(t.participation.title);
    await sound(staff);
    await staff.getByRole('radio', { name: t.participation.names.VERIFIED }).check();
    await staff.getByLabel(t.participation.reason).fill('รับฟังเฉพาะผู้ยืนยันตัวตน');
    await staff.getByRole('button', { name: t.participation.save }).click();
    await staff.getByText(t.participation.saved).waitFor();
    const page = await test.window();
    const say = page.locator('#say');
    await page.goto(sectionAt(SECTION, 'th'));
    expect(await say.innerText()).toContain(t.form.mustVerify);
    await byEmail(page, t, 'th', 'plain@people.example');
    await page.goto(sectionAt(SECTION, 'th'));
    expect(await say.getByRole('link', { name: t.form.verify }).getAttribute('href')).toBe(
      '/me/security/identities',
    );
    const verified = await test.window();
    await verified.goto(`/sign-in?returnTo=${sectionAt(SECTION, 'th')}`);
    await verified.getByRole('link', { name: t.identity.signInWith(NAME.th) }).click();
    await choose(verified, 'malee');
    await verified.waitForURL(`**${sectionAt(SECTION, 'th')}`);
    expect(await verified.locator('#say').getByLabel(t.form.body).count()).toBe(1);
  });

  it('shows no error of a page along the way', () => {
    expect(test.errors).toEqual([]);
  });
});
