import type { JourneyStepKind } from './graphql/generated';
import type { TalkWords } from './words';

export const voiceSteps: readonly JourneyStepKind[] = [
  'RECEIVED',
  'PUBLISHED',
  'TAGGED',
  'ANSWERED',
  'CHANGED',
];

/** What of a comment tells how far its voice has come. */
export interface Voice {
  state: string;
  tags: readonly unknown[];
  responses: readonly { changedSection?: unknown; changePublished?: boolean }[];
}

/** Steps done so far; each step stands on its own, for an answer may come before a tag. */
export function stepsDone({ state, tags, responses }: Voice): JourneyStepKind[] {
  const done: JourneyStepKind[] = ['RECEIVED'];
  if (state === 'PUBLISHED') done.push('PUBLISHED');
  if (tags.length > 0 || responses.length > 0) done.push('TAGGED');
  if (responses.length > 0) done.push('ANSWERED');
  if (responses.some((response) => response.changePublished)) done.push('CHANGED');
  return done;
}

/** The words that always stand beside the dots. */
export function wordVoice(voice: Voice, t: TalkWords): string {
  const done = stepsDone(voice);
  const promised = voice.responses.some((response) => response.changedSection);
  if (done.includes('CHANGED')) return t.voice.changed;
  if (done.includes('ANSWERED')) return promised ? t.voice.promised : t.voice.noChange;
  if (done.includes('TAGGED')) return t.voice.waitingAnswer;
  return done.includes('PUBLISHED') ? t.voice.steps.PUBLISHED : t.voice.steps.RECEIVED;
}
