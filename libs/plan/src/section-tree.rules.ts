import { pathText } from './json-text.rules.js';
import type { SectionDocument } from './plan-document.js';
import { SectionKind } from './plan.rules.js';
import type { Reading } from './reading.js';
import { DEPTH_MOST, type SectionFound } from './section-reading.rules.js';

/**
 * Makes one tree of the sections found, flat and in reading order. Refuses two sections of one key,
 * a parent that does not exist, and cycles: a section that stands, nested or by `parent`, below itself.
 */
export function treeOf(reading: Reading, found: readonly SectionFound[]): SectionDocument[] {
  const byKey = uniqueKeys(reading, found);
  const parents = new Map<SectionFound, SectionFound | null>();
  for (const section of found) parents.set(section, parentOf(reading, section, byKey));
  const looped = new Set(found.filter((section) => isLooped(section, parents)));
  for (const section of looped) {
    if (section.parent !== null)
      reading.problem(
        [...section.path, 'parent'],
        `cycle: the section "${section.key}" would contain itself`,
      );
  }
  const children = new Map<SectionFound | null, SectionFound[]>();
  for (const section of found) {
    const parent = parents.get(section) ?? null;
    const siblings = children.get(parent);
    if (siblings) siblings.push(section);
    else children.set(parent, [section]);
  }
  const documents: SectionDocument[] = [];
  let strategies = 0;
  const walk = (
    section: SectionFound,
    depth: number,
    parentKey: string | null,
    above: string | null,
  ): void => {
    const isStrategy = section.kind === SectionKind.STRATEGY;
    if (isStrategy) strategies += 1;
    if (depth > DEPTH_MOST) {
      reading.problem(section.path, `lies ${depth} levels below its strategy; the most is ${DEPTH_MOST}`);
      return;
    }
    const strategyKey = isStrategy ? section.key : above;
    const { key, kind, code, title, body, facts } = section;
    const number = section.number ?? (isStrategy ? strategyNumber(code, strategies) : null);
    documents.push({ key, parentKey, strategyKey, depth, kind, code, number, title, body, facts });
    for (const child of children.get(section) ?? []) walk(child, depth + 1, key, strategyKey);
  };
  // A loop hangs from nothing, so this walk never meets one.
  for (const top of children.get(null) ?? []) walk(top, 0, null, null);
  return documents;
}

function uniqueKeys(reading: Reading, found: readonly SectionFound[]): Map<string, SectionFound> {
  const byKey = new Map<string, SectionFound>();
  for (const section of found) {
    const first = byKey.get(section.key);
    if (!section.key) continue;
    if (!first) {
      byKey.set(section.key, section);
      continue;
    }
    const at = pathText([...first.path, 'key']);
    const inside = isBelow(section, first);
    reading.problem(
      [...section.path, 'key'],
      inside
        ? `cycle: the section "${section.key}" contains itself (it stands above, at ${at})`
        : `duplicate key "${section.key}": it stands already at ${at}`,
    );
  }
  return byKey;
}

function isBelow(section: SectionFound, ancestor: SectionFound): boolean {
  for (let above = section.nestedIn; above; above = above.nestedIn) if (above === ancestor) return true;
  return false;
}

function parentOf(
  reading: Reading,
  section: SectionFound,
  byKey: ReadonlyMap<string, SectionFound>,
): SectionFound | null {
  if (section.parent === null) return section.nestedIn;
  if (section.nestedIn) {
    if (section.nestedIn.key !== section.parent) {
      reading.problem(
        [...section.path, 'parent'],
        `says "${section.parent}", but the section stands inside "${section.nestedIn.key}"`,
      );
    }
    return section.nestedIn;
  }
  const parent = byKey.get(section.parent);
  if (!parent) reading.problem([...section.path, 'parent'], `no section has the key "${section.parent}"`);
  return parent ?? null;
}

function isLooped(section: SectionFound, parents: ReadonlyMap<SectionFound, SectionFound | null>): boolean {
  const seen = new Set<SectionFound>();
  for (let above = parents.get(section) ?? null; above; above = parents.get(above) ?? null) {
    if (above === section) return true;
    if (seen.has(above)) return false;
    seen.add(above);
  }
  return false;
}

/** A strategy's number: that of its code, or its place among the strategies. */
function strategyNumber(code: string, ordinal: number): number {
  return /^\d{1,4}$/.test(code) ? Number(code) : ordinal;
}
