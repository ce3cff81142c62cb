import type { CheckedPartsFragment, MarkKind } from '../graphql/generated';

export interface Piece {
  text: string;
  /** What was found there; null for plain text. */
  kind: MarkKind | null;
}

/** A body in pieces, with the places that the checks found marked. Where two overlap, the first one counts. */
export function piecesOf(body: string, findings: CheckedPartsFragment['findings']): Piece[] {
  const marks = findings.flatMap(({ marks: found }) => found).sort((a, b) => a.start - b.start);
  const pieces: Piece[] = [];
  let last = 0;
  for (const { start, end, kind } of marks) {
    if (start < last) continue;
    if (start > last) pieces.push({ text: body.slice(last, start), kind: null });
    pieces.push({ text: body.slice(start, end), kind });
    last = end;
  }
  if (last < body.length) pieces.push({ text: body.slice(last), kind: null });
  return pieces;
}
