/** People in a group below which it is never shown (issue 1 of 4, item 5). */
export const GROUP_LEAST = 5;
/** While numbers still move, they move in steps of so many. */
const STEP = 5;
/** Value under which folded groups are shown together. */
export const FOLDED = 'OTHER';

export interface ParticipantGroup {
  facet: string;
  value: string;
  /** Distinct authors. */
  count: number;
}

/**
 * The groups of one facet that may be shown.
 *
 * Groups under five are folded. A folded group could still be computed from a known total when it is
 * folded alone, and a folded sum under five is itself a small group; so the smallest groups left are
 * folded with it until at least two stand together and make five or more. The folded sum is shown as
 * OTHER. Where nothing else would be left beside it, the facet is not shown at all.
 */
export function showable(groups: readonly ParticipantGroup[]): ParticipantGroup[] {
  const bySize = groups
    .filter(({ count }) => count > 0)
    .sort((a, b) => a.count - b.count || (a.value < b.value ? -1 : 1));
  let folded = bySize.filter(({ count }) => count < GROUP_LEAST).length;
  if (folded === 0) return bySize.reverse();
  const sum = () => bySize.slice(0, folded).reduce((total, { count }) => total + count, 0);
  while (folded < bySize.length && (folded < 2 || sum() < GROUP_LEAST)) folded += 1;
  const left = bySize.slice(folded).reverse();
  const [one] = bySize;
  if (!one || left.length === 0) return [];
  return [...left, { facet: one.facet, value: FOLDED, count: sum() }];
}

/**
 * Groups as they may be shown while comments still come: each count rounded down to a multiple of five.
 * With exact counts, whoever looks before and after a comment appears would read its author's group off
 * the one that grew.
 */
export function inSteps(groups: readonly ParticipantGroup[]): ParticipantGroup[] {
  return groups.map((group) => ({ ...group, count: group.count - (group.count % STEP) }));
}
