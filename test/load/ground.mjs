// What all read benches stand on: threads of the sizes of the field, and a reader known to the server.
import { ask, openSections, PLAN, submission, SUBMIT } from './client.mjs';
import { seedThreads } from './seed.mjs';

const LARGE = 10_000;
const MIDDLE = 5_000;
const SMALL = 64;

/**
 * @typedef {object} Ground
 * @property {string} planKey
 * @property {string} large section with 10,000 comments
 * @property {string} middle section with 5,000
 * @property {string} small section with 64
 * @property {string} quiet section for writes
 * @property {string} cookie of the reader
 * @property {string} supporterKey under which the database knows the reader
 * @property {number} comments in all
 */

/**
 * @param {import('./arena.mjs').Arena} arena
 * @param {(line: string) => void} say
 * @returns {Promise<Ground>}
 */
export async function layGround(arena, say) {
  const open = await openSections(arena.url);
  if (open.length < 10)
    throw new Error(`Only ${open.length} sections have an open round; the demonstration should open them.`);
  const [large, middle, quiet, ...others] = open;
  const { cookie } = await ask(arena.url, SUBMIT, { input: submission(PLAN, quiet, 'the reader') });
  if (!cookie) throw new Error('The server gave the guest no cookie.');
  const supporterKey = `guest:${decodeURIComponent(cookie.split('=')[1]).split('.')[0]}`;
  const threads = new Map([[large, LARGE], [middle, MIDDLE], ...others.map((key) => [key, SMALL])]);
  const { comments } = await seedThreads(arena.sql, { planKey: PLAN, threads, supporterKey });
  say(`Seeded ${comments} comments in ${threads.size} threads (${LARGE}, ${MIDDLE}, the others ${SMALL}).`);
  return { planKey: PLAN, large, middle, small: others[0], quiet, cookie, supporterKey, comments };
}
