// What runs in `evaluate` runs in a page.
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { PLAN } from '../harness/operations.js';
import type { Lang, Words } from './words.js';

/** What the people of the journeys do on the pages, as people do it: by what they read there. */

export const at = (path: string, lang: Lang): string =>
  lang === 'th' ? path : `/en${path === '/' ? '' : path}`;
export const sectionAt = (key: string, lang: Lang): string => at(`/plans/${PLAN}/sections/${key}`, lang);

/** Asks again until it is so. @throws Error saying what never came */
export async function until<T>(
  what: string,
  read: () => Promise<T> | T,
  good: (value: T) => boolean = Boolean,
  most = 10_000,
): Promise<T> {
  const end = Date.now() + most;
  let value = await read();
  while (!good(value)) {
    if (Date.now() > end) throw new Error(`It never came that ${what}; last seen: ${JSON.stringify(value)}`);
    await new Promise((resume) => setTimeout(resume, 40));
    value = await read();
  }
  return value;
}

/** Opens a section and waits until its script runs and its stream is followed. */
export async function openLive(page: Page, path: string): Promise<void> {
  await Promise.all([
    page.waitForEvent('websocket').then((socket) =>
      // The answer to `follow`: a Socket.IO acknowledgement.
      socket.waitForEvent('framereceived', ({ payload }) => String(payload).startsWith('43')),
    ),
    page.goto(path),
  ]);
  await page.locator('html[data-ready]').waitFor();
}

/** Opens a section whose script runs, connected or not. */
export async function openScripted(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.locator('html[data-ready]').waitFor();
}

/** Sends what is written in the form at the foot. @returns the receipt's code, and when the answer came */
export async function send(page: Page, words: Words): Promise<{ code: string; at: number }> {
  const answered = page
    .waitForResponse(
      (response) => response.request().method() === 'POST' && response.url().includes('/sections/'),
    )
    .then(() => Date.now());
  await page.getByRole('button', { name: words.form.send }).click();
  const at = await answered;
  return { code: await readCode(page), at };
}

export async function readCode(page: Page): Promise<string> {
  return (
    await page
      .getByText(/^RF-\d\d-\w{4}-\w{4}$/)
      .first()
      .innerText()
  ).trim();
}

/** The comment that says this, whole, with what hangs on it. */
export const commentOf = (page: Page, body: string): Locator =>
  page.getByRole('article').filter({ has: page.getByText(body, { exact: true }) });

/** Signs in by the button of a demonstration person and goes to a page. */
export async function signIn(page: Page, key: string, path: string): Promise<void> {
  await page.goto(`/sign-in?returnTo=${encodeURIComponent(path)}`);
  await page
    .locator('form', { has: page.locator(`input[name="key"][value="${key}"]`) })
    .getByRole('button')
    .click();
  await page.waitForURL((url) => !url.pathname.endsWith('/sign-in'));
}

/** Waits until the script of a desk has taken over (then one row only is reached by Tab). */
export const deskReady = (page: Page): Promise<void> => page.locator('[data-row][tabindex="0"]').waitFor();

/** Presses a key as a keyboard with the Thai layout does: the place is Latin, what it types is Thai. */
export async function pressThai(page: Page, code: string, key: string, modifiers = 0): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const windowsVirtualKeyCode = code.startsWith('Digit') ? 48 + Number(code.slice(5)) : code.charCodeAt(3);
  const stroke = { code, key, windowsVirtualKeyCode, modifiers };
  await session.send('Input.dispatchKeyEvent', {
    type: 'keyDown',
    ...stroke,
    ...(modifiers === 0 && { text: key }),
  });
  await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...stroke });
  await session.detach();
}

export const topOf = (locator: Locator): Promise<number> =>
  locator.evaluate((element) => element.getBoundingClientRect().top);

export const inSight = (locator: Locator): Promise<boolean> =>
  locator.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  });

/** Mails that the server has written to an address, as text. */
export function mailsTo(folder: string, address: string): string[] {
  const read = () => {
    try {
      return readdirSync(join(folder, 'mail'));
    } catch {
      return [];
    }
  };
  return read()
    .map((name) => readFileSync(join(folder, 'mail', name), 'utf8'))
    .filter((mail) => mail.includes(address));
}

/** How many comments of a section say exactly this, by the api. */
export async function countOf(url: string, section: string, body: string): Promise<number> {
  const query = `{ section(planKey: "${PLAN}", key: "${section}") { thread(first: 50, sort: NEWEST) { edges { node { body } } } } }`;
  const reply = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const { data } = (await reply.json()) as {
    data: { section: { thread: { edges: { node: { body: string | null } }[] } } };
  };
  return data.section.thread.edges.filter(({ node }) => node.body === body).length;
}
