import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { EnvironmentError, reasonOf } from './environment-error.js';
import { secretOf } from './secret-files.js';
import { nationalIdKey, oidcProviders, type OidcSettings } from './environment-oidc.js';
import { makeFolder } from './folders.js';
import { newSecret } from './ids.js';

export { EnvironmentError, reasonOf } from './environment-error.js';
export type { OidcSettings } from './environment-oidc.js';

export type DatabaseSettings = { kind: 'sqlite'; file: string } | { kind: 'mysql' | 'mariadb'; url: string };

/** Injection token of the parsed environment. */
export const ENVIRONMENT = Symbol('ENVIRONMENT');

export const ROLES = ['web', 'api', 'sockets', 'jobs'] as const;
/** Characters of a session secret. */
const SECRET_LEAST = 32;
export type ProcessRole = (typeof ROLES)[number];

/** Everything that comes from outside the process, parsed once. */
export interface Environment {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  /** Address under which browsers reach us, without a trailing slash. */
  readonly publicUrl: string;
  /** PUBLIC_URL was not given: on a trial machine any name by which it is reached will do. */
  readonly anyHost: boolean;
  readonly database: DatabaseSettings;
  readonly redisUrl: string | null;
  readonly sessionSecret: string;
  readonly dataDir: string;
  /** Load demo data into an empty database and offer one-click demo people. */
  readonly demo: boolean;
  readonly mail: { kind: 'file'; folder: string } | { kind: 'smtp'; url: string };
  readonly mailFrom: string;
  /** Invited at the start as administrator of everything while there is none. */
  readonly firstAdminEmail: string | null;
  readonly roles: ReadonlySet<ProcessRole>;
  readonly logLevel: 'error' | 'warn' | 'info' | 'debug';
  /** Number of proxies in front whose X-Forwarded-For may be believed. */
  readonly trustedProxies: number;
  /** Off for load tests on one's own machine only; cannot be off in production. */
  readonly rateLimits: boolean;
  /** Hosts whose players may run in a hearing's page, besides YouTube's; `*.example.org` for all below. */
  readonly streamHosts: readonly string[];
  /** Longest wait for requests under way when asked to stop, in seconds. */
  readonly drainSeconds: number;
  /** `host:port` that requests of ours may reach although it is not public, or plain http. Empty unless given. */
  readonly outboundAllow: readonly string[];
  /** Providers with which people may sign in; in the order of their buttons. */
  readonly oidc: readonly OidcSettings[];
  /** Key of the hashes of national IDs; null where one of the session secret's will do. */
  readonly nationalIdKey: string | null;
}

type Source = Record<string, string | undefined>;

/**
 * Reads the environment.
 * @throws EnvironmentError with a sentence that names the variable.
 */
export function parseEnvironment(source: Source): Environment {
  // A misspelt "production" would be a public site with demonstration people and no secret of its own.
  const mode = oneOf(source, 'NODE_ENV', ['production', 'development', 'test'] as const, 'development');
  const production = mode === 'production';
  const dataDir = resolve(source['DATA_DIR'] || 'data');
  const port = wholeNumber(source, 'PORT', 3000, 0, 65535);
  const reachable = outboundAllow(source['OUTBOUND_ALLOW']);
  const oidc = oidcProviders(source, reachable);
  return {
    production,
    host: source['HOST'] || '0.0.0.0',
    port,
    publicUrl: publicUrl(source, production, port),
    anyHost: !source['PUBLIC_URL'],
    database: databaseSettings(
      secretOf(source, 'DATABASE_URL') ?? `sqlite:${join(dataDir, 'rapfang.sqlite')}`,
    ),
    redisUrl: redisUrl(secretOf(source, 'REDIS_URL')),
    sessionSecret: sessionSecret(source, production, dataDir),
    dataDir,
    demo: onOff(source, 'DEMO', !production),
    mail: mailSettings(secretOf(source, 'MAIL_URL') ?? `file:${join(dataDir, 'mail')}`),
    mailFrom: mailFrom(source['MAIL_FROM'] || 'Rapfang <no-reply@rapfang.invalid>'),
    firstAdminEmail: address(source, 'FIRST_ADMIN_EMAIL'),
    roles: processRoles(source['ROLES']),
    logLevel: oneOf(source, 'LOG_LEVEL', ['error', 'warn', 'info', 'debug'] as const, 'info'),
    trustedProxies: wholeNumber(source, 'TRUST_PROXY', 0, 0, 10),
    rateLimits: rateLimits(source, production),
    streamHosts: streamHosts(source['HEARING_STREAM_HOSTS']),
    drainSeconds: wholeNumber(source, 'DRAIN_SECONDS', 20, 0, 600),
    outboundAllow: reachable,
    oidc,
    nationalIdKey: nationalIdKey(source, oidc, production),
  };
}

