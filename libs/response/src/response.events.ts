/** Events of the room. */
export const ResponseEvent = {
  /**
   * An answer was published, corrected or given to more comments. Once for each stream that holds
   * comments it answers; very long lists of comments are cut into several.
   */
  PUBLISHED: 'response.published',
} as const;

export interface ResponsePublishedPayload extends Record<string, unknown> {
  responseId: string;
  planId: string;
  planKey: string;
  sectionKey: string;
  /** Comments of that section, 1,500 at most: a payload is kept in 65,535 bytes. */
  commentIds: string[];
}

export const COMMENT_IDS_AN_EVENT = 1_500;
