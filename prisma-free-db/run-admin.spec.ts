import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { InvitationEntity } from '@rapfang/access';
import { Database, parseEnvironment } from '@rapfang/platform';
import { entities, migrations } from './data-source.js';
import { runAdmin } from './run-admin.js';

let folder: string;
let out: string;
let err: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rapfang-admin-'));
  out = '';
  err = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => ((out += String(text)), true));
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => ((err += String(text)), true));
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const environment = () => parseEnvironment({ DATA_DIR: folder, DEMO: 'off' });
const run = (...args: string[]) => runAdmin(args, environment());

/** What is kept: the invitations, and the types of events that wait for the server. */
async function kept() {
  const database = new Database({ settings: environment().database, entities, migrations });
  await database.open();
  try {
    const invitations = await database.reader.manager.find(InvitationEntity, { order: { id: 'ASC' } });
    const waiting = await database.reader.query<{ type: string }[]>(
      'SELECT type FROM outbox WHERE dispatched_at IS NULL',
    );
    return { invitations, waiting: waiting.map(({ type }) => type) };
  } finally {
    await database.close();
  }
}

describe('npm run admin', () => {
  it('invites an administrator of everything on an empty database, and leaves the letter to the server', async () => {
    expect(await run('invite', 'First@Example.org', '--language', 'en')).toBe(0);
    expect(out).toContain('Invited First@Example.org');
    expect(out).not.toContain('/invitations/');
    const { invitations, waiting } = await kept();
    expect(invitations).toMatchObject([
      {
        email: 'first@example.org',
        language: 'en',
        role: 'ADMINISTRATOR',
        scope: '*',
        invitedById: null,
        revokedAt: null,
      },
    ]);
    expect(waiting).toEqual(['access.invitationSent']);
  });

  it('shows the link when asked, and lets only the newest letter count', async () => {
    expect(await run('invite', 'first@example.org', '--show-link')).toBe(0);
    expect(out).toMatch(/\/invitations\/[\w-]{43}\n$/);
    expect(await run('invite', 'first@example.org')).toBe(0);
    const { invitations } = await kept();
    expect(invitations.map(({ revokedAt }) => revokedAt === null)).toEqual([false, true]);
  });

  it.each([
    [[], 2],
    [['invite'], 2],
    [['remove', 'a@example.org'], 2],
    [['invite', 'a@example.org', '--language', 'xx'], 2],
    [['invite', 'a@example.org', 'b@example.org'], 2],
    [['invite', 'nobody'], 1],
    [['invite', 'аdmin@example.org'], 1],
  ])('refuses the arguments %j with exit code %i', async (args, code) => {
    expect(await run(...args)).toBe(code);
    expect(err).not.toBe('');
  });
});
