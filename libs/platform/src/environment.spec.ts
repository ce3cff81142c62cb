import { describe, expect, it } from '@jest/globals';
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

  it('never repeats a database address, which may hold a password', () => {
    expect(() =>
      parseEnvironment({ SESSION_SECRET: 'y'.repeat(40), DATABASE_URL: 'postgres://root:hush@db/x' }),
    ).not.toThrow(/hush/);
  });
});
