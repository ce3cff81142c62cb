import { describe, expect, it } from '@jest/globals';
import { readClaims } from './oidc-claims.rules.js';

const byAcr = { verified: ['ial2'], secondFactorAcr: ['aal2'], nationalIdClaim: null };
const withId = { ...byAcr, nationalIdClaim: 'pid' };
const PID = '1101700230708';

describe('What a provider says of a person', () => {
  it.each([
    ['the level asked for', byAcr, { acr: 'ial2' }, 'VERIFIED'],
    ['another level', byAcr, { acr: 'ial1' }, 'EMAIL'],
    ['no level', byAcr, {}, 'EMAIL'],
    ['a level that is no text', byAcr, { acr: ['ial2'] }, 'EMAIL'],
    ['a provider that verifies all', { ...byAcr, verified: 'ALL' }, {}, 'VERIFIED'],
    ['the level with a national ID', withId, { acr: 'ial2', pid: PID }, 'VERIFIED'],
    ['the level without the national ID', withId, { acr: 'ial2' }, 'EMAIL'],
    ['the level with a wrong national ID', withId, { acr: 'ial2', pid: '1101700230707' }, 'EMAIL'],
  ] as const)('%s makes an identity so sure: %#', (_what, settings, claims, assurance) => {
    expect(readClaims(settings, { sub: 'a', ...claims })).toMatchObject({ assurance });
  });

  it('believes a level in the signed token alone, not in userinfo', () => {
    expect(readClaims(byAcr, { sub: 'a' }, { acr: 'ial2' })).toMatchObject({
      assurance: 'EMAIL',
      secondFactor: false,
    });
  });

  it('takes a second factor only from the levels that the operator lists', () => {
    expect(readClaims(byAcr, { sub: 'a', acr: 'aal2' })?.secondFactor).toBe(true);
    expect(readClaims({ ...byAcr, secondFactorAcr: [] }, { sub: 'a', acr: 'aal2' })?.secondFactor).toBe(
      false,
    );
    expect(readClaims(byAcr, { sub: 'a', amr: ['mfa'] })?.secondFactor).toBe(false);
  });

  it.each([
    ['verified', { email: 'A@B.example', email_verified: true }, {}, 'a@b.example'],
    ['unverified', { email: 'a@b.example', email_verified: false }, {}, null],
    ['of unknown state', { email: 'a@b.example' }, {}, null],
    ['verified by a word', { email: 'a@b.example', email_verified: 'true' }, {}, null],
    ['from userinfo', {}, { email: 'a@b.example', email_verified: true }, 'a@b.example'],
    [
      'of one with the other’s word',
      { email: 'a@b.example' },
      { email: 'c@d.example', email_verified: true },
      null,
    ],
    ['that is none', { email: 'nobody', email_verified: true }, {}, null],
  ])('reads an e-mail that is %s', (_what, token, userinfo, email) => {
    expect(readClaims(byAcr, { sub: 'a', ...token }, userinfo)?.email).toBe(email);
  });

  it('takes a national ID from the claim named and from a verified sign-in only', () => {
    const read = (token: object, userinfo = {}) =>
      readClaims(withId, { sub: 'a', ...token }, userinfo)?.nationalId;
    expect(read({ acr: 'ial2', pid: '1-1017-00230-70-8' })).toBe(PID);
    expect(read({ acr: 'ial2' }, { pid: PID })).toBe(PID);
    expect(read({ acr: 'ial1', pid: PID })).toBeNull();
    expect(readClaims(byAcr, { sub: 'a', acr: 'ial2', pid: PID })?.nationalId).toBeNull();
  });

  it.each([[undefined], [''], ['a b'], ['a '], ['x'.repeat(256)], ['ก'], [7]])(
    'refuses %j as a subject',
    (sub) => {
      expect(readClaims(byAcr, { sub })).toBeNull();
    },
  );
});
