import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Earlier, Material } from './check.kinds.js';
import { CHECKS, holdingCheck, limitOf, REASON_OF, runChecks } from './checks.rules.js';
import { fold } from './fold.rules.js';
import { fingerprintOf, isNearlySame } from './fingerprint.rules.js';
import { FLOOD_HELD, FLOOD_MARKED } from './repeat.rules.js';
import { TermMatcher } from './term-matcher.rules.js';

const AT = '2026-03-01T05:00:00.000Z';
const minutesAgo = (minutes: number) => new Date(Date.parse(AT) - minutes * 60_000).toISOString();
const terms = new TermMatcher([
  { id: 't1', text: 'idiot', severity: 'HOLD', matching: 'WORD' },
  { id: 't2', text: 'damn', severity: 'FLAG', matching: 'WORD' },
]);

const material = (body: string, change: Partial<Material> = {}): Material => ({
  body,
  letters: fold(body),
  at: AT,
  sectionId: 's1',
  fingerprint: fingerprintOf(fold(body)),
  terms,
  earlier: [],
  isEdit: false,
  addressIsBusy: false,
  countsFlood: true,
  ...change,
});
const run = (body: string, change: Partial<Material> = {}) =>
  runChecks(material(body, change), null, (check, error) => {
    throw new Error(check, { cause: error });
  });
/** `CHECK OUTCOME RULE` of each finding. */
const said = (body: string, change: Partial<Material> = {}) =>
  run(body, change).map(({ check, outcome, evidence }) => `${check} ${outcome} ${evidence?.rule}`);
const marked = (body: string) =>
  run(body).flatMap(({ evidence }) =>
    (evidence?.marks ?? []).map(({ kind, start, end }) => [kind, body.slice(start, end)]),
  );

describe('Personal data is held: ', () => {
  it.each([
    ['เลขบัตร 1101700230708 ครับ', 'NATIONAL_ID', '1101700230708'],
    ['เลขบัตร 1-1017-00230-70-8', 'NATIONAL_ID', '1-1017-00230-70-8'],
    ['เลข 1 1017 00230 70 8 นะ', 'NATIONAL_ID', '1 1017 00230 70 8'],
    ['เลข ๑๑๐๑๗๐๐๒๓๐๗๐๘', 'NATIONAL_ID', '๑๑๐๑๗๐๐๒๓๐๗๐๘'],
    ['เลข 1 1 0 1 7 0 0 2 3 0 7 0 8', 'NATIONAL_ID', '1 1 0 1 7 0 0 2 3 0 7 0 8'],
    ['เลข 1-101700230-708', 'NATIONAL_ID', '1-101700230-708'],
    ['โทร 081-234-5678', 'PHONE', '081-234-5678'],
    ['โทร 081 234 5678 ครับ', 'PHONE', '081 234 5678'],
    ['โทร.0812345678', 'PHONE', '0812345678'],
    ['โทร ๐๘๑-๒๓๔-๕๖๗๘', 'PHONE', '๐๘๑-๒๓๔-๕๖๗๘'],
    ['โทร ๐๘๑๒๓๔๕๖๗๘', 'PHONE', '๐๘๑๒๓๔๕๖๗๘'],
    ['โทร 0 8 1 2 3 4 5 6 7 8', 'PHONE', '0 8 1 2 3 4 5 6 7 8'],
    ['โทร 081.234.5678', 'PHONE', '081.234.5678'],
    ['โทร 02-123-4567 ต่อ 12', 'PHONE', '02-123-4567'],
    ['call +66 81 234 5678 now', 'PHONE', '+66 81 234 5678'],
    ['call +1 (212) 555-2368', 'PHONE', '+1 (212) 555-2368'],
    ['call 66812345678', 'PHONE', '66812345678'],
    ['ติดต่อ somchai.j@example.co.th', 'EMAIL', 'somchai.j@example.co.th'],
    ['ติดต่อsomchai@example.comนะ', 'EMAIL', 'somchai@example.com'],
  ])('%s', (body, kind, place) => {
    expect(holdingCheck(run(body))).toBe('PERSONAL_DATA');
    expect(marked(body)).toContainEqual([kind, place]);
  });

  it('finds several, each in its place', () => {
    expect(marked('โทร 081-234-5678, 089-876-5432 หรือ a@example.com')).toEqual([
      ['PHONE', '081-234-5678'],
      ['PHONE', '089-876-5432'],
      ['EMAIL', 'a@example.com'],
    ]);
  });
});

