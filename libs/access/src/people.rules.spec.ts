import { describe, expect, it } from '@jest/globals';
import {
  fitOf,
  isOpen,
  maskedAddress,
  planOf,
  readAddress,
  readName,
  readOrganisationKey,
  readReason,
} from './people.rules.js';

const ruleOf = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    const { field, params } = error as { field: string; params: { rule: string } };
    return `${field}: ${params.rule}`;
  }
};

describe('A name', () => {
  it.each([
    ['  สมศรี   ใจดี ', 'สมศรี ใจดี'],
    ['Zoe\u0308', 'Zoë'],
    ['สม\u200bศรี', 'สมศรี'],
    ['กำนัน', 'กำนัน'],
    ['น้ำผึ้ง 2', 'น้ำผึ้ง 2'],
    ['', 'n: required'],
    [' \u00a0 ', 'n: required'],
    ['—', 'n: required'],
    ['a\nb', 'n: controlCharacters'],
    ['\u202Emoc', 'n: controlCharacters'],
    ['a\u2066b', 'n: controlCharacters'],
    ['a\u200db', 'n: controlCharacters'],
    ['a\ufeffb', 'n: controlCharacters'],
    ['\u3164', 'n: controlCharacters'],
    [`ก${'่'.repeat(5)}`, 'n: controlCharacters'],
    ['x'.repeat(11), 'n: maxLength'],
    ['x'.repeat(10_000), 'n: maxLength'],
    ['😀a', '😀a'],
  ])('%j is read as %j', (text, expected) => {
    expect(ruleOf(() => readName(text, 'n', 10))).toBe(expected);
  });
});

describe('An address to which rights are sent', () => {
  it.each([
    [' Somsri@Agency.go.th ', 'somsri@agency.go.th'],
    ['a+b@xn--12c.example', 'a+b@xn--12c.example'],
    ['аdmin@example.org', 'email: asciiOnly'],
    ['admin@exаmple.org', 'email: asciiOnly'],
    ['สมศรี@example.org', 'email: asciiOnly'],
    ['a@b', 'email: isEmail'],
    ['a b@example.org', 'email: isEmail'],
    ['a@example.org\nBcc: c@example.org', 'email: isEmail'],
    [`${'a'.repeat(250)}@example.org`, 'email: isEmail'],
    ['\ud800@example.org', 'email: isEmail'],
  ])('%j is read as %j', (text, expected) => {
    expect(ruleOf(() => readAddress(text))).toBe(expected);
  });

  it.each([
    ['somsri@agency.example', 'so…@agency.example'],
    ['abc@x.example', 'a…@x.example'],
    ['a@x.example', 'a…@x.example'],
  ])('%s is shown to managers as %s', (email, shown) => {
    expect(maskedAddress(email)).toBe(shown);
  });
});

describe('A reason and a key', () => {
  it.each([
    [' คำสั่งที่ 1\r\n ', 'คำสั่งที่ 1'],
    ['a\u0000b\u202E', 'ab'],
    [' \u200b ', 'reason: required'],
    ['ก'.repeat(501), 'reason: maxLength'],
  ])('%j gives the reason %j', (text, expected) => {
    expect(ruleOf(() => readReason(text))).toBe(expected);
  });

  it.each([
    [' DGA ', 'dga'],
    ['agency-2', 'agency-2'],
    ['-a', 'key: pattern'],
    ['a-', 'key: pattern'],
    ['a/b', 'key: pattern'],
    ['ก', 'key: pattern'],
    ['a'.repeat(65), 'key: pattern'],
  ])('%j gives the key %j', (text, expected) => {
    expect(ruleOf(() => readOrganisationKey(text))).toBe(expected);
  });
});

describe('An invitation', () => {
  const open = { acceptedAt: null, revokedAt: null, expiresAt: '2026-01-08T00:00:00.000Z' };
  it.each([
    [open, '2026-01-07T23:59:59.999Z', true],
    [open, '2026-01-08T00:00:00.000Z', false],
    [{ ...open, acceptedAt: '2026-01-02T00:00:00.000Z' }, '2026-01-03T00:00:00.000Z', false],
    [{ ...open, revokedAt: '2026-01-02T00:00:00.000Z' }, '2026-01-03T00:00:00.000Z', false],
  ])('%j is open at %s: %s', (invitation, now, expected) => {
    expect(isOpen(invitation, now)).toBe(expected);
  });

  it.each([
    [undefined, 'SIGN_IN'],
    ['a@example.org', 'READY'],
    ['b@example.org', 'OTHER_PERSON'],
    [null, 'OTHER_PERSON'],
  ])('for a@example.org fits a viewer with the address %s: %s', (email, fit) => {
    expect(fitOf({ email: 'a@example.org' }, email)).toBe(fit);
  });

  it('everywhere is asked for as no plan in particular', () => {
    expect([planOf('*'), planOf('01ARZ3NDEKTSV4RRFFQ69G5FAV')]).toEqual([null, '01ARZ3NDEKTSV4RRFFQ69G5FAV']);
  });
});
