// `plan`: the whole plan reader, a flat tree of all sections with counts.
import { isDeepStrictEqual } from 'node:util';
import { ask } from './client.mjs';
import { layGround } from './ground.mjs';
import { alternate } from './measure.mjs';
import { PLAN_TREE } from './operations.mjs';
import { post } from './thread.mjs';

/** @param {import('./arena.mjs').Arena} arena @param {import('./bench.mjs').Options} options */
export async function benchPlan(arena, options) {
  const { planKey, comments, supporterKey } = await layGround(arena, options.say);
  const floor = await arena.helper('floor.mjs', { databaseUrl: arena.databaseUrl, supporterKey });
  const { data } = await ask(arena.url, PLAN_TREE, { planKey });
  const bare = await (await fetch(`${floor.url}/tree`, { method: 'POST' })).json();
  if (!isDeepStrictEqual(bare, { data })) throw new Error('The floor answers otherwise.');
  const results = await alternate(
    [
      {
        name: 'floor: node:http, 2 queries, the same bytes',
        floor: true,
        pids: [floor.pid, ...arena.databasePids],
        options: () => post(`${floor.url}/tree`, {}),
      },
      {
        name: 'tree with counts over GraphQL',
        pids: arena.pids,
        options: () => post(`${arena.url}/graphql`, { query: PLAN_TREE, variables: { planKey } }),
      },
      {
        name: 'plan page (HTML)',
        pids: arena.pids,
        options: () => ({ url: `${arena.url}/plans/${planKey}` }),
      },
    ],
    options,
  );
  return {
    results,
    facts: { comments, sections: data.plan.sections.length, bytes: JSON.stringify(data).length },
  };
}
