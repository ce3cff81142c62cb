/** Events of the room; payloads hold ids: `{ appealId, commentId, planId }`. What changes a comment's state is told by its own room. */
export const ModerationEvent = {
  APPEALED: 'moderation.appealed',
  APPEAL_DECIDED: 'moderation.appealDecided',
} as const;
