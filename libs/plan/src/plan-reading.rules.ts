import { readIndicators, type IndicatorFound } from './indicator-reading.rules.js';
import type { FocusAreaDocument, GazetteFacts, PlanDocument, PlanMeta } from './plan-document.js';
import type { JsonReading, JsonValue } from './json-text.rules.js';
import { Reading, type JsonObject } from './reading.js';
import { readSections, type SectionFound } from './section-reading.rules.js';
import { treeOf } from './section-tree.rules.js';

const BE_TO_CE = 543;
const PLAN = [
  'key',
  'kind',
  'title',
  'years',
  'gazette',
  'vision',
  'objectives',
  'goals',
  'indicators',
  'indicator_note',
  'focus_areas',
  'monitoring',
  'sections',
  'notes',
];

export type PlanReading =
  | { plan: PlanDocument; reading: Reading }
  /** `reading.problems` says why. */
  | { plan: null; reading: Reading };

/**
 * Turns the plan JSON (shape: prisma-free-db/demo/README.md) into a document, or into the list of all that is
 * wrong with it. Pure: the same JSON always gives the same.
 */
export function readPlan(json: JsonReading): PlanReading {
  const reading = new Reading();
  for (const path of json.repeated) reading.problem(path, 'this name stands twice in its object');
  const root = reading.object([], json.value, PLAN);
  if (!root) {
    if (json.value === null) reading.problem([], 'must be an object, but is null');
    return { plan: null, reading };
  }
  if (root['kind'] !== undefined && root['kind'] !== 'plan') reading.problem(['kind'], 'must be "plan"');
  const key = reading.key(['key'], root['key']);
  const title = reading.bilingual(['title'], root['title'], 1000);
  if (title.th === null) reading.missingThai(['title', 'th'], root['title']);
  const meta = readMeta(reading, root);
  const focusAreas = readFocusAreas(reading, root['focus_areas']);
  const indicators = readIndicators(reading, ['indicators'], root['indicators'], null);
  const found = readSections(reading, ['sections'], root['sections']);
  checkUnique(reading, [...indicators, ...found.flatMap((section) => section.indicators)]);
  checkFocusAreas(reading, found, new Set(focusAreas.map((area) => area.code)));
  const sections = treeOf(reading, found);
  if (key === null || reading.problems.length > 0) return { plan: null, reading };
  const all = [...indicators, ...found.flatMap((section) => section.indicators)].map(
    ({ path: _, ...indicator }) => indicator,
  );
  return { plan: { key, title, meta, focusAreas, indicators: all, sections }, reading };
}

function readMeta(reading: Reading, root: JsonObject): PlanMeta {
  const vision = reading.bilingual(['vision'], root['vision'], 2000, ['components']);
  const components = reading.object(['vision'], root['vision'], null)?.['components'];
  const meta: PlanMeta = {
    years: readYears(reading, root['years']),
    vision,
    visionComponents: reading
      .list(['vision', 'components'], components)
      .map((item, index) => reading.bilingual(['vision', 'components', index], item, 2000)),
    objectives: reading.list(['objectives'], root['objectives']).map((item, index) => {
      const path = ['objectives', index];
      const own = reading.object(path, item, null)?.['key'];
      return {
        key: own === undefined ? null : reading.key([...path, 'key'], own),
        ...reading.bilingual(path, item, 2000, ['key']),
      };
    }),
    goals: reading.list(['goals'], root['goals']).map((item, index) => {
      const path = ['goals', index];
      const object = reading.object(path, item, null);
      return {
        key: reading.key([...path, 'key'], object?.['key']) ?? '',
        ...reading.bilingual(path, item, 1000, ['key', 'body']),
        body: reading.bilingual([...path, 'body'], object?.['body'], 3000),
      };
    }),
    gazette: readGazette(reading, root['gazette']),
    monitoring: reading.bilingualOrNull(['monitoring'], root['monitoring'], 5000),
    indicatorNote: reading.note(['indicator_note'], root['indicator_note'], 2000),
    notes: reading
      .list(['notes'], root['notes'])
      .flatMap((item, index) => reading.note(['notes', index], item, 2000) ?? []),
  };
  reading.checkBytes([], meta, 'vision, objectives, goals, monitoring and notes');
  return meta;
}

