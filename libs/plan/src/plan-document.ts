import type { BilingualText } from '@rapfang/platform';
import type { SectionKind } from './plan.rules.js';

/** A plan as it was read and found right: what an import writes. Years are Buddhist era unless said otherwise. */
export interface PlanDocument {
  key: string;
  title: BilingualText;
  meta: PlanMeta;
  focusAreas: FocusAreaDocument[];
  indicators: IndicatorDocument[];
  /** Flat, in reading order. */
  sections: SectionDocument[];
}

export interface PlanMeta {
  years: { be: number[]; ce: number[] };
  vision: BilingualText;
  visionComponents: BilingualText[];
  objectives: (BilingualText & { key: string | null })[];
  goals: (BilingualText & { key: string; body: BilingualText })[];
  gazette: GazetteFacts | null;
  monitoring: BilingualText | null;
  indicatorNote: BilingualText | null;
  notes: BilingualText[];
}

/** Where the plan was announced; days as YYYY-MM-DD. */
export interface GazetteFacts {
  volume: number | null;
  part: string | null;
  page: number | null;
  published: string | null;
  announced: string | null;
  cabinetResolution: string | null;
  url: string | null;
}

export interface FocusAreaDocument {
  code: string;
  number: number;
  name: BilingualText;
}

export interface YearValue {
  year: number;
  value: number | null;
  text: string | null;
}

export interface IndicatorDetails {
  /** Number of the strategy's goal it measures, from 1. */
  goal: number | null;
  targetInText: string | null;
  targetNote: string | null;
}

export interface IndicatorDocument {
  key: string;
  code: string | null;
  sectionKey: string | null;
  name: BilingualText;
  unit: BilingualText;
  baseline: YearValue[];
  targets: YearValue[];
  details: IndicatorDetails;
}

export interface SectionDocument {
  key: string;
  parentKey: string | null;
  strategyKey: string | null;
  depth: number;
  kind: SectionKind;
  code: string;
  number: number | null;
  title: BilingualText;
  body: BilingualText;
  facts: SectionFacts;
}

export interface SectionFacts {
  goals: BilingualText[];
  focusNote: BilingualText | null;
  /** The text is shorter than its source. */
  abridged: boolean;
  project: ProjectFacts | null;
}

export interface ProjectFacts {
  objective: BilingualText | null;
  leadAgency: BilingualText | null;
  /** How it is known that this agency leads: `text` or a reason. */
  leadSource: string | null;
  supportingAgencies: BilingualText[];
  output: BilingualText | null;
  budget: BudgetFacts | null;
  durationMonths: number | null;
  yearsActive: number[];
  /** Code of a focus area of the same version. */
  focusArea: string | null;
}

/** Money in whole baht; `raw` is what the document prints. */
export interface BudgetFacts {
  baht: number | null;
  raw: string | null;
  annualBaht: number | null;
  byYear: { year: number; baht: number }[];
  note: string | null;
}
