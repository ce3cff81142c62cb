import { PROBLEMS_MOST, type ImportReport, type Problem } from '@rapfang/plan';

const IGNORED_SHOWN = 20;

/** `sections[0].title.th: the Thai title is missing`, or `line 3, column 5: not JSON: …`. */
function problemLine({ path, line, column, message }: Problem): string {
  const place = line === null ? null : `line ${line}, column ${column}`;
  return `  ${[place, path].filter((part) => part !== null).join(', ') || '$'}: ${message}`;
}

/** What is wrong with a file, for people; one problem a line. */
export function problemLines(file: string, { problems, moreProblems }: ImportReport): string[] {
  const total = problems.length + moreProblems;
  const lines = [
    `${file}: ${total} error${total === 1 ? '' : 's'}; nothing was imported.`,
    ...problems.map(problemLine),
  ];
  if (moreProblems > 0) lines.push(`  … and ${moreProblems} more (the first ${PROBLEMS_MOST} are listed).`);
  return lines;
}

/** What an import or dry run found and did. */
export function importSummary(file: string, report: ImportReport, dryRun: boolean): string[] {
  const { document, kindCounts, sectionTotal, imported, sameAsVersion, ignored } = report;
  const lines = [`${file}: plan ${document?.key ?? ''}`];
  for (const { kind, count } of kindCounts)
    lines.push(`  ${kind.toLowerCase().padEnd(10)} ${String(count).padStart(5)}`);
  lines.push(`  ${'in all'.padEnd(10)} ${String(sectionTotal).padStart(5)}`);
  if (ignored.length > 0) {
    lines.push(
      `Left out, as they mean nothing here: ${ignored.slice(0, IGNORED_SHOWN).join(', ')}${ignored.length > IGNORED_SHOWN ? ` and ${ignored.length - IGNORED_SHOWN} more` : ''}.`,
    );
  }
  if (dryRun) {
    lines.push('Dry run: nothing was written.');
    if (sameAsVersion !== null)
      lines.push(`Version ${sameAsVersion} has this content already; an import would make no new version.`);
  } else if (imported) {
    const state = imported.state === 'PUBLISHED' ? 'published' : 'a draft';
    lines.push(
      imported.isNew
        ? `Imported as version ${imported.versionNumber} (${state}).`
        : `Version ${imported.versionNumber} (${state}) has this content already; no new version was made.`,
    );
  }
  return lines;
}
