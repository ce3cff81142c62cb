// `thread` (`reads`): a page of 50 root comments over GraphQL.
import { isDeepStrictEqual } from 'node:util';
import { ask } from './client.mjs';
import { layGround } from './ground.mjs';
import { alternate, round } from './measure.mjs';
import { COUNTED_PAGE, CURSORS, FULL_PAGE, PAGE } from './operations.mjs';

const FLOOR = 'floor: node:http, 3 queries, the same bytes';
const SELECT = 'node:http, one SELECT of 50 rows';
const FIRST = 'first page of the 10,000';

/** @param {import('./arena.mjs').Arena} arena @param {import('./bench.mjs').Options} options */
export async function benchThread(arena, options) {
  const ground = await layGround(arena, options.say);
  const { planKey, large, middle, small, cookie } = ground;
  const floor = await arena.helper('floor.mjs', {
    databaseUrl: arena.databaseUrl,
    supporterKey: ground.supporterKey,
  });
  const deep = await cursorNearTheEnd(arena.url, planKey, large);
  await assertSameAnswer(arena.url, floor.url, { planKey, key: large, cookie });

  const ours = (name, query, key, after) => ({
    name,
    pids: arena.pids,
    options: () => post(`${arena.url}/graphql`, { query, variables: { planKey, key, after } }, cookie),
  });
  const bare = (name, path) => ({
    name,
    pids: [floor.pid, ...arena.databasePids],
    options: () => post(`${floor.url}${path}`, { key: large }),
  });
  const results = await alternate(
    [
      { ...bare(FLOOR, '/page'), floor: true },
      bare(SELECT, '/select'),
      ours(FIRST, PAGE, large),
      ours(`page ${deep.page} of the 10,000`, PAGE, large, deep.cursor),
      ours('first page of 5,000', PAGE, middle),
      ours('first page of a small thread (64)', PAGE, small),
      ours('first page with total', COUNTED_PAGE, large),
      ours('first page with total, answers, replies', FULL_PAGE, large),
    ],
    options,
  );
  const rate = (name) => results.find((one) => one.name.startsWith(name))?.requestsPerSecond ?? NaN;
  return {
    results,
    facts: {
      comments: ground.comments,
      bytes: JSON.stringify((await ask(arena.url, PAGE, { planKey, key: large }, cookie)).data).length,
      ratioToOneSelect: round(rate(FIRST) / rate(SELECT), 3),
      timeDeepToFirst: round(rate(FIRST) / rate('page '), 3),
      timeLargeToSmall: round(rate('first page of a small') / rate(FIRST), 3),
      time5000ToSmall: round(rate('first page of a small') / rate('first page of 5,000'), 3),
    },
  };
}

/** @param {string} url @param {object} body @param {string} [cookie] */
export function post(url, body, cookie) {
  return {
    url,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(cookie && { cookie }) },
    body: JSON.stringify(body),
  };
}

/** A cursor after about nine tenths of the roots. */
async function cursorNearTheEnd(url, planKey, key) {
  const cursors = [];
  for (let after = undefined; ;) {
    const { data } = await ask(url, CURSORS, { planKey, key, after });
    const { hasNextPage, endCursor } = data.section.thread.pageInfo;
    if (!hasNextPage) break;
    cursors.push((after = endCursor));
  }
  const index = Math.floor(cursors.length * 0.9);
  return { cursor: cursors[index], page: (index + 1) * 2 + 1 };
}

/** The floor does the same work, or the ratio says nothing. */
async function assertSameAnswer(url, floorUrl, { planKey, key, cookie }) {
  const { data } = await ask(url, PAGE, { planKey, key }, cookie);
  const response = await fetch(`${floorUrl}/page`, { method: 'POST', body: JSON.stringify({ key }) });
  const floor = await response.json();
  if (isDeepStrictEqual(floor, { data })) return;
  const [one, other] = [data, floor.data].map((answer) => JSON.stringify(answer?.section.thread.edges[0]));
  throw new Error(`The floor answers otherwise:\n${one}\n${other}`);
}
