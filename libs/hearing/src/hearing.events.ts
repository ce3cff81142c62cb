/** Events of the room. Payloads hold ids; whoever hears one asks what may be seen now. */
export const HearingEvent = {
  /** State, current item or settings changed. */
  CHANGED: 'hearing.changed',
  /** Set-up or agenda changed, before or while it goes on. */
  PREPARED: 'hearing.prepared',
  /** A comment is shown, or what is shown of it changed. */
  POST: 'hearing.post',
  /** Something came to the desk or changed there: on the desk's own stream. */
  DESK: 'hearing.desk',
} as const;

/** Public events of a hearing, numbered without gaps; everybody in the room follows it. */
export function hearingStream(hearingId: string): string {
  return `hearing:${hearingId}`;
}

/** What only the desk may hear of: what waits, claims, rehearsals. Permission is checked on joining and on delivery. */
export function deskStream(hearingId: string): string {
  return `hearing-desk:${hearingId}`;
}
