import type { BudgetFacts, ProjectFacts, SectionFacts } from './plan-document.js';
import type { BilingualText } from '@rapfang/platform';
import type { JsonPath, JsonValue } from './json-text.rules.js';
import { readIndicators, type IndicatorFound } from './indicator-reading.rules.js';
import { SectionKind } from './plan.rules.js';
import { YEAR_BE, type Reading } from './reading.js';

/** Depth of the deepest section, a strategy being 0. */
export const DEPTH_MOST = 8;
/** Fits the column (65,535 bytes) in Thai, at three bytes a character. */
export const BODY_CHARACTERS_MOST = 20_000;
export const SECTIONS_MOST = 10_000;

/** Names under which files that list sections flat name the section above. */
const PARENT = ['parent', 'parent_key', 'parentKey'];
const SECTION = [
  'key',
  'kind',
  'code',
  'number',
  ...PARENT,
  'title',
  'body',
  'goals',
  'focus_note',
  'indicators',
  'project',
  'abridged',
  'children',
];
const PROJECT = [
  'objective',
  'lead_agency',
  'lead_source',
  'supporting_agencies',
  'output',
  'budget',
  'duration_months',
  'years_active',
  'focus_area',
];
const KINDS = new Map(Object.values(SectionKind).map((kind) => [kind.toLowerCase(), kind]));
/** The kinds that readers find by their title; guidelines have none. */
const TITLED: ReadonlySet<SectionKind> = new Set(['STRATEGY', 'MEASURE', 'PROJECT']);
const BAHT_MOST = Number.MAX_SAFE_INTEGER;

/** A section as it stands in the file, before the tree is known to be one. */
export interface SectionFound {
  path: JsonPath;
  key: string;
  /** The section it is nested in, or null at the top. */
  nestedIn: SectionFound | null;
  /** What `parent` says, for files that list sections flat. */
  parent: string | null;
  kind: SectionKind;
  code: string;
  number: number | null;
  title: BilingualText;
  body: BilingualText;
  facts: SectionFacts;
  indicators: IndicatorFound[];
}

/** All sections of the file in the order of the file, nested ones after the one they stand in. */
export function readSections(reading: Reading, path: JsonPath, value: JsonValue | undefined): SectionFound[] {
  const found: SectionFound[] = [];
  const list = reading.list(path, value);
  if (list.length === 0) reading.problem(path, 'a plan needs one section or more');
  const walk = (
    items: readonly JsonValue[],
    at: JsonPath,
    nestedIn: SectionFound | null,
    depth: number,
  ): void => {
    items.forEach((item, index) => {
      const here = [...at, index];
      if (depth > DEPTH_MOST) {
        reading.problem(here, `lies ${depth} levels below its strategy; the most is ${DEPTH_MOST}`);
        return;
      }
      if (found.length >= SECTIONS_MOST) {
        if (found.length === SECTIONS_MOST && nestedIn !== found.at(-1))
          reading.problem(here, `a plan has ${SECTIONS_MOST} sections at most`);
        return;
      }
      const section = readSection(reading, here, item, nestedIn);
      if (!section) return;
      found.push(section);
      const children = (item as { [name: string]: JsonValue })['children'];
      walk(reading.list([...here, 'children'], children), [...here, 'children'], section, depth + 1);
    });
  };
  walk(list, path, null, 0);
  return found;
}

function readSection(
  reading: Reading,
  path: JsonPath,
  value: JsonValue,
  nestedIn: SectionFound | null,
): SectionFound | null {
  const object = reading.object(path, value, SECTION);
  if (!object) return value === null ? reading.problem(path, 'must be an object, but is null') : null;
  const key = reading.key([...path, 'key'], object['key']) ?? '';
  const kind = readKind(reading, [...path, 'kind'], object['kind']);
  const title = reading.bilingual([...path, 'title'], object['title'], 1000);
  if (kind && TITLED.has(kind) && title.th === null)
    reading.missingThai([...path, 'title', 'th'], object['title']);
  const parentName = PARENT.find((name) => object[name] !== undefined && object[name] !== null);
  return {
    path,
    key,
    nestedIn,
    parent: parentName ? reading.key([...path, parentName], object[parentName]) : null,
    kind: kind ?? SectionKind.TEXT,
    code: reading.text([...path, 'code'], object['code'], 32) ?? '',
    number: reading.whole([...path, 'number'], object['number'], 0, 100_000),
    title,
    body: reading.bilingual([...path, 'body'], object['body'], BODY_CHARACTERS_MOST),
    facts: readFacts(reading, path, object),
    indicators: readIndicators(reading, [...path, 'indicators'], object['indicators'], key),
  };
}

