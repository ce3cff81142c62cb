/** Events of the room; the payload is that of every comment event. */
export const TriageEvent = {
  /** Tags were put on or taken off. On the section's stream when the comment is public. */
  TAGGED: 'comment.tagged',
} as const;
