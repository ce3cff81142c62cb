import type { SubmitFunction } from '$app/forms';
import type { QueueOutcome } from './outcome';

type Reply = { outcome: QueueOutcome };

/**
 * Sends a desk form without leaving the page: the answer goes to `onoutcome`, and nothing is loaded
 * anew, so that no row moves. Without script the same form is a plain post.
 */
export function sendGesture(
  commentId: string,
  onoutcome: (outcome: QueueOutcome) => void,
  onbusy: (busy: boolean) => void,
): SubmitFunction<Reply, Reply> {
  return () => {
    onbusy(true);
    return async ({ result, update }) => {
      onbusy(false);
      if (result.type === 'redirect') return update();
      const outcome = result.type === 'error' ? undefined : result.data?.outcome;
      onoutcome(outcome ?? lost(commentId, result.type === 'error' ? result.error : null));
    };
  };
}

/** Nothing came back that we can read: the wording says that nothing was saved. */
function lost(commentId: string, error: unknown): QueueOutcome {
  const known = typeof error === 'object' && error !== null ? (error as Partial<App.Error>) : {};
  return {
    kind: 'problem',
    commentId,
    text: '',
    code: known.status ? 'INTERNAL' : 'OFFLINE',
    requestId: known.requestId ?? '',
  };
}