describe('What only looks like personal data passes: ', () => {
  it.each([
    'แผนพัฒนารัฐบาลดิจิทัลของประเทศไทย พ.ศ. 2566-2570',
    'ปีงบประมาณ 2566 2567 2568 2569 2570',
    'พ.ศ. ๒๕๖๖ - ๒๕๗๐ ตามมาตรา ๑๒ แห่งพระราชบัญญัติ',
    'งบประมาณ 1,234,567,890 บาท',
    'งบประมาณ 1,101,700,230,708 บาท',
    'วงเงิน 812,345,678.50 บาท',
    'รหัสโครงการ 1101700230707',
    'รหัสโครงการ 2566001234567',
    'ค่าเฉลี่ย 0.812345678 ต่อปี',
    'มาตรา 44 วรรคสอง และข้อ 2.1.3.4.5',
    'ยุทธศาสตร์ที่ 4 โครงการ 4.4.1 หน้า 081',
    'สายด่วน 1111 และ 191',
    'วันที่ 2024-01-02 เวลา 09.00-16.00 น.',
    'วันที่ 05-01-2566 ถึง 06-01-2566',
    'ประชากร 66,171,439 คน ครัวเรือน 28 ล้าน',
    'ISBN 978-616-11-4567-3',
    'ระเบียบ นร 0507/ว 222 ลงวันที่ 12 ธันวาคม 2565',
    'version 1.2.3, IPv4 192.168.100.200',
    'ร้อยละ 60 70 80 90 100',
    'กรุณาเพิ่ม @ ในเอกสาร และ user@localhost',
  ])('%s', (body) => {
    expect(said(body)).toEqual([]);
  });
});

describe('Length', () => {
  it.each([
    ['ก', 'LENGTH HOLD TOO_SHORT'],
    ['...!!!', 'LENGTH HOLD TOO_SHORT'],
    ['👍👍👍', 'LENGTH HOLD TOO_SHORT'],
    ['กกกกกกกก', 'LENGTH HOLD ONE_LETTER'],
    ['5555555', 'LENGTH HOLD ONE_LETTER'],
    ['a a a a a a', 'LENGTH HOLD ONE_LETTER'],
    ['THIS PLAN IS NOT WHAT THE PEOPLE WANT AT ALL', 'LENGTH FLAG CAPITALS'],
  ])('%s: %s', (body, expected) => {
    expect(said(body)).toEqual([expected]);
  });

  it.each(['เห็นด้วย', 'No', 'ดี', '不同意', 'The DGA and ETDA should use ThaID for SMEs', 'GDX, API, ThaID'])(
    'passes %s',
    (body) => {
      expect(said(body)).toEqual([]);
    },
  );
});

describe('Links', () => {
  const url = (n: number) => `https://example${n}.com/page`;
  const sources = (count: number) =>
    `ดูข้อมูลประกอบจากแหล่งเหล่านี้ ${Array.from({ length: count }, (_, n) => url(n)).join(' ')}`;
  it.each([
    ['one source', sources(1), []],
    ['two sources', sources(2), []],
    ['a bare host', 'ข้อมูลอยู่ที่ www.dga.or.th ครบถ้วนแล้ว', []],
    ['three', sources(3), ['LINKS FLAG MANY_LINKS']],
    ['six', sources(6), ['LINKS HOLD MANY_LINKS']],
    ['nothing but a link', 'https://casino.example/win', ['LINKS HOLD ONLY_LINK']],
    ['a link and a word', 'click http://casino.com', ['LINKS HOLD ONLY_LINK']],
  ])('%s', (_name, body, expected) => {
    expect(said(body)).toEqual(expected);
  });
});

describe('Terms', () => {
  it('hold or mark, as the list says, and name the term in the evidence', () => {
    expect(said('you idiot')).toEqual(['TERMS HOLD FOUND']);
    expect(said('damn good plan')).toEqual(['TERMS FLAG FOUND']);
    expect(run('damn good, idiot')[0]?.evidence?.marks).toEqual([
      { start: 0, end: 4, kind: 'TERM', termId: 't2' },
      { start: 11, end: 16, kind: 'TERM', termId: 't1' },
    ]);
  });
});

describe('Flood', () => {
  const own = (count: number, minutes: number): Earlier[] =>
    Array.from({ length: count }, (_, n) => ({
      id: `c${n}`,
      own: true,
      sectionId: 's2',
      createdAt: minutesAgo(minutes),
      fingerprint: null,
    }));
  it.each([
    ['a diligent reader', own(FLOOD_MARKED - 2, 5), {}, []],
    ['many', own(FLOOD_MARKED - 1, 5), {}, ['FLOOD FLAG MANY_FROM_AUTHOR']],
    ['more than anyone writes', own(FLOOD_HELD - 1, 5), {}, ['FLOOD HOLD MANY_FROM_AUTHOR']],
    ['as many, but longer ago', own(FLOOD_HELD, 11), {}, []],
    ['an edit', own(FLOOD_HELD, 5), { isEdit: true }, []],
    ['a load trial', own(FLOOD_HELD, 5), { countsFlood: false }, []],
    ['a busy address', [], { addressIsBusy: true }, ['FLOOD FLAG MANY_FROM_ADDRESS']],
  ])('%s', (_name, earlier, change, expected) => {
    expect(said('ความเห็นที่เขียนด้วยมือ', { earlier, ...change })).toEqual(expected);
  });
});

const TEXT =
  'ขอให้หน่วยงานรัฐเปิดเผยข้อมูลการใช้จ่ายงบประมาณโครงการดิจิทัลทุกโครงการในรูปแบบที่เครื่องอ่านได้ และปรับปรุงทุกเดือน เพื่อให้ประชาชนตรวจสอบได้';