function readKind(reading: Reading, path: JsonPath, value: JsonValue | undefined): SectionKind | null {
  if (value === undefined || value === null) return reading.problem(path, 'is missing');
  const text = reading.text(path, value, 32);
  if (text === null) return null;
  return (
    KINDS.get(text) ??
    reading.problem(path, `unknown kind "${text}"; known are ${[...KINDS.keys()].join(', ')}`)
  );
}

function readFacts(reading: Reading, path: JsonPath, object: { [name: string]: JsonValue }): SectionFacts {
  const facts: SectionFacts = {
    goals: reading
      .list([...path, 'goals'], object['goals'])
      .map((goal, index) => reading.bilingual([...path, 'goals', index], goal, 2000)),
    focusNote: reading.bilingualOrNull([...path, 'focus_note'], object['focus_note'], 5000),
    abridged: reading.flag([...path, 'abridged'], object['abridged']),
    project: readProject(reading, [...path, 'project'], object['project']),
  };
  reading.checkBytes(path, facts, 'the facts of this section');
  return facts;
}

function readProject(reading: Reading, path: JsonPath, value: JsonValue | undefined): ProjectFacts | null {
  const object = reading.object(path, value, PROJECT);
  if (!object) return null;
  return {
    objective: reading.bilingualOrNull([...path, 'objective'], object['objective'], 5000),
    leadAgency: reading.bilingualOrNull([...path, 'lead_agency'], object['lead_agency'], 1000),
    leadSource: reading.text([...path, 'lead_source'], object['lead_source'], 300),
    supportingAgencies: reading
      .list([...path, 'supporting_agencies'], object['supporting_agencies'])
      .map((agency, index) => reading.bilingual([...path, 'supporting_agencies', index], agency, 1000)),
    output: reading.bilingualOrNull([...path, 'output'], object['output'], 5000),
    budget: readBudget(reading, [...path, 'budget'], object['budget']),
    durationMonths: reading.whole([...path, 'duration_months'], object['duration_months'], 0, 1200),
    yearsActive: reading
      .list([...path, 'years_active'], object['years_active'])
      .map((year, index) => reading.year([...path, 'years_active', index], year)),
    focusArea:
      object['focus_area'] == null ? null : reading.key([...path, 'focus_area'], object['focus_area']),
  };
}

function readBudget(reading: Reading, path: JsonPath, value: JsonValue | undefined): BudgetFacts | null {
  const object = reading.object(path, value, ['baht', 'raw', 'annual_baht', 'by_year', 'note']);
  if (!object) return null;
  const byYear = reading.object([...path, 'by_year'], object['by_year'], null) ?? {};
  return {
    baht: reading.whole([...path, 'baht'], object['baht'], 0, BAHT_MOST),
    raw: reading.text([...path, 'raw'], object['raw'], 1000),
    annualBaht: reading.whole([...path, 'annual_baht'], object['annual_baht'], 0, BAHT_MOST),
    byYear: Object.keys(byYear)
      .sort()
      .map((name) => {
        const at = [...path, 'by_year', name];
        const year = /^\d{4}$/.test(name) ? Number(name) : 0;
        if (year < YEAR_BE.least || year > YEAR_BE.most)
          reading.problem(at, `"${name.slice(0, 40)}" is no year of the Buddhist era`);
        return { year, baht: reading.whole(at, byYear[name], 0, BAHT_MOST) ?? 0 };
      }),
    note: reading.text([...path, 'note'], object['note'], 1000),
  };
}
