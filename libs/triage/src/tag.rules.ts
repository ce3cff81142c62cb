import { invalid, type BilingualText } from '@rapfang/platform';

export const TagKind = { STRATEGY: 'STRATEGY', MEASURE: 'MEASURE', FOCUS_AREA: 'FOCUS_AREA' } as const;
export type TagKind = keyof typeof TagKind;

/** Who says so: what a machine suggested must never pass for a person's judgement. */
export const TagSource = { PERSON: 'PERSON', MACHINE: 'MACHINE' } as const;
export type TagSource = keyof typeof TagSource;

export const BULK_MOST = 500;
const TAGS_MOST = 50;

export interface PlanSection {
  id: string;
  key: string;
  kind: string;
  code: string;
  title: BilingualText;
  strategyNumber: number | null;
}

export interface PlanFocusArea {
  code: string;
  name: BilingualText;
}

export interface TagDraft {
  kind: TagKind;
  key: string;
  code: string;
  label: BilingualText;
  strategyNumber: number | null;
  sectionId: string | null;
  position: number;
}

/** The headings that a plan gives: each strategy with its measures after it, then the focus areas. */
export function tagsOfPlan(
  sections: readonly PlanSection[],
  focusAreas: readonly PlanFocusArea[],
): TagDraft[] {
  const ofSections = sections
    .filter((section) => section.kind === 'STRATEGY' || section.kind === 'MEASURE')
    .map((section) => ({
      kind: section.kind as TagKind,
      key: section.key,
      code: section.code,
      label: section.title,
      strategyNumber: section.strategyNumber,
      sectionId: section.id,
    }));
  const ofAreas = focusAreas.map((area) => ({
    kind: TagKind.FOCUS_AREA,
    key: area.code,
    code: area.code,
    label: area.name,
    strategyNumber: null,
    sectionId: null,
  }));
  return [...ofSections, ...ofAreas].map((draft, position) => ({ ...draft, position }));
}

export interface TagChange {
  commentIds: readonly string[];
  add: readonly string[];
  remove: readonly string[];
}

/**
 * The change without repetitions.
 * @throws DomainError VALIDATION when it is empty, too large, or adds and removes the same tag
 */
export function checkedChange(input: {
  commentIds: readonly string[];
  add?: readonly string[] | null;
  remove?: readonly string[] | null;
}): TagChange {
  const commentIds = [...new Set(input.commentIds)];
  const add = [...new Set(input.add ?? [])];
  const remove = [...new Set(input.remove ?? [])];
  if (commentIds.length === 0) throw invalid('commentIds', 'required');
  if (commentIds.length > BULK_MOST) throw invalid('commentIds', 'maxItems', { limit: BULK_MOST });
  if (add.length + remove.length === 0) throw invalid('add', 'required');
  if (add.length > TAGS_MOST) throw invalid('add', 'maxItems', { limit: TAGS_MOST });
  if (remove.length > TAGS_MOST) throw invalid('remove', 'maxItems', { limit: TAGS_MOST });
  if (add.some((id) => remove.includes(id))) throw invalid('remove', 'notInAdd');
  return { commentIds, add, remove };
}

export interface StandingTag {
  id: string;
  commentId: string;
  tagId: string;
}

/** What is really to be done, so that doing it again does nothing. */
export function neededChanges(change: TagChange, standing: readonly StandingTag[]) {
  const has = new Set(standing.map((tag) => `${tag.commentId} ${tag.tagId}`));
  return {
    adding: change.commentIds.flatMap((commentId) =>
      change.add.filter((tagId) => !has.has(`${commentId} ${tagId}`)).map((tagId) => ({ commentId, tagId })),
    ),
    removing: standing.filter(
      (tag) => change.commentIds.includes(tag.commentId) && change.remove.includes(tag.tagId),
    ),
  };
}
