import type { Bilingual } from './bilingual';
import type { SectionKind } from './graphql/generated';
import type { TalkSite } from './site';

export interface NamedSection {
  kind: SectionKind;
  code: string;
  title: Bilingual;
}

/** Number as readers say it: measure `4.m2` is number 2, guideline `2.1)` is 2.1; projects keep 4.4. */
export function spokenCode({ kind, code }: Pick<NamedSection, 'kind' | 'code'>): string {
  if (kind === 'MEASURE') return code.replace(/^.*\.m/, '');
  if (kind === 'GUIDELINE') return code.replace(/\)$/, '');
  return code;
}

/** Short mark in lists: ม.2 for a measure, 4.4 for a project. */
export function shortCode(section: Pick<NamedSection, 'kind' | 'code'>, { t }: TalkSite): string {
  const code = spokenCode(section);
  return section.kind === 'MEASURE' ? t.section.measureCode(code) : code;
}

/** "โครงการ 4.4", "มาตรการที่ 2", "ยุทธศาสตร์ที่ 4": how a section is named in a sentence. */
export function nameSection(section: Pick<NamedSection, 'kind' | 'code'>, { t }: TalkSite): string {
  const code = spokenCode(section);
  if (section.kind === 'PROJECT') return t.section.namedProject(code);
  if (section.kind === 'TEXT' || code === '') return t.section.kinds[section.kind];
  return t.section.named(t.section.kinds[section.kind], code);
}

/** Heading of a section: its title, or its name where it has none (guidelines). */
export function titleSection(section: NamedSection, site: TalkSite): string {
  return site.say(section.title) || nameSection(section, site);
}

export const sectionPath = (planKey: string, key: string): string =>
  `/plans/${encodeURIComponent(planKey)}/sections/${encodeURIComponent(key)}`;

/** Class that colours a strategy: s1…s4, s0 for what belongs to none. */
export const strategyClass = (number: number | null | undefined): string =>
  number && number >= 1 && number <= 4 ? `s${number}` : 's0';
