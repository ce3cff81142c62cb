// `write` (`writes`): comments taken in, with validation, permission, audit and outbox, by 16 at a time.
import { monotonicFactory } from 'ulid';
import { ask, openSections, PLAN, submission, SUBMIT } from './client.mjs';
import { alternate } from './measure.mjs';
import { post } from './thread.mjs';

const WRITERS = 16;

/** @param {import('./arena.mjs').Arena} arena @param {import('./bench.mjs').Options} options */
export async function benchWrite(arena, options) {
  const [section] = await openSections(arena.url);
  const cookies = [];
  for (let writer = 0; writer < WRITERS; writer += 1) {
    const { cookie } = await ask(arena.url, SUBMIT, { input: submission(PLAN, section, `writer ${writer}`) });
    cookies.push(cookie);
  }
  const [template] = await arena.sql.all(
    'SELECT * FROM comment WHERE section_key = ? ORDER BY id DESC LIMIT 1',
    [section],
  );
  const floor = await arena.helper('floor.mjs', { databaseUrl: arena.databaseUrl });
  const next = monotonicFactory();
  const acknowledged = { ours: 0 };
  let number = 0;
  const results = await alternate(
    [
      {
        name: 'floor: node:http, one INSERT, committed',
        floor: true,
        pids: [floor.pid, ...arena.databasePids],
        options: () =>
          each(`${floor.url}/write`, () => {
            const id = next();
            // Out of the thread's way: the floor's rows are no comments that anybody reads.
            return {
              body: {
                ...template,
                id,
                root_id: id,
                author_key: `floor:${id}`,
                client_id: id,
                shown: 0,
                state: 'WITHDRAWN',
              },
            };
          }),
      },
      {
        name: `submitComment, ${WRITERS} writers`,
        pids: arena.pids,
        options: () =>
          each(`${arena.url}/graphql`, () => {
            number += 1;
            const variables = { input: submission(PLAN, section, number) };
            return { body: { query: SUBMIT, variables }, cookie: cookies[number % WRITERS] };
          }),
        count: (answered) => (acknowledged.ours += answered),
      },
    ],
    { ...options, connections: WRITERS },
  );
  return { results, facts: await assertKept(arena, acknowledged.ours + WRITERS) };
}

function each(url, make) {
  const { method, headers } = post(url, {});
  return {
    url,
    requests: [
      {
        method,
        headers,
        setupRequest: (request) => {
          const { body, cookie } = make();
          return {
            ...request,
            headers: { ...headers, ...(cookie && { cookie }) },
            body: JSON.stringify(body),
          };
        },
      },
    ],
  };
}

/** An acknowledged comment is in the database, and the api never answered with an error in place of one. */
async function assertKept({ sql }, acknowledged) {
  const [{ total }] = await sql.all(
    "SELECT COUNT(*) AS total FROM comment WHERE author_key LIKE 'guest:%' AND demonstration = 0",
  );
  if (Number(total) < acknowledged)
    throw new Error(`${acknowledged} comments were acknowledged, ${total} are there.`);
  return { acknowledged, kept: Number(total) };
}
