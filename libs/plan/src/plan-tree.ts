import type { SectionKind } from './plan.rules.js';

/** A section in one version without its body: what trees, crumbs and references show. */
export interface SectionRow {
  /** Id of the text; bodies and facts are loaded by it. */
  textId: string;
  sectionId: string;
  sectionKey: string;
  planId: string;
  planKey: string;
  versionId: string;
  versionNumber: number;
  parentSectionId: string | null;
  parentKey: string | null;
  strategySectionId: string | null;
  strategyKey: string | null;
  strategyNumber: number | null;
  /** Place in reading order, from 0. */
  position: number;
  depth: number;
  kind: SectionKind;
  code: string;
  titleTh: string | null;
  titleEn: string | null;
}

/** All sections of one version in reading order, and the ways between them. */
export class PlanTree {
  readonly #byId: Map<string, SectionRow>;
  readonly #byKey: Map<string, SectionRow>;
  readonly #children = new Map<string | null, SectionRow[]>();

  constructor(readonly rows: readonly SectionRow[]) {
    this.#byId = new Map(rows.map((row) => [row.sectionId, row]));
    this.#byKey = new Map(rows.map((row) => [row.sectionKey, row]));
    for (const row of rows) {
      const siblings = this.#children.get(row.parentSectionId);
      if (siblings) siblings.push(row);
      else this.#children.set(row.parentSectionId, [row]);
    }
  }

  find(key: string): SectionRow | null {
    return this.#byKey.get(key) ?? null;
  }

  findById(sectionId: string): SectionRow | null {
    return this.#byId.get(sectionId) ?? null;
  }

  children(row: SectionRow): readonly SectionRow[] {
    return this.#children.get(row.sectionId) ?? [];
  }

  /** From the top down to the parent. */
  ancestors(row: SectionRow): SectionRow[] {
    const chain: SectionRow[] = [];
    for (let above = this.parent(row); above; above = this.parent(above)) chain.unshift(above);
    return chain;
  }

  /** The section and all below it, in reading order: they stand in a row, as deeper ones follow their parent. */
  withDescendants(row: SectionRow): SectionRow[] {
    const end = this.rows.findIndex((other, index) => index > row.position && other.depth <= row.depth);
    return this.rows.slice(row.position, end === -1 ? undefined : end);
  }

  /** The sibling before; for a first child its parent. */
  previous(row: SectionRow): SectionRow | null {
    const siblings = this.#children.get(row.parentSectionId) ?? [];
    return siblings[siblings.indexOf(row) - 1] ?? this.parent(row);
  }

  /** The sibling after; for a last child what follows its parent. */
  next(row: SectionRow): SectionRow | null {
    for (let at: SectionRow | null = row; at; at = this.parent(at)) {
      const siblings: readonly SectionRow[] = this.#children.get(at.parentSectionId) ?? [];
      const sibling = siblings[siblings.indexOf(at) + 1];
      if (sibling) return sibling;
    }
    return null;
  }

  private parent(row: SectionRow): SectionRow | null {
    return row.parentSectionId === null ? null : this.findById(row.parentSectionId);
  }
}
