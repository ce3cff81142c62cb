import type { DeskTagPartsFragment } from '../graphql/generated';
import { spokenCode } from '../sections';
import type { Site } from '../site';
import type { DeskWords } from '../words/desk-th';

export type DeskTag = DeskTagPartsFragment;

export const strategyTags = (tags: readonly DeskTag[]): DeskTag[] =>
  tags
    .filter((tag) => tag.kind === 'STRATEGY' && tag.strategyNumber !== null)
    .sort((a, b) => (a.strategyNumber ?? 0) - (b.strategyNumber ?? 0));

/** ย2 for a strategy, 2.1 for a measure, # for a focus area. */
export function markOf(tag: DeskTag, w: DeskWords): string {
  return tag.strategyNumber === null ? '#' : w.tags.mark(tag.strategyNumber);
}

/** "มาตรการ 2.1 พัฒนา…": measure numbers start anew in each strategy, so the strategy's stands before. */
export function nameTag(tag: DeskTag, site: Site, w: DeskWords): string {
  const label = site.say(tag.label);
  if (tag.kind !== 'MEASURE') return label;
  return `${w.tags.kinds.MEASURE} ${tag.strategyNumber ?? ''}.${spokenCode({ kind: 'MEASURE', code: tag.code })} ${label}`;
}

/** 4.2 for a measure; a strategy's mark says all, a focus area has only its name's number. */
export function shortTag(tag: DeskTag): string {
  if (tag.kind === 'MEASURE')
    return `${tag.strategyNumber ?? ''}.${spokenCode({ kind: 'MEASURE', code: tag.code })}`;
  return tag.kind === 'FOCUS_AREA' ? tag.code : '';
}

/** "ย4 4.2": a tag where there is no room for its name. */
export function briefTag(tag: DeskTag, w: DeskWords): string {
  return `${markOf(tag, w)} ${shortTag(tag)}`.trim();
}

/** Tags whose number or title (either language) has the words; strategies first as the plan gives them. */
export function findTags(tags: readonly DeskTag[], words: string, site: Site, w: DeskWords): DeskTag[] {
  const wanted = words.trim().toLocaleLowerCase();
  if (wanted === '') return [...tags];
  return tags.filter((tag) =>
    [markOf(tag, w), nameTag(tag, site, w), tag.label.th, tag.label.en].some((text) =>
      text?.toLocaleLowerCase().includes(wanted),
    ),
  );
}
