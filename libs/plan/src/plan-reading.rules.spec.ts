import { describe, expect, it } from '@jest/globals';
import { readJson } from './json-text.rules.js';
import { readPlan } from './plan-reading.rules.js';

type Json = Record<string, unknown>;

function smallPlan() {
  return {
    key: 'small',
    title: { th: 'แผนเล็ก' },
    years: { be: [2566, 2567], ce: [2023, 2024] },
    focus_areas: [{ code: 'edu', number: 1, th: 'การศึกษา' }],
    indicators: [
      {
        key: 'k1',
        th: 'ตัวชี้วัด',
        unit: { th: 'ร้อยละ' },
        baseline_raw: { 2564: '79.76', 2565: 'N/A' },
        targets: { 2566: 80, 2567: null },
      },
    ],
    sections: [
      {
        key: 's1',
        kind: 'strategy',
        code: '1',
        title: { th: 'ยุทธศาสตร์' },
        children: [
          {
            key: 's1.m1',
            kind: 'measure',
            code: '1.m1',
            title: { th: 'มาตรการ' },
            children: [{ key: 's1.m1.g1', kind: 'guideline', code: '1.1)', body: { th: 'แนวทาง' } }],
          },
          {
            key: 's1.p1',
            kind: 'project',
            code: '1.1',
            title: { th: 'โครงการ' },
            project: { budget: { baht: 5, raw: '5' }, years_active: [2566], focus_area: 'edu' },
          },
        ],
      },
    ],
    notes: ['English note.', 'หมายเหตุไทย', { th: 'ก', en: 'b' }],
  };
}

/** Puts a value at a path: `sections[0].title.th`; undefined takes the member away. */
function put(plan: unknown, path: string, value: unknown): void {
  const steps = path.split(/[.[\]]+/).filter((step) => step !== '');
  const last = steps.pop() as string;
  const parent = steps.reduce<Json>((at, step) => at[step] as Json, plan as Json);
  parent[last] = value;
}

/** Paths and messages of what is wrong after the change. */
function problemsOf(path: string, value: unknown): string[] {
  const plan = smallPlan();
  put(plan, path, value);
  return readPlan(readJson(JSON.stringify(plan))).reading.problems.map(
    ({ path, message }) => `${path}: ${message}`,
  );
}

function nested(depth: number): Json {
  return { key: `d${depth}`, kind: 'text', children: depth > 0 ? [nested(depth - 1)] : [] };
}

