import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BilingualText } from '@rapfang/platform';

/** A round as `rounds.json` tells it; days as YYYY-MM-DD, words in lower case. */
export interface DemoRound {
  key: string;
  method: string;
  status: 'held' | 'open' | 'planned';
  title: BilingualText;
  summary: BilingualText;
  organiser?: BilingualText | null;
  channel?: string | null;
  date?: { start: string | null; end: string | null; precision: string | null; as_written: string | null };
  participants?: { people: number | null; agencies: number | null; groups: number | null };
  topics?: BilingualText[];
  questions?: BilingualText[];
  outcome?: BilingualText | null;
  resolution?: {
    body: BilingualText;
    meeting: string | null;
    date: string | null;
    outcome: BilingualText;
    conditions: BilingualText | null;
  } | null;
  source?: string | null;
  demonstration?: boolean;
  /** Only rounds held here: counted from the day on which the demonstration is loaded. */
  opensDaysAgo?: number;
  closesInDays?: number;
  /** Keys of the sections asked about; none for the whole plan. */
  sections?: string[];
}

/** A reported opinion as `feedback.json` tells it. */
export interface DemoOpinion {
  id: string;
  round: string | null;
  speakerBody: BilingualText;
  text: BilingualText;
  /** Code of a strategy, or `general`. */
  strategy: string;
  section: string | null;
  response: { text: BilingualText; provenance: string; disposition: string | null; source: string } | null;
  source: string;
  provenance: string;
}

export interface DemoAgency {
  th: string | null;
  en: string | null;
}

interface DemoSection {
  project?: { lead_agency?: DemoAgency | null; supporting_agencies?: DemoAgency[] };
  children?: DemoSection[];
}

/**
 * The folder with the demonstration's JSON. The build copies no JSON, so from
 * `dist/prisma-free-db/demo` it is the folder of that name in the source tree beside `dist`.
 */
export function demoFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const found = [
    here,
    join(here, '../../../prisma-free-db/demo'),
    join(process.cwd(), 'prisma-free-db/demo'),
  ].find((folder) => existsSync(join(folder, 'plan-head.json')));
  if (!found)
    throw new Error(
      'The demonstration data (prisma-free-db/demo/*.json) is missing; set DEMO=off to start without it.',
    );
  return found;
}

/** Reads one of our own files: its shape is checked in tests, not here. */
export function demoFile<Shape>(name: string): Shape {
  return JSON.parse(readFileSync(join(demoFolder(), name), 'utf8')) as Shape;
}

/** The plan in one document, in the form that the importer takes. */
export function demoPlan(): { key: string; sections: DemoSection[] } {
  const head = demoFile<{ key: string }>('plan-head.json');
  const sections = [1, 2, 3, 4].map((number) => demoFile<DemoSection>(`plan-s${number}.json`));
  return { ...head, sections };
}

/** Lead and supporting agencies of all projects, each once, leading ones first. */
export function demoAgencies(sections: readonly DemoSection[]): DemoAgency[] {
  const leads: DemoAgency[] = [];
  const supporting: DemoAgency[] = [];
  const visit = ({ project, children }: DemoSection): void => {
    if (project?.lead_agency) leads.push(project.lead_agency);
    supporting.push(...(project?.supporting_agencies ?? []));
    children?.forEach(visit);
  };
  sections.forEach(visit);
  const byName = new Map([...leads, ...supporting].reverse().map((agency) => [agency.th, agency]));
  return [...byName.values()].reverse();
}