function wholeNumber(source: Source, name: string, fallback: number, least: number, most: number): number {
  const text = source[name];
  if (text === undefined || text === '') return fallback;
  // Digits alone: `Number` would take blanks for 0 and 1e3 for 1000.
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new EnvironmentError(name, `must be a whole number from ${least} to ${most}, but is "${text}".`);
  }
  return value;
}

function onOff(source: Source, name: string, fallback: boolean): boolean {
  const text = source[name];
  if (text === undefined || text === '') return fallback;
  if (['1', 'true', 'on', 'yes'].includes(text.toLowerCase())) return true;
  if (['0', 'false', 'off', 'no'].includes(text.toLowerCase())) return false;
  throw new EnvironmentError(name, `must be on or off, but is "${text}".`);
}

function oneOf<T extends string>(source: Source, name: string, values: readonly T[], fallback: T): T {
  const text = source[name];
  if (text === undefined || text === '') return fallback;
  const found = values.find((value) => value === text);
  if (!found) throw new EnvironmentError(name, `must be one of ${values.join(', ')}, but is "${text}".`);
  return found;
}

function rateLimits(source: Source, production: boolean): boolean {
  const on = onOff(source, 'RATE_LIMITS', true);
  if (!on && production) throw new EnvironmentError('RATE_LIMITS', 'cannot be off in production.');
  return on;
}

function streamHosts(text: string | undefined): string[] {
  const hosts = (text ?? '')
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((host) => host.toLowerCase());
  const wrong = hosts.find((host) => !/^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(host));
  if (wrong) {
    throw new EnvironmentError(
      'HEARING_STREAM_HOSTS',
      `must be names of hosts, such as "video.example.org, *.cdn.example.org", but holds "${wrong}".`,
    );
  }
  return hosts;
}

function publicUrl(source: Source, production: boolean, port: number): string {
  const text = source['PUBLIC_URL'];
  if (!text) {
    if (production) {
      throw new EnvironmentError(
        'PUBLIC_URL',
        'is needed in production: the https address that browsers use.',
      );
    }
    return `http://localhost:${port}`;
  }
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.pathname !== '/') {
    throw new EnvironmentError('PUBLIC_URL', `must be an http(s) address without a path, but is "${text}".`);
  }
  return url.origin;
}

function databaseSettings(text: string): DatabaseSettings {
  if (text.startsWith('sqlite:')) {
    const file = text.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, '');
    if (!file || file === ':memory:') {
      throw new EnvironmentError(
        'DATABASE_URL',
        'must name a file after sqlite: (memory would lose every comment).',
      );
    }
    return { kind: 'sqlite', file: resolve(file) };
  }
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && (url.protocol === 'mysql:' || url.protocol === 'mariadb:')) {
    if (!/^\/[^/]+$/.test(url.pathname)) {
      throw new EnvironmentError(
        'DATABASE_URL',
        'must name the database after the host: mariadb://user:secret@host:3306/rapfang.',
      );
    }
    return { kind: url.protocol === 'mysql:' ? 'mysql' : 'mariadb', url: text };
  }
  // The value may hold a password, so it is not repeated here.
  throw new EnvironmentError('DATABASE_URL', 'must begin with sqlite:, mysql:// or mariadb://.');
}

