import type { IndicatorDocument, YearValue } from './plan-document.js';
import type { JsonPath, JsonValue } from './json-text.rules.js';
import { nameOf, YEAR_BE, type JsonObject, type Reading } from './reading.js';

const YEARS_MOST = 50;
const INDICATOR = [
  'key',
  'code',
  'goal',
  'th',
  'en',
  'unit',
  'baseline_raw',
  'targets',
  'target_in_text',
  'target_notes',
];

export type IndicatorFound = IndicatorDocument & { path: JsonPath };

export function readIndicators(
  reading: Reading,
  path: JsonPath,
  value: JsonValue | undefined,
  sectionKey: string | null,
): IndicatorFound[] {
  return reading.list(path, value).map((item, index) => {
    const at = [...path, index];
    const object = reading.object(at, item, INDICATOR);
    const key = reading.key([...at, 'key'], object?.['key']) ?? '';
    const name = reading.bilingual(at, item, 1000, INDICATOR);
    if (object && object['th'] === undefined && object['en'] === undefined)
      reading.problem([...at, 'th'], 'the name is missing');
    const notes = reading.object([...at, 'target_notes'], object?.['target_notes'], null) ?? {};
    return {
      path: at,
      key,
      code: reading.text([...at, 'code'], object?.['code'], 32),
      sectionKey,
      name,
      unit: reading.bilingual([...at, 'unit'], object?.['unit'], 100),
      baseline: readBaseline(reading, [...at, 'baseline_raw'], object?.['baseline_raw']),
      targets: readTargets(reading, at, object?.['targets'], notes),
      details: {
        goal: reading.whole([...at, 'goal'], object?.['goal'], 1, 1000),
        targetInText: reading.text([...at, 'target_in_text'], object?.['target_in_text'], 2000),
        targetNote: reading.text([...at, 'target_notes', 'years'], notes['years'], 2000),
      },
    };
  });
}

function yearsOf(reading: Reading, path: JsonPath, object: JsonObject): number[] {
  const years = Object.keys(object).flatMap((name) => {
    const year = /^\d{4}$/.test(name) ? Number(name) : 0;
    if (year >= YEAR_BE.least && year <= YEAR_BE.most) return [year];
    reading.problem(
      [...path, name],
      `"${name.slice(0, 40)}" is no year from ${YEAR_BE.least} to ${YEAR_BE.most} (Buddhist era)`,
    );
    return [];
  });
  if (years.length > YEARS_MOST)
    reading.problem(path, `names ${years.length} years; the most is ${YEARS_MOST}`);
  return years.sort((a, b) => a - b);
}

/** A baseline is what the document prints; where that is a bare number it has a value too. */
function readBaseline(reading: Reading, path: JsonPath, value: JsonValue | undefined): YearValue[] {
  const object = reading.object(path, value, null);
  if (!object) return [];
  return yearsOf(reading, path, object).map((year) => {
    const raw = object[String(year)];
    if (typeof raw === 'number') return { year, value: raw, text: String(raw) };
    const text = reading.text([...path, String(year)], raw, 300);
    return {
      year,
      value: text !== null && /^-?[\d,]+(\.\d+)?$/.test(text) ? Number(text.replaceAll(',', '')) : null,
      text,
    };
  });
}

function readTargets(
  reading: Reading,
  at: JsonPath,
  value: JsonValue | undefined,
  notes: JsonObject,
): YearValue[] {
  const object = reading.object([...at, 'targets'], value, null) ?? {};
  const texts = Object.fromEntries(Object.entries(notes).filter(([name]) => name !== 'years'));
  const years = new Set([
    ...yearsOf(reading, [...at, 'targets'], object),
    ...yearsOf(reading, [...at, 'target_notes'], texts),
  ]);
  return [...years]
    .sort((a, b) => a - b)
    .map((year) => {
      const target = object[String(year)];
      const text = reading.text([...at, 'target_notes', String(year)], texts[String(year)], 300);
      if (target === undefined || target === null) return { year, value: null, text };
      if (typeof target === 'number' && Number.isFinite(target)) return { year, value: target, text };
      reading.problem([...at, 'targets', String(year)], `must be a number or null, but is ${nameOf(target)}`);
      return { year, value: null, text };
    });
}
