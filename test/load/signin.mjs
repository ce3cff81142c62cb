// `signin`: readers load pages while somebody tries to sign in 200 times a second, most of it over the limit.
import { layGround } from './ground.mjs';
import { compare, load } from './measure.mjs';

const PER_SECOND = 200;
const READERS_QUIET = 'readers, nobody signing in';
const READERS_STORM = `readers, ${PER_SECOND} sign-ins a second`;

/** @param {import('./arena.mjs').Arena} arena @param {import('./bench.mjs').Options} options */
export async function benchSignIn(arena, options) {
  const { planKey, small } = await layGround(arena, options.say);
  const storm = await arena.helper('storm.mjs', { url: arena.url, accounts: 40, addresses: 20 });
  const reader = (name) => ({
    name,
    pids: arena.pids,
    options: () => ({ url: `${arena.url}/plans/${planKey}/sections/${small}` }),
  });
  const shape = { seconds: options.seconds, connections: options.connections };
  await load(reader('warm-up'), { ...shape, seconds: options.warmUpSeconds });
  // The first of the storm uses up what the limits allow; what is measured is the storm refused.
  await storm.ask({ perSecond: PER_SECOND, seconds: options.warmUpSeconds });
  const samples = { quiet: [], storm: [] };
  const storms = [];
  for (let turn = 0; turn < options.rounds; turn += 1) {
    const kinds = turn % 2 === 0 ? ['quiet', 'storm'] : ['storm', 'quiet'];
    for (const kind of kinds) {
      const blowing =
        kind === 'storm' ? storm.ask({ perSecond: PER_SECOND, seconds: options.seconds }) : null;
      const sample = await load(reader(kind), shape);
      samples[kind].push(sample);
      const blown = await blowing;
      if (blown) storms.push(blown);
      options.say(
        `  round ${turn + 1}/${options.rounds}  ${kind}: ${sample.requestsPerSecond.toFixed(0)} pages/s`,
      );
    }
  }
  const sum = (read) => storms.reduce((total, one) => total + read(one), 0);
  return {
    results: compare([
      { name: READERS_QUIET, floor: true, samples: samples.quiet },
      { name: READERS_STORM, floor: false, samples: samples.storm },
    ]),
    facts: {
      attempts: sum(({ attempts }) => attempts),
      'attempts a second': Math.round(sum(({ perSecond }) => perSecond) / storms.length),
      ...Object.fromEntries(
        [...new Set(storms.flatMap(({ codes }) => Object.keys(codes)))].map((code) => [
          code,
          sum(({ codes }) => codes[code] ?? 0),
        ]),
      ),
      'worst p95 of an attempt, ms': Math.round(Math.max(...storms.map(({ p95Ms }) => p95Ms))),
    },
  };
}
