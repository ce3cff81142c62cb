import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SignInLinkEntity } from '@rapfang/access';
import { Database, newId, parseEnvironment } from '@rapfang/platform';
import { RETENTION_PERIODS } from '@rapfang/privacy';
import { entities, migrations } from './data-source.js';
import { runRetention } from './run-retention.js';

let folder: string;
let out: string;
let err: string;
let database: Database;

const environment = () => parseEnvironment({ DATA_DIR: folder, DEMO: 'off' });
const count = async (table: string) =>
  Number((await database.reader.query<{ n: number }[]>(`SELECT COUNT(*) AS n FROM ${table}`))[0]?.n);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rapfang-retention-'));
  [out, err] = ['', ''];
  database = new Database({ settings: environment().database, entities, migrations });
  await database.open();
  await database.migrate();
  const then = '2020-01-01T00:00:00.000Z';
  const link = { id: newId(), tokenHash: 'x', email: 'a@example.org', language: 'th' as const };
  await database.transaction({}, (ctx) =>
    database.insertRows(ctx, SignInLinkEntity, [{ ...link, createdAt: then, expiresAt: then, usedAt: null }]),
  );
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => ((out += String(text)), true));
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => ((err += String(text)), true));
});
afterEach(async () => {
  jest.restoreAllMocks();
  await database.close();
  rmSync(folder, { recursive: true });
});

describe('npm run retention', () => {
  it('tells with --dry-run what would go, and changes nothing', async () => {
    expect(await runRetention(['--dry-run'], environment())).toBe(0);
    expect(out).toMatch(/signInLinks +1 would go, past 1 days; the oldest is of 2020-01-01/);
    expect(out.trim().split('\n')).toHaveLength(RETENTION_PERIODS.length);
    for (const [table, rows] of [
      ['sign_in_link', 1],
      ['retention_run', 0],
      ['audit_entry', 0],
    ] as const)
      expect([table, await count(table)]).toEqual([table, rows]);
  });

  it('clears, tells what went, and leaves a report', async () => {
    expect(await runRetention([], environment())).toBe(0);
    expect(out).toMatch(/signInLinks +1 went/);
    expect(await count('sign_in_link')).toBe(0);
    expect(await count('retention_run')).toBe(1);
    expect(await count('audit_entry')).toBe(1);
  });

  it('refuses a command that makes no sense', async () => {
    expect(await runRetention(['--all'], environment())).toBe(2);
    expect(err).toContain('--dry-run');
    expect(await count('sign_in_link')).toBe(1);
  });
});
