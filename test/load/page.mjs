// `page`: server-rendered pages, as a browser without anything in its cache asks for them.
import { layGround } from './ground.mjs';
import { alternate } from './measure.mjs';

/** @param {import('./arena.mjs').Arena} arena @param {import('./bench.mjs').Options} options */
export async function benchPage(arena, options) {
  const { planKey, large, small, comments } = await layGround(arena, options.say);
  const path = (key) => `/plans/${planKey}/sections/${key}`;
  const text = await html(`${arena.url}${path(large)}`);
  const floor = await arena.helper('floor.mjs', {
    databaseUrl: arena.databaseUrl,
    pages: { [path(large)]: `${arena.url}${path(large)}` },
  });
  const ours = (name, where, headers = {}) => ({
    name,
    pids: arena.pids,
    options: () => ({ url: `${arena.url}${where}`, headers }),
  });
  const results = await alternate(
    [
      {
        name: 'floor: the same bytes from memory',
        floor: true,
        pids: [floor.pid],
        options: () => ({ url: `${floor.url}${path(large)}` }),
      },
      ours('section page, 10,000 comments', path(large)),
      ours('section page, compressed', path(large), { 'accept-encoding': 'gzip' }),
      ours('section page, 64 comments', path(small)),
      ours('home', '/'),
    ],
    options,
  );
  return { results, facts: { comments, bytes: Buffer.byteLength(text) } };
}

async function html(url) {
  const response = await fetch(url, { headers: { 'accept-encoding': 'identity' } });
  const text = await response.text();
  if (response.status !== 200 || !text.includes('</html>'))
    throw new Error(`${url} answers ${response.status}.`);
  return text;
}
