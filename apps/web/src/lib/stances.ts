import type { Stance } from './graphql/generated';

export const stances: readonly Stance[] = ['SUPPORT', 'CONCERN', 'OPPOSE', 'SUGGESTION', 'QUESTION'];

/** Class that colours a stance; its icon and word always stand beside it. */
export const stanceTones = {
  SUPPORT: 'support',
  CONCERN: 'concern',
  OPPOSE: 'oppose',
  SUGGESTION: 'suggest',
  QUESTION: 'question',
} as const;
