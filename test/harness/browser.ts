import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from 'playwright-core';
import { openTestDatabase, type TestDatabase } from './database.js';
import { startServerProcess, type ServerProcess } from './process.js';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2.2 AA and axe's own best practice. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export interface BrowserTest {
  browser: Browser;
  server: ServerProcess;
  database: TestDatabase;
  /** A window with cookies of its own. Errors of the page are gathered in `errors`. */
  window(options?: BrowserContextOptions): Promise<Page>;
  errors: string[];
  /** Kills the server as a power cut would, and starts it again on the same port and data. */
  restart(whileDown: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

/** The built server as a process on a fresh database of the project, and Chromium to visit it. */
export async function startBrowserTest(env: Record<string, string> = {}): Promise<BrowserTest> {
  const database = await openTestDatabase();
  await database.database.close();
  const settings = { DATABASE_URL: database.url, DATA_DIR: database.folder, ...env };
  let server = await startServerProcess(settings);
  const executablePath = process.env['CHROMIUM_PATH'];
  if (!executablePath) throw new Error('CHROMIUM_PATH is not set: run the browser suites through npm test.');
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  const contexts: BrowserContext[] = [];
  const errors: string[] = [];
  return {
    browser,
    get server() {
      return server;
    },
    database,
    errors,
    async window(options = {}) {
      const context = await browser.newContext({
        baseURL: server.url,
        viewport: { width: 1280, height: 900 },
        ...options,
      });
      // Pages answer in well under a second; what has not come by then will not come.
      context.setDefaultTimeout(10_000);
      contexts.push(context);
      const page = await context.newPage();
      page.on('pageerror', (error) => errors.push(`${page.url()}: ${error.message}`));
      page.on('console', (message) => {
        if (
          message.type() === 'error' &&
          !/ERR_INTERNET_DISCONNECTED|Failed to load resource/.test(message.text())
        ) {
          errors.push(`${page.url()}: ${message.text()}`);
        }
      });
      return page;
    },
    async restart(whileDown) {
      await server.end('SIGKILL');
      await whileDown();
      server = await startServerProcess({ ...settings, PORT: String(server.port) });
    },
    async stop() {
      await Promise.all(contexts.map((context) => context.close()));
      await browser.close();
      await server.end('SIGTERM');
      await database.close();
    },
  };
}

export interface AxeFinding {
  rule: string;
  impact: string | null;
  targets: string[];
}

/** Everything that axe finds wrong on the page as it stands; empty when it finds nothing. */
export async function axe(page: Page): Promise<AxeFinding[]> {
  await page.evaluate(AXE);
  return page.evaluate(async (rules) => {
    interface Axe {
      run(
        options: object,
      ): Promise<{ violations: { id: string; impact: string | null; nodes: { target: string[] }[] }[] }>;
    }
    const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run({
      runOnly: { type: 'tag', values: rules },
    });
    return violations.map(({ id, impact, nodes }) => ({
      rule: id,
      impact,
      targets: nodes.map(({ target }) => target.join(' ')).slice(0, 5),
    }));
  }, RULES);
}
