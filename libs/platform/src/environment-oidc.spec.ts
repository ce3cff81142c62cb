import { describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnvironment } from './environment.js';

const base = { SESSION_SECRET: 'y'.repeat(40) };
const thaid = {
  ...base,
  OIDC_PROVIDERS: 'thaid',
  OIDC_THAID_ISSUER: 'https://imauth.example/',
  OIDC_THAID_CLIENT_ID: 'rapfang',
  OIDC_THAID_NAME_TH: 'ไทยดี',
};

describe('The environment of OpenID Connect', () => {
  it('has no provider unless one is named', () => {
    expect(parseEnvironment(base)).toMatchObject({ oidc: [], nationalIdKey: null });
  });

  it('describes each provider, which by default verifies nobody and is no second factor', () => {
    expect(parseEnvironment(thaid).oidc).toEqual([
      {
        key: 'thaid',
        issuer: 'https://imauth.example/',
        clientId: 'rapfang',
        clientSecret: null,
        name: { th: 'ไทยดี', en: null },
        scope: 'openid',
        verified: [],
        nationalIdClaim: null,
        secondFactorAcr: [],
      },
    ]);
  });

  it('reads which sign-ins count as verified and as a second factor', () => {
    const [one] = parseEnvironment({
      ...thaid,
      OIDC_THAID_VERIFIED_ACR: 'ial2, ial3',
      OIDC_THAID_SECOND_FACTOR_ACR: 'aal2',
    }).oidc;
    expect(one).toMatchObject({ verified: ['ial2', 'ial3'], secondFactorAcr: ['aal2'] });
    expect(parseEnvironment({ ...thaid, OIDC_THAID_VERIFIED: 'on' }).oidc[0]?.verified).toBe('ALL');
  });

  it('takes a plain http provider only where its host and port are listed', () => {
    const local = { ...thaid, OIDC_THAID_ISSUER: 'http://127.0.0.1:9000' };
    expect(() => parseEnvironment(local)).toThrow(/^OIDC_THAID_ISSUER must be https/);
    expect(parseEnvironment({ ...local, OUTBOUND_ALLOW: '127.0.0.1:9000' }).oidc).toHaveLength(1);
  });

  it('reads a secret from a file, and repeats none', () => {
    const folder = mkdtempSync(join(tmpdir(), 'rapfang-oidc-'));
    const file = join(folder, 'secret');
    writeFileSync(file, 'hush-hush\n');
    const OIDC_THAID_CLIENT_SECRET_FILE = file;
    expect(parseEnvironment({ ...thaid, OIDC_THAID_CLIENT_SECRET_FILE }).oidc[0]?.clientSecret).toBe(
      'hush-hush',
    );
    const both = { ...thaid, OIDC_THAID_CLIENT_SECRET_FILE, OIDC_THAID_CLIENT_SECRET: 'other-secret' };
    expect(() => parseEnvironment(both)).toThrow(/^OIDC_THAID_CLIENT_SECRET and/);
    expect(() => parseEnvironment(both)).not.toThrow(/hush|other-secret/);
    rmSync(folder, { recursive: true });
  });

  it('asks for a key of its own for national IDs in production', () => {
    const live = {
      ...thaid,
      NODE_ENV: 'production',
      PUBLIC_URL: 'https://rapfang.example',
      OIDC_THAID_NATIONAL_ID_CLAIM: 'pid',
    };
    expect(() => parseEnvironment(live)).toThrow(/^NATIONAL_ID_KEY is needed in production/);
    expect(parseEnvironment({ ...live, NATIONAL_ID_KEY: 'k'.repeat(32) }).nationalIdKey).toBe('k'.repeat(32));
  });

  it.each([
    ['OIDC_PROVIDERS', { OIDC_PROVIDERS: 'ThaiD' }],
    ['OIDC_PROVIDERS', { OIDC_PROVIDERS: 'thaid,thaid' }],
    ['OIDC_PROVIDERS', { OIDC_PROVIDERS: 'thaid,../corp' }],
    ['OIDC_CORP_CLIENT_ID', { OIDC_PROVIDERS: 'thaid,corp' }],
    ['OIDC_THAID_ISSUER', { OIDC_THAID_ISSUER: '' }],
    ['OIDC_THAID_ISSUER', { OIDC_THAID_ISSUER: 'imauth.example' }],
    ['OIDC_THAID_ISSUER', { OIDC_THAID_ISSUER: 'http://imauth.example' }],
    ['OIDC_THAID_ISSUER', { OIDC_THAID_ISSUER: 'https://imauth.example/?a=b' }],
    ['OIDC_THAID_ISSUER', { OIDC_THAID_ISSUER: `https://imauth.example/${'x'.repeat(250)}` }],
    ['OIDC_THAID_CLIENT_ID', { OIDC_THAID_CLIENT_ID: ' ' }],
    ['OIDC_THAID_NAME_TH', { OIDC_THAID_NAME_TH: '' }],
    ['OIDC_THAID_SCOPE', { OIDC_THAID_SCOPE: 'email' }],
    ['OIDC_THAID_VERIFIED', { OIDC_THAID_VERIFIED: 'maybe' }],
    ['OIDC_THAID_VERIFIED', { OIDC_THAID_VERIFIED: 'on', OIDC_THAID_VERIFIED_ACR: 'ial2' }],
    ['OIDC_THAID_CLIENT_SECRET_FILE', { OIDC_THAID_CLIENT_SECRET_FILE: '/nowhere/secret' }],
    ['NATIONAL_ID_KEY', { OIDC_THAID_NATIONAL_ID_CLAIM: 'pid', NATIONAL_ID_KEY: 'short' }],
  ])('names %s when it is wrong', (name, source: Record<string, string>) => {
    expect(() => parseEnvironment({ ...thaid, ...source })).toThrow(new RegExp(`^${name} `));
  });
});
