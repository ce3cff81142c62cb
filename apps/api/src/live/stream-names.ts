/** What a stream's name says of it. */
export type StreamName =
  | { kind: 'section' }
  /** Public events of a hearing. */
  | { kind: 'hearing'; hearingId: string }
  /** What only the desk of a hearing may hear of. */
  | { kind: 'desk'; hearingId: string };

const SECTION = /^section:[a-z0-9-]{1,64}\/[A-Za-z0-9._-]{1,80}$/;
const HEARING = /^hearing(-desk)?:([0-9A-HJKMNP-TV-Z]{26})$/;

/** Null for what is no name of a stream of ours. */
export function readStreamName(stream: string): StreamName | null {
  if (SECTION.test(stream)) return { kind: 'section' };
  const [, desk, hearingId] = HEARING.exec(stream) ?? [];
  if (!hearingId) return null;
  return { kind: desk ? 'desk' : 'hearing', hearingId };
}