function redisUrl(text: string | null): string | null {
  if (!text) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url?.hostname || !['redis:', 'rediss:'].includes(url.protocol)) {
    throw new EnvironmentError('REDIS_URL', 'must be redis://host:port or rediss://host:port.');
  }
  return text;
}

function sessionSecret(source: Source, production: boolean, dataDir: string): string {
  const given = secretOf(source, 'SESSION_SECRET');
  if (given) {
    if (given.length < SECRET_LEAST)
      throw new EnvironmentError('SESSION_SECRET', 'must have 32 characters or more.');
    return given;
  }
  if (production)
    throw new EnvironmentError('SESSION_SECRET', 'is needed in production: 32 random characters or more.');
  // A small office or a trial: one secret per data folder, so that sessions outlive a restart.
  const file = join(dataDir, 'session-secret');
  try {
    const kept = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
    if (kept.length >= SECRET_LEAST) return kept;
    const secret = newSecret();
    makeFolder(dataDir);
    writeFileSync(file, secret, { mode: 0o600 });
    return secret;
  } catch (error) {
    throw new EnvironmentError('DATA_DIR', `names a folder that cannot be used: ${reasonOf(error)}.`);
  }
}

function mailSettings(text: string): Environment['mail'] {
  if (/^file:./.test(text)) return { kind: 'file', folder: resolve(text.slice('file:'.length)) };
  if (/^smtps?:\/\//.test(text) && URL.canParse(text) && new URL(text).hostname)
    return { kind: 'smtp', url: text };
  // The value may hold a password, so it is not repeated here.
  throw new EnvironmentError('MAIL_URL', 'must be smtp://host:port, smtps://host:port or file:FOLDER.');
}

/** `Name <address>` or an address alone, on one line: a line break would begin a header of its own. */
function mailFrom(text: string): string {
  const address = /<([^<>]*)>\s*$/.exec(text)?.[1] ?? text;
  if (/[\r\n]/.test(text) || !/^[^\s@<>,]+@[^\s@<>,]+$/.test(address.trim())) {
    throw new EnvironmentError('MAIL_FROM', 'must be an address, or a name with the address in <>.');
  }
  return text;
}

/** Exact hosts with a port each; no patterns, so that nothing is opened by the way. */
function outboundAllow(text: string | undefined): readonly string[] {
  return (text ?? '').split(',').flatMap((entry) => {
    const name = entry.trim().toLowerCase();
    if (!name) return [];
    const [, host, port] = /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+):(\d{1,5})$/.exec(name) ?? [];
    const url = host && URL.canParse(`http://${name}`) ? new URL(`http://${name}`) : null;
    if (!url || !port || url.hostname !== host)
      throw new EnvironmentError(
        'OUTBOUND_ALLOW',
        `takes host:port with commas between, but holds "${name}".`,
      );
    // Metadata services of clouds hand out keys to whoever asks from inside; no list opens them.
    if (host.startsWith('169.254.') || host.startsWith('[fe80:'))
      throw new EnvironmentError('OUTBOUND_ALLOW', `cannot open the link-local address "${name}".`);
    return [`${host.replace(/^\[|\]$/g, '')}:${Number(port)}`];
  });
}

/** One plain address; what may stand in it in detail is asked where it is used. */
function address(source: Source, name: string): string | null {
  const text = source[name]?.trim();
  if (!text) return null;
  if (!/^[\x21-\x7e]+$/.test(text) || !/^[^\s@<>,]+@[^\s@<>,.]+(?:\.[^\s@<>,.]+)+$/.test(text))
    throw new EnvironmentError(name, 'must be one e-mail address, in plain Latin letters.');
  return text;
}

function processRoles(text: string | undefined): ReadonlySet<ProcessRole> {
  if (!text) return new Set(ROLES);
  const names = text.split(',').map((name) => name.trim());
  for (const name of names) {
    if (!ROLES.some((role) => role === name)) {
      throw new EnvironmentError(
        'ROLES',
        `takes ${ROLES.join(', ')} with commas between, but holds "${name}".`,
      );
    }
  }
  return new Set(names as ProcessRole[]);
}
