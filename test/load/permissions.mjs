// `permissions`: a page of 50 comments for a moderator, beside the same server with an evaluator that is always true.
import { isDeepStrictEqual } from 'node:util';
import { ask } from './client.mjs';
import { layGround } from './ground.mjs';
import { alternate } from './measure.mjs';
import { FULL_PAGE, PAGE } from './operations.mjs';
import { post } from './thread.mjs';

const SIGN_IN = 'mutation { signInAsDemoPerson(key: "moderator") { id } }';

/** @param {import('./arena.mjs').Arena} arena @param {import('./bench.mjs').Options} options */
export async function benchPermissions(arena, options) {
  const { planKey, large, comments } = await layGround(arena, options.say);
  // Both are second processes: the arena's own has loaded the demonstration, and its heap is another.
  const judged = await arena.second([]);
  const open = await arena.second(['--import', new URL('always-true.mjs', import.meta.url).href]);
  const { cookie } = await ask(arena.url, SIGN_IN);
  if (!cookie) throw new Error('The moderator got no session.');
  const variables = { planKey, key: large };
  for (const query of [PAGE, FULL_PAGE]) {
    const [ours, free] = await Promise.all([
      ask(judged.url, query, variables, cookie),
      ask(open.url, query, variables, cookie),
    ]);
    if (!isDeepStrictEqual(ours.data, free.data))
      throw new Error('The two answer otherwise: a moderator should see the same from both.');
  }
  const contender = (name, url, pids, query, floor = false) => ({
    name,
    floor,
    pids,
    options: () => post(`${url}/graphql`, { query, variables }, cookie),
  });
  // Two pairs one after the other, each beside its own floor.
  const results = [];
  for (const [what, query] of [
    ['page of 50', PAGE],
    ['page of 50 with total, answers, replies', FULL_PAGE],
  ]) {
    results.push(
      ...(await alternate(
        [
          contender(`${what}, always true`, open.url, [open.pid, ...arena.databasePids], query, true),
          contender(`${what}, permission evaluator`, judged.url, [judged.pid, ...arena.databasePids], query),
        ],
        options,
      )),
    );
  }
  return { results, facts: { comments } };
}
