// Comments sent at a fixed pace, whatever the answers do: an open loop, as people are.
import { ask, submission, SUBMIT } from './client.mjs';

/**
 * @param {{ url: string, planKey: string, sectionKey: string, perSecond: number, seconds: number }} pace
 * @returns {Promise<{ id: string, sentAt: number, acknowledgedAt: number }[]>} times in milliseconds since 1970
 * @throws Error when one was refused
 */
export async function sendAtPace({ url, planKey, sectionKey, perSecond, seconds }) {
  const now = () => performance.timeOrigin + performance.now();
  const begun = now();
  const sending = [];
  for (let number = 0; number < perSecond * seconds; number += 1) {
    const due = begun + (number * 1000) / perSecond - now();
    if (due > 0) await new Promise((resume) => setTimeout(resume, due));
    const sentAt = now();
    // Without a cookie each is a guest of its own, so the limit per author is never the measure.
    const sent = ask(url, SUBMIT, { input: submission(planKey, sectionKey, number) });
    sending.push(
      sent.then(({ data }) => ({ id: data.submitComment.comment.id, sentAt, acknowledgedAt: now() })),
    );
  }
  return Promise.all(sending);
}