function readYears(reading: Reading, value: JsonValue | undefined): PlanMeta['years'] {
  const object = reading.object(['years'], value, ['be', 'ce']);
  const read = (name: 'be' | 'ce', shift: number) =>
    reading
      .list(['years', name], object?.[name])
      .map((year, index) => reading.year(['years', name, index], year, shift));
  const be = read('be', 0);
  const ce = read('ce', BE_TO_CE);
  if (be.length === 0) return { be: ce.map((year) => year + BE_TO_CE), ce };
  if (ce.length > 0 && ce.length !== be.length) {
    reading.problem(
      ['years', 'ce'],
      `must have as many years as years.be (${be.length}), but has ${ce.length}`,
    );
  } else {
    ce.forEach((year, index) => {
      const wanted = (be[index] as number) - BE_TO_CE;
      if (year > 0 && wanted > 0 && year !== wanted) {
        reading.problem(
          ['years', 'ce', index],
          `must be ${wanted}, which is B.E. ${be[index]}, but is ${year}`,
        );
      }
    });
  }
  return { be, ce: be.map((year) => year - BE_TO_CE) };
}

function readGazette(reading: Reading, value: JsonValue | undefined): GazetteFacts | null {
  const path = ['gazette'];
  const object = reading.object(path, value, [
    'volume',
    'part',
    'page',
    'published',
    'announced',
    'cabinet_resolution',
    'source',
  ]);
  if (!object) return null;
  const url = reading.text([...path, 'source'], object['source'], 1000);
  if (url !== null && !/^https?:\/\//i.test(url))
    reading.problem([...path, 'source'], 'must be an http or https address');
  return {
    volume: reading.whole([...path, 'volume'], object['volume'], 1, 10_000),
    part: reading.text([...path, 'part'], object['part'], 200),
    page: reading.whole([...path, 'page'], object['page'], 1, 100_000),
    published: reading.day([...path, 'published'], object['published']),
    announced: reading.day([...path, 'announced'], object['announced']),
    cabinetResolution: reading.day([...path, 'cabinet_resolution'], object['cabinet_resolution']),
    url,
  };
}

function readFocusAreas(reading: Reading, value: JsonValue | undefined): FocusAreaDocument[] {
  const seen = new Map<string, number>();
  return reading.list(['focus_areas'], value).map((item, index) => {
    const path = ['focus_areas', index];
    const object = reading.object(path, item, null);
    const code = reading.key([...path, 'code'], object?.['code']) ?? '';
    const before = seen.get(code);
    if (code && before !== undefined)
      reading.problem(
        [...path, 'code'],
        `duplicate code "${code}": it stands already at focus_areas[${before}].code`,
      );
    else seen.set(code, index);
    return {
      code,
      number: reading.whole([...path, 'number'], object?.['number'], 1, 1000) ?? index + 1,
      name: reading.bilingual(path, item, 300, ['code', 'number']),
    };
  });
}

function checkUnique(reading: Reading, indicators: readonly IndicatorFound[]): void {
  const seen = new Set<string>();
  for (const { key, path } of indicators) {
    if (key && seen.has(key))
      reading.problem([...path, 'key'], `duplicate key "${key}": another indicator has it`);
    seen.add(key);
  }
}

function checkFocusAreas(
  reading: Reading,
  sections: readonly SectionFound[],
  codes: ReadonlySet<string>,
): void {
  for (const { path, facts } of sections) {
    const code = facts.project?.focusArea;
    if (code && !codes.has(code))
      reading.problem([...path, 'project', 'focus_area'], `unknown focus area "${code}"`);
  }
}