const OTHER =
  'เสนอให้จัดอบรมทักษะดิจิทัลแก่ผู้สูงอายุในทุกตำบล โดยใช้อาสาสมัครในพื้นที่ และมีสายด่วนให้คำปรึกษาเป็นภาษาถิ่นสำหรับผู้ที่อ่านหนังสือไม่คล่อง';

describe('Near-duplicates', () => {
  const earlier = (text: string, change: Partial<Earlier> = {}): Earlier[] => [
    {
      id: 'c1',
      own: false,
      sectionId: 's1',
      createdAt: AT,
      fingerprint: fingerprintOf(fold(text)),
      ...change,
    },
  ];
  it.each([
    ['the same by another', TEXT, earlier(TEXT), ['NEAR_DUPLICATE FLAG SAID_BY_OTHERS']],
    ['signed otherwise', `${TEXT} — สมชาย`, earlier(TEXT), ['NEAR_DUPLICATE FLAG SAID_BY_OTHERS']],
    ['spaced otherwise', TEXT.replaceAll(' ', '\n\n'), earlier(TEXT), ['NEAR_DUPLICATE FLAG SAID_BY_OTHERS']],
    ['the own again', TEXT, earlier(TEXT, { own: true }), ['NEAR_DUPLICATE HOLD OWN_REPEAT']],
    ['the own on another section', TEXT, earlier(TEXT, { own: true, sectionId: 's2' }), []],
    ['another text', OTHER, earlier(TEXT), []],
    ['a short text, which many say', 'เห็นด้วย', earlier('เห็นด้วย'), []],
  ])('%s', (_name, body, before, expected) => {
    expect(said(body, { earlier: before })).toEqual(expected);
  });

  it('are told by fingerprints of 17 digits that no text breaks', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const print = fingerprintOf(fold(text));
        if (print !== null) {
          expect(print).toMatch(/^[01][0-9a-f]{16}$/);
          expect(isNearlySame(print, fingerprintOf(fold(text)))).toBe(true);
        }
      }),
    );
    expect(isNearlySame(fingerprintOf(fold(TEXT)), fingerprintOf(fold(OTHER)))).toBe(false);
    expect(isNearlySame(null, null)).toBe(false);
  });
});

describe('All checks together', () => {
  it('keep every finding, in order, and the first that holds gives the reason', () => {
    expect(said('idiot, call 081-234-5678')).toEqual(['PERSONAL_DATA HOLD FOUND', 'TERMS HOLD FOUND']);
    expect(holdingCheck(run('idiot, call 081-234-5678'))).toBe('PERSONAL_DATA');
    expect(holdingCheck(run('damn good plan'))).toBeNull();
    expect(Object.keys(REASON_OF).sort()).toEqual(CHECKS.map(([name]) => name).sort());
  });

  it('go only as far as the round lets them', () => {
    const checks = { PERSONAL_DATA: 'FLAG', TERMS: 'OFF' } as const;
    const findings = runChecks(material('idiot, call 081-234-5678'), checks, () => undefined);
    expect(findings.map(({ check, outcome }) => [check, outcome])).toEqual([['PERSONAL_DATA', 'FLAG']]);
    expect([limitOf(checks, 'LINKS'), limitOf(null, 'TERMS')]).toEqual(['HOLD', 'HOLD']);
  });

  it('go on when one fails, and leave a mark that it did not run', () => {
    const failed: string[] = [];
    const broken = () => {
      throw new Error('broken');
    };
    const findings = runChecks(material('x'), null, (check) => failed.push(check), [
      ['LENGTH', broken],
      ...CHECKS.slice(3, 4),
    ]);
    expect(failed).toEqual(['LENGTH']);
    expect(findings.map(({ evidence }) => evidence?.rule)).toEqual(['NOT_RUN', 'TOO_SHORT']);
  });

  it('never fail, and mark only places that are in the text, on any string', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom('081-234-5678', '1101700230708', ' ', '-', '+66', 'https://a.com', 'a@b.co', '๐', '0'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const body = pieces.join('');
        for (const { evidence } of run(body))
          for (const { start, end } of evidence?.marks ?? []) {
            expect(start).toBeGreaterThanOrEqual(0);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(body.length);
          }
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['digits', '0'.repeat(4000)],
    ['digits and blanks', '0 '.repeat(2000)],
    ['numbers', '081 '.repeat(1000)],
    ['hyphens', '-'.repeat(4000)],
    ['at signs', '@'.repeat(4000)],
    ['mail, nearly', 'a@'.repeat(2000)],
    ['mail names', `${'a.'.repeat(1999)}@`],
    ['dots', 'a.'.repeat(2000)],
    ['protocols', 'http://'.repeat(570)],
    ['hosts', 'www.a'.repeat(800)],
    ['brackets', `http://a.com/${'('.repeat(3900)}`],
    ['marks', 'ก' + '่'.repeat(3999)],
  ])('stay quick on 4,000 characters of %s', (_name, body) => {
    run(body);
    const started = performance.now();
    run(body);
    expect(performance.now() - started).toBeLessThan(250);
  });
});
