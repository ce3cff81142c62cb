import type { Bilingual } from '../bilingual';
import type { FlatSection } from './plan-tree';

export const readerFilters = ['all', 'commented', 'answered', 'awaiting', 'silent'] as const;
export type ReaderFilter = (typeof readerFilters)[number];

export interface CountedSection extends FlatSection {
  counts: { comments: number; answered: number; awaiting: number };
}

const passes: Record<ReaderFilter, (counts: CountedSection['counts']) => boolean> = {
  all: () => true,
  commented: ({ comments }) => comments > 0,
  answered: ({ answered }) => answered > 0,
  awaiting: ({ awaiting }) => awaiting > 0,
  silent: ({ comments }) => comments === 0,
};

/** Sections whose title (either language) has the words and whose counts pass. */
export function filterSections<Section extends CountedSection>(
  sections: readonly Section[],
  filter: ReaderFilter,
  words: string,
): Section[] {
  const wanted = words.trim().toLocaleLowerCase();
  return sections.filter((section) => passes[filter](section.counts) && has(section.title, wanted));
}

const has = ({ th, en }: Bilingual, wanted: string) =>
  wanted === '' || [th, en].some((title) => title?.toLocaleLowerCase().includes(wanted));
