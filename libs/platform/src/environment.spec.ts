import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnvironment } from './environment.js';

const production = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://rapfang.example',
  SESSION_SECRET: 'x'.repeat(40),
};

describe('parseEnvironment', () => {
  it('gives a small office a working default with demo people', () => {
    const environment = parseEnvironment({ SESSION_SECRET: 'y'.repeat(40) });
    expect(environment.port).toBe(3000);
    expect(environment.demo).toBe(true);
    expect(environment.database.kind).toBe('sqlite');
    expect(environment.redisUrl).toBeNull();
  });

  it('keeps demo people off in production', () => {
    expect(parseEnvironment(production).demo).toBe(false);
  });

  it.each([
    ['PORT', { PORT: '70000' }],
    ['PORT', { PORT: 'three' }],
    ['PORT', { PORT: '  ' }],
    ['PORT', { PORT: '1e3' }],
    ['NODE_ENV', { NODE_ENV: 'prod' }],
    ['MAIL_URL', { MAIL_URL: 'smtp://' }],
    ['MAIL_URL', { MAIL_URL: 'file:' }],
    ['MAIL_FROM', { MAIL_FROM: 'Rapfang' }],
    ['MAIL_FROM', { MAIL_FROM: 'a@b.example\nBcc: c@d.example' }],
    ['REDIS_URL', { REDIS_URL: 'redis://' }],
    ['DATA_DIR', { DATA_DIR: '/dev/null/data', SESSION_SECRET: '' }],
    ['DATA_DIR', { DATA_DIR: '/proc/data', SESSION_SECRET: '' }],
    ['DATABASE_URL', { DATABASE_URL: 'postgres://x/y' }],
    ['DATABASE_URL', { DATABASE_URL: 'mariadb://root@127.0.0.1:3306' }],
    ['DATABASE_URL', { DATABASE_URL: 'sqlite::memory:' }],
    ['REDIS_URL', { REDIS_URL: 'http://127.0.0.1' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'rapfang.example' }],
    ['PUBLIC_URL', { NODE_ENV: 'production', SESSION_SECRET: 'x'.repeat(40) }],
    ['SESSION_SECRET', { SESSION_SECRET: 'short' }],
    ['SESSION_SECRET', { NODE_ENV: 'production', PUBLIC_URL: 'https://a.example' }],
    ['MAIL_URL', { MAIL_URL: 'pigeon:coop' }],
    ['ROLES', { ROLES: 'web,everything' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
    ['DEMO', { DEMO: 'maybe' }],
    ['OUTBOUND_ALLOW', { OUTBOUND_ALLOW: 'sso.corp.example' }],
    ['OUTBOUND_ALLOW', { OUTBOUND_ALLOW: '*.corp.example:443' }],
    ['OUTBOUND_ALLOW', { OUTBOUND_ALLOW: 'http://sso.corp.example:443' }],
    ['OUTBOUND_ALLOW', { OUTBOUND_ALLOW: '10.0.0.0/8:443' }],
    ['OUTBOUND_ALLOW', { OUTBOUND_ALLOW: '169.254.169.254:80' }],
    ['RATE_LIMITS', { ...production, RATE_LIMITS: 'off' }],
  ])('names %s when it is wrong', (name, source: Record<string, string>) => {
    expect(() =>
      parseEnvironment({
        SESSION_SECRET: 'y'.repeat(40),
        ...source,
        ...(source['NODE_ENV'] && !source['SESSION_SECRET'] ? { SESSION_SECRET: '' } : {}),
      }),
    ).toThrow(new RegExp(`^${name} `));
  });

  it('opens no private address unless it is listed, in production too', () => {
    expect(parseEnvironment(production).outboundAllow).toEqual([]);
    const listed = { ...production, OUTBOUND_ALLOW: 'SSO.corp.example:8443, [::1]:9000' };
    expect(parseEnvironment(listed).outboundAllow).toEqual(['sso.corp.example:8443', '::1:9000']);
  });

  it('does not take an empty file for a secret', () => {
    const folder = mkdtempSync(join(tmpdir(), 'rapfang-secret-'));
    writeFileSync(join(folder, 'session-secret'), '\n');
    const { sessionSecret } = parseEnvironment({ DATA_DIR: folder });
    expect(sessionSecret.length).toBeGreaterThanOrEqual(32);
    expect(parseEnvironment({ DATA_DIR: folder }).sessionSecret).toBe(sessionSecret);
    rmSync(folder, { recursive: true });
  });

  it('never repeats a database address, which may hold a password', () => {
    expect(() =>
      parseEnvironment({ SESSION_SECRET: 'y'.repeat(40), DATABASE_URL: 'postgres://root:hush@db/x' }),
    ).not.toThrow(/hush/);
  });

  describe('secrets in files', () => {
    const folder = mkdtempSync(join(tmpdir(), 'rapfang-secrets-'));
    const file = (name: string, text: string, mode = 0o600) => {
      const path = join(folder, name);
      writeFileSync(path, text, { mode });
      return path;
    };
    afterAll(() => rmSync(folder, { recursive: true }));

    it('are read where NAME_FILE names one, without the line end', () => {
      const parsed = parseEnvironment({
        SESSION_SECRET_FILE: file('session', `${'s'.repeat(40)}\n`),
        DATABASE_URL_FILE: file('database', 'mariadb://user:secret@db:3306/rapfang\n'),
        REDIS_URL_FILE: file('redis', 'redis://:secret@redis:6379'),
        MAIL_URL_FILE: file('mail', 'smtp://user:secret@mail.example:587'),
      });
      expect(parsed.sessionSecret).toBe('s'.repeat(40));
      expect(parsed.database).toEqual({ kind: 'mariadb', url: 'mariadb://user:secret@db:3306/rapfang' });
      expect(parsed.redisUrl).toBe('redis://:secret@redis:6379');
      expect(parsed.mail).toEqual({ kind: 'smtp', url: 'smtp://user:secret@mail.example:587' });
    });

    it('stop the start by name when the file is not there, empty, or the variable is given as well', () => {
      const start = (source: Record<string, string>) => () => parseEnvironment(source);
      expect(start({ SESSION_SECRET_FILE: '/nowhere/x' })).toThrow(
        'SESSION_SECRET_FILE names a file that cannot be read: ENOENT.',
      );
      expect(start({ REDIS_URL_FILE: file('empty', ' \n') })).toThrow('REDIS_URL_FILE names an empty file.');
      expect(start({ MAIL_URL: 'file:x', MAIL_URL_FILE: file('both', 'file:y') })).toThrow(
        'MAIL_URL and MAIL_URL_FILE are both given; give one.',
      );
      expect(start({ SESSION_SECRET_FILE: file('short', 'hunter2') })).toThrow(
        /^(?!.*hunter2).*32 characters/,
      );
    });

    it('are warned of when everyone on the machine may read them', () => {
      const warned = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
      const path = file('open', 's'.repeat(40));
      chmodSync(path, 0o644);
      parseEnvironment({ SESSION_SECRET_FILE: path });
      expect(warned).toHaveBeenCalledWith(expect.stringContaining('SESSION_SECRET_FILE'));
      warned.mockRestore();
    });
  });
});
