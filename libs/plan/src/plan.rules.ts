export const SectionKind = {
  STRATEGY: 'STRATEGY',
  MEASURE: 'MEASURE',
  GUIDELINE: 'GUIDELINE',
  WORK_PLAN: 'WORK_PLAN',
  PROJECT: 'PROJECT',
  OBJECTIVE: 'OBJECTIVE',
  TEXT: 'TEXT',
} as const;
export type SectionKind = keyof typeof SectionKind;

export const VersionState = { DRAFT: 'DRAFT', PUBLISHED: 'PUBLISHED' } as const;
export type VersionState = keyof typeof VersionState;

/** How many sections there are of each kind, in the order of the enum; kinds without any are left out. */
export function countKinds(
  sections: readonly { kind: SectionKind }[],
): { kind: SectionKind; count: number }[] {
  return Object.values(SectionKind)
    .map((kind) => ({ kind, count: sections.filter((section) => section.kind === kind).length }))
    .filter(({ count }) => count > 0);
}

/**
 * The canonical plain text of a body: the one in which comment anchors count characters. Composed
 * form (NFC), `\n` line ends, no blanks at line ends, at most one empty line in a row.
 */
export function plainText(body: string | null): string | null {
  if (body === null) return null;
  return body
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
