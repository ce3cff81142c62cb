import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { parseEnvironment } from '@rapfang/platform';
import { demoPlan } from './demo/demo-files.js';
import { runImport } from './run-import.js';

let folder: string;
let out: string;
let err: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rapfang-import-'));
  out = '';
  err = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => ((out += String(text)), true));
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => ((err += String(text)), true));
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const sqlite = () => join(folder, 'rapfang.sqlite');
const run = (...args: string[]) => runImport(args, parseEnvironment({ DATA_DIR: folder }));

function file(content: unknown): string {
  const path = join(folder, 'plan.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

describe('npm run import', () => {
  it('counts by kind and in all in a dry run, without making a database', async () => {
    expect(await run(file(demoPlan()), '--dry-run')).toBe(0);
    expect(out.match(/(?<= )\d+$/gm)).toEqual(['4', '20', '95', '38', '157']);
    expect([err.includes('error'), existsSync(sqlite())]).toEqual([false, false]);
  });

  it('imports, says so, and makes no second version of the same file', async () => {
    const path = file(demoPlan());
    expect(await run(path)).toBe(0);
    expect(out).toContain('Imported as version 1 (a draft).');
    expect(await run(path, '--publish')).toBe(0);
    expect(out).toContain('Version 1 (published) has this content already; no new version was made.');
    expect(await run(path, '--dry-run')).toBe(0);
    expect(out).toContain('an import would make no new version');
  });

  it('lists what is wrong on stderr, exits with 1, and makes no database', async () => {
    const path = file({ ...demoPlan(), title: {}, years: { be: [1] } });
    expect(await run(path)).toBe(1);
    expect(err.split('\n')).toEqual([
      `${path}: 2 errors; nothing was imported.`,
      '  title.th: the Thai title is missing',
      '  years.be[0]: must be a whole number from 2400 to 2700, but is 1',
      '',
    ]);
    expect([out, existsSync(sqlite())]).toEqual(['', false]);
  });

  it('gives line and column where the file is no JSON', async () => {
    expect(await run(file('{\n  "key": "a",\n  "tit'))).toBe(1);
    expect(err).toContain(
      'line 3, column 7: not JSON: the file ends inside the text that begins at line 3, column 3',
    );
  });

  it.each([
    [[], 2],
    [['a', 'b'], 2],
    [['a', '--what'], 2],
    [['a', '--plan', '../x'], 2],
    [['no-such-file.json'], 1],
  ])('refuses the arguments %j with exit code %i', async (args, code) => {
    expect(await run(...args)).toBe(code);
    expect(err).not.toBe('');
  });
});