describe('readPlan', () => {
  it('reads a whole plan, flat and in reading order', () => {
    const { plan } = readPlan(readJson(JSON.stringify(smallPlan())));
    expect(
      plan?.sections.map(({ key, parentKey, depth, strategyKey }) => [key, parentKey, depth, strategyKey]),
    ).toEqual([
      ['s1', null, 0, 's1'],
      ['s1.m1', 's1', 1, 's1'],
      ['s1.m1.g1', 's1.m1', 2, 's1'],
      ['s1.p1', 's1', 1, 's1'],
    ]);
    expect(plan?.indicators[0]?.baseline).toEqual([
      { year: 2564, value: 79.76, text: '79.76' },
      { year: 2565, value: null, text: 'N/A' },
    ]);
    expect(plan?.meta.notes).toEqual([
      { th: null, en: 'English note.' },
      { th: 'หมายเหตุไทย', en: null },
      { th: 'ก', en: 'b' },
    ]);
  });

  it('takes sections that name their parent instead of standing in it', () => {
    const plan = smallPlan();
    put(plan, 'sections[1]', { key: 's1.m2', kind: 'measure', parent: 's1', title: { th: 'มาตรการ 2' } });
    const { plan: read } = readPlan(readJson(JSON.stringify(plan)));
    expect(read?.sections.at(-1)).toMatchObject({ key: 's1.m2', parentKey: 's1', depth: 1 });
  });

  it('notes members that mean nothing, without refusing them', () => {
    const plan = { ...smallPlan(), colour: 'blue' };
    expect(readPlan(readJson(JSON.stringify(plan))).reading.ignored).toEqual(['colour']);
  });

  const cases: [string, string, unknown, string][] = [
    [
      'a strategy without a Thai title',
      'sections[0].title',
      { en: 'x' },
      'sections[0].title.th: the Thai title is missing',
    ],
    [
      'a measure without a title',
      'sections[0].children[0].title',
      undefined,
      'sections[0].children[0].title.th: the Thai title is missing',
    ],
    [
      'a project with a blank Thai title',
      'sections[0].children[1].title',
      { th: '  ' },
      'sections[0].children[1].title.th: the Thai title is missing',
    ],
    [
      'a strategy whose Thai title cannot be seen',
      'sections[0].title',
      { th: '\u200b \u200d', en: 'x' },
      'sections[0].title.th: the Thai title is missing',
    ],
    ['a vision that is a number, said once', 'vision', 1, 'vision: must be an object, but is a number (1)'],
    [
      'a parent_key that lies below',
      'sections[0].parent_key',
      's1.m1',
      'sections[0].parent: cycle: the section "s1" would contain itself',
    ],
    ['a plan without a Thai title', 'title', undefined, 'title.th: the Thai title is missing'],
    ['a missing key', 'sections[0].key', undefined, 'sections[0].key: is missing'],
    [
      'a title that is a number',
      'sections[0].title',
      { th: 5 },
      'sections[0].title.th: must be a text, but is a number (5)',
    ],
    [
      'children that are an object',
      'sections[0].children',
      {},
      'sections[0].children: must be a list, but is an object',
    ],
    [
      'a section that is a text',
      'sections[0].children[0]',
      'x',
      'sections[0].children[0]: must be an object, but is a text',
    ],
    [
      'an unknown kind',
      'sections[0].children[0].kind',
      'chapter',
      'sections[0].children[0].kind: unknown kind "chapter"; known are strategy, measure, guideline, work_plan, project, objective, text',
    ],
    [
      'a duplicate key',
      'sections[0].children[1].key',
      's1.m1',
      'sections[0].children[1].key: duplicate key "s1.m1": it stands already at sections[0].children[0].key',
    ],
    [
      'a section inside itself',
      'sections[0].children[0].children[0].key',
      's1',
      'sections[0].children[0].children[0].key: cycle: the section "s1" contains itself (it stands above, at sections[0].key)',
    ],
    [
      'a parent that lies below',
      'sections[0].parent',
      's1.m1',
      'sections[0].parent: cycle: the section "s1" would contain itself',
    ],
    [
      'a parent that does not exist',
      'sections[0].parent',
      'zz',
      'sections[0].parent: no section has the key "zz"',
    ],
    [
      'a body over the limit',
      'sections[0].children[0].body',
      { th: 'ก'.repeat(20_001) },
      'sections[0].children[0].body.th: is 20,001 characters long; the most is 20,000',
    ],
    [
      'a tree too deep',
      'sections[1]',
      nested(9),
      'sections[1].children[0].children[0].children[0].children[0].children[0].children[0].children[0].children[0].children[0]: lies 9 levels below its strategy; the most is 8',
    ],
    [
      'an unknown focus area',
      'sections[0].children[1].project.focus_area',
      'zz',
      'sections[0].children[1].project.focus_area: unknown focus area "zz"',
    ],
    [
      'a negative budget',
      'sections[0].children[1].project.budget',
      { baht: -1 },
      `sections[0].children[1].project.budget.baht: must be a whole number from 0 to ${Number.MAX_SAFE_INTEGER}, but is -1`,
    ],
    [
      'a year of another era',
      'sections[0].children[1].project.years_active',
      [2023],
      'sections[0].children[1].project.years_active[0]: must be a whole number from 2400 to 2700, but is 2023',
    ],
    [
      'years that disagree',
      'years',
      { be: [2566], ce: [2024] },
      'years.ce[0]: must be 2023, which is B.E. 2566, but is 2024',
    ],
    [
      'a target in a year that is none',
      'indicators[0].targets',
      { 25660: 1 },
      'indicators[0].targets.25660: "25660" is no year from 2400 to 2700 (Buddhist era)',
    ],
    [
      'a target that is a text',
      'indicators[0].targets',
      { 2566: '80' },
      'indicators[0].targets.2566: must be a number or null, but is a text',
    ],
    [
      'two indicators of one key',
      'indicators[1]',
      { key: 'k1', th: 'x' },
      'indicators[1].key: duplicate key "k1": another indicator has it',
    ],
    [
      'a control character',
      'sections[0].title.th',
      'a\u0007b',
      'sections[0].title.th: holds the control character U+0007',
    ],
    [
      'a right-to-left override',
      'sections[0].title.th',
      'a\u202eb',
      'sections[0].title.th: holds the control character U+202E',
    ],
    [
      'half of a surrogate pair',
      'sections[0].title.th',
      'a\ud800',
      'sections[0].title.th: holds half of a surrogate pair, which is no character',
    ],
    [
      'a key that reaches the prototype',
      'sections[0].key',
      'constructor',
      'sections[0].key: this name is not allowed',
    ],
    [
      'a day that the calendar has not',
      'gazette',
      { published: '2023-02-30' },
      'gazette.published: must be a day as YYYY-MM-DD, but is "2023-02-30"',
    ],
    [
      'an address that is a script',
      'gazette',
      { source: 'javascript:alert(1)' },
      'gazette.source: must be an http or https address',
    ],
    ['no sections', 'sections', [], 'sections: a plan needs one section or more'],
  ];

  it.each(cases)('refuses %s, at its path', (_name, path, value, problem) => {
    expect(problemsOf(path, value)).toEqual([problem]);
  });

  it('refuses a member named __proto__', () => {
    const text = JSON.stringify(smallPlan()).replace(
      '"kind":"strategy"',
      '"kind":"strategy","__proto__":{"a":1}',
    );
    expect(readPlan(readJson(text)).reading.problems.map(({ path }) => path)).toEqual([
      'sections[0].__proto__',
    ]);
  });

  it.each(['null', '[]', '"x"', '7'])('refuses a document that is %s', (text) => {
    expect(readPlan(readJson(text)).reading.problems).toHaveLength(1);
  });

  it('gathers all that is wrong at once, and counts what it does not list', () => {
    const plan = smallPlan();
    for (let index = 0; index < 300; index += 1)
      put(plan, `sections[${index + 1}]`, { key: `s${index + 2}`, kind: 'strategy', title: {} });
    const { reading } = readPlan(readJson(JSON.stringify(plan)));
    expect([reading.problems.length, reading.more]).toEqual([200, 100]);
    expect(reading.problems[0]?.path).toBe('sections[1].title.th');
  });
});
