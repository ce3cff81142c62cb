import type { Bilingual } from '../bilingual';
import type { SectionKind } from '../graphql/generated';

export interface FlatSection {
  key: string;
  kind: SectionKind;
  code: string;
  depth: number;
  parentKey: string | null;
  strategyNumber: number | null;
  title: Bilingual;
  counts: { comments: number };
}

/** The strategies of a flat tree, with the sizes of what is under them. */
export function listStrategies(sections: readonly FlatSection[]) {
  return sections
    .filter((section) => section.kind === 'STRATEGY')
    .map((strategy) => {
      const under = sections.filter(
        (section) => section.strategyNumber === strategy.strategyNumber && section.key !== strategy.key,
      );
      return {
        key: strategy.key,
        strategyNumber: strategy.strategyNumber,
        title: strategy.title,
        measures: under.filter(({ kind }) => kind === 'MEASURE').length,
        projects: under.filter(({ kind }) => kind === 'PROJECT').length,
        // The api counts what is said below a section with it.
        comments: strategy.counts.comments,
      };
    });
}

/** Contents beside a section: all strategies, and the measures and projects of its own. */
export function listContents(sections: readonly FlatSection[], strategyNumber: number | null) {
  return listStrategies(sections).map((strategy) => ({
    key: strategy.key,
    strategyNumber: strategy.strategyNumber,
    title: strategy.title,
    comments: strategy.comments,
    children:
      strategy.strategyNumber === strategyNumber
        ? sections
            .filter((section) => section.parentKey === strategy.key && section.kind !== 'GUIDELINE')
            .map(({ key, kind, code, title, counts }) => ({
              key,
              kind,
              code,
              title,
              comments: counts.comments,
            }))
        : [],
  }));
}
