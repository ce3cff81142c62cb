import { describe, expect, it } from '@jest/globals';
import { canonical } from './canonical.rules.js';
import { firstUnfit } from './entry-guard.rules.js';
import { chainHash, commitment, dayAfter, entryHash, GENESIS, legalDay, startOf } from './record.rules.js';

const ENTRY = {
  id: '01JD9Z3K5V8Q2X4Y6A7B8C9D0E',
  at: '2026-11-22T04:00:00.000Z',
  planId: null,
  actorKind: 'system',
  actorDigest: null,
  action: 'comment.published',
  subjectType: 'comment',
  subjectId: '01JD9Z3K5V8Q2X4Y6A7B8C9D0F',
  subjectDigest: null,
  before: '{"state":"PENDING"}',
  after: '{"state":"PUBLISHED"}',
  reasonDigest: null,
  requestId: '01JD9Z3K5V8Q2X4Y6A7B8C9D0G',
};

describe('The canonical form', () => {
  it.each([
    [
      'sorts keys by code unit, at every depth',
      { b: 1, a: { d: [3, { z: 1, y: 2 }], c: null } },
      '{"a":{"c":null,"d":[3,{"y":2,"z":1}]},"b":1}',
    ],
    ['keeps number-like keys in their place as text', { 10: 1, 9: 2, a: 3 }, '{"10":1,"9":2,"a":3}'],
    ['writes numbers as ECMAScript does', [1e21, 0.1, -0, 100], '[1e+21,0.1,0,100]'],
    ['escapes only what must be', 'é\n"ก\u0007', '"é\\n\\"ก\\u0007"'],
    ['leaves out what is not defined', { a: undefined, b: true }, '{"b":true}'],
  ])('%s', (_what, value, text) => {
    expect(canonical(value)).toBe(text);
  });
});

describe('The hash of an entry', () => {
  it('stays what it is: a change of this value makes every record of the past unreadable', () => {
    expect(entryHash(ENTRY)).toBe('12d53fc6ea32d2da809af7aac00f8f75abaca1be988f0f42a37c4bf9caf63e65');
    expect(commitment(ENTRY.id, 'actor', 'c2FsdHNhbHRzYWx0c2FsdA', 'p1')).toBe(
      '95a4e0bab4aeb909ca363c2afdab24f81756ef6ca6a1f49fcc3be8152ea78923',
    );
    expect(
      chainHash({
        seq: 1,
        entryId: ENTRY.id,
        entryHash: entryHash(ENTRY),
        previousHash: GENESIS,
        sealedAt: ENTRY.at,
      }),
    ).toBe('71b51615422b61ff84ea5e293f9160c981fefc8052a38d8d6e662b95fa99f1a7');
  });

  it('changes with every field', () => {
    const base = entryHash(ENTRY);
    const others = { before: '{"state":"HELD"}', after: null };
    for (const key of Object.keys(ENTRY) as (keyof typeof ENTRY)[]) {
      expect(entryHash({ ...ENTRY, [key]: key in others ? others[key as 'before'] : 'x' })).not.toBe(base);
    }
  });
});

describe('The legal day', () => {
  it.each([
    ['2026-11-21T16:59:59.999Z', '2026-11-21'],
    ['2026-11-21T17:00:00.000Z', '2026-11-22'],
    ['2026-12-31T17:00:00.000Z', '2027-01-01'],
  ])('of %s is %s in Bangkok', (at, day) => {
    expect(legalDay(at)).toBe(day);
  });

  it('begins at midnight in Bangkok', () => {
    expect(startOf('2026-11-22')).toBe('2026-11-21T17:00:00.000Z');
    expect(dayAfter('2026-12-31')).toBe('2027-01-01');
  });
});

describe('What an entry may hold', () => {
  it.each([
    [
      'states, codes, keys and times',
      { state: 'HELD', reasonCode: 'ABUSE', sectionKey: 's2.m1', at: ENTRY.at },
    ],
    ['numbers, yes and no, nothing', { comments: 3, hasEmail: true, stance: null }],
    ['lists of ids', { tags: [ENTRY.id, ENTRY.requestId] }],
  ])('is %s', (_what, value) => {
    expect(firstUnfit(value, 'after')).toBeNull();
  });

  it.each([
    ['an address', { mail: 'a@b.example' }, 'after.mail'],
    ['a key that says e-mail', { email: 'x' }, 'after.email'],
    ['a name', { authorName: 'x' }, 'after.authorName'],
    ['the id of a person', { nested: { personId: ENTRY.id } }, 'after.nested.personId'],
    ['words', { why: 'because of this' }, 'after.why'],
    ['Thai words', { code: 'ไม่สุภาพ' }, 'after.code'],
    ['a long string', { code: 'x'.repeat(101) }, 'after.code'],
    ['a text', { body: 'x' }, 'after.body'],
    ['what is no number', { n: NaN }, 'after.n'],
  ])('is not %s', (_what, value, path) => {
    expect(firstUnfit(value, 'after')).toBe(path);
  });
});
