// Load, processor time and the arithmetic of rounds.
import { readFileSync } from 'node:fs';
import autocannon from 'autocannon';

/** Clock ticks a second in /proc/PID/stat; 100 on every Linux that Node runs on. */
const TICKS = 100;

/**
 * Processor time (user and system) that these processes have used, in microseconds; null where the
 * operating system does not tell in /proc.
 * @param {number[]} pids
 */
export function cpuMicros(pids) {
  try {
    return pids.reduce((sum, pid) => {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      return sum + ((Number(fields[11]) + Number(fields[12])) * 1e6) / TICKS;
    }, 0);
  } catch {
    return null;
  }
}

/** @param {number[]} values */
export function median(values) {
  const sorted = values.filter((value) => value !== null && !Number.isNaN(value)).sort((a, b) => a - b);
  if (sorted.length === 0) return null;
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** @param {number[] | Float64Array} sorted ascending @param {number} share 0…1 */
export function percentile(sorted, share) {
  if (sorted.length === 0) return null;
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
}

/**
 * @typedef {object} Contender
 * @property {string} name
 * @property {() => object} options for autocannon: url, method, headers, body or requests
 * @property {number[]} pids whose processor time is counted
 * @property {boolean} [floor] the one that the others are compared with
 * @property {(answered: number) => void} [count] hears how many requests were answered, warm-up included
 *
 * @typedef {object} Sample one round of one contender
 * @property {number} requestsPerSecond
 * @property {number | null} cpuMicrosPerRequest
 * @property {number} p50Ms
 * @property {number} p99Ms
 * @property {number} answered
 */

/**
 * Keeps `connections` requests under way for `seconds`.
 * @param {Contender} contender
 * @param {{ seconds: number, connections: number }} shape
 * @returns {Promise<Sample>}
 * @throws Error when a request failed or was not answered with 2xx
 */
export async function load(contender, { seconds, connections }) {
  const latencies = [];
  const cpuBefore = cpuMicros(contender.pids);
  const begun = performance.now();
  let ended = begun;
  const result = await new Promise((resolve, reject) => {
    const run = autocannon(
      {
        ...contender.options(),
        connections,
        duration: seconds,
        timeout: 30,
        sampleInt: 50,
        excludeErrorStats: true,
      },
      (error, done) => (error ? reject(error) : resolve(done)),
    );
    run.on('response', (_client, _status, _bytes, took) => {
      latencies.push(took);
      ended = performance.now();
    });
  });
  const cpuAfter = cpuMicros(contender.pids);
  // What was under way when the time was up ends here, and not in the next one's time.
  await new Promise((resume) => setTimeout(resume, 250));
  if (result.errors > 0 || result.timeouts > 0 || result.non2xx > 0 || latencies.length === 0) {
    const { errors, timeouts, non2xx } = result;
    throw new Error(
      `${contender.name}: ${JSON.stringify({ answered: latencies.length, errors, timeouts, non2xx })}`,
    );
  }
  contender.count?.(latencies.length);
  const sorted = Float64Array.from(latencies).sort();
  return {
    requestsPerSecond: latencies.length / ((ended - begun) / 1000),
    cpuMicrosPerRequest:
      cpuBefore === null || cpuAfter === null ? null : (cpuAfter - cpuBefore) / latencies.length,
    p50Ms: percentile(sorted, 0.5),
    p99Ms: percentile(sorted, 0.99),
    answered: latencies.length,
  };
}

/**
 * Measures all contenders in turn, round after round, so that what slows the machine down slows all
 * of them down; the order turns with each round.
 * @param {Contender[]} all
 * @param {import('./bench.mjs').Options} plan
 */
export async function alternate(all, { rounds, seconds, warmUpSeconds, connections, only, say }) {
  const contenders = all.filter(({ name, floor }) => floor || name.includes(only));
  for (const contender of contenders) await load(contender, { seconds: warmUpSeconds, connections });
  const samples = new Map(contenders.map(({ name }) => [name, /** @type {Sample[]} */ ([])]));
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < contenders.length; turn += 1) {
      const contender = contenders[(turn + round) % contenders.length];
      const sample = await load(contender, { seconds, connections });
      samples.get(contender.name)?.push(sample);
      say(`  round ${round + 1}/${rounds}  ${contender.name}: ${sample.requestsPerSecond.toFixed(0)}/s`);
    }
  }
  return compare(
    contenders.map(({ name, floor = false }) => ({ name, floor, samples: samples.get(name) ?? [] })),
  );
}

/**
 * Medians of the rounds, and the median of the ratios to the floor within each round.
 * @param {{ name: string, floor: boolean, samples: Sample[] }[]} measured
 */
export function compare(measured) {
  const floor = measured.find((one) => one.floor)?.samples ?? [];
  return measured.map(({ name, floor: isFloor, samples }) => {
    const of = (key) => median(samples.map((sample) => sample[key]));
    const against = (key) =>
      isFloor
        ? 1
        : median(samples.map((sample, round) => (floor[round] ? sample[key] / floor[round][key] : NaN)));
    const rates = samples.map((sample) => sample.requestsPerSecond);
    return {
      name,
      requestsPerSecond: round(of('requestsPerSecond'), 1),
      cpuMicrosPerRequest: round(of('cpuMicrosPerRequest'), 1),
      p50Ms: round(of('p50Ms'), 2),
      p99Ms: round(of('p99Ms'), 2),
      ratio: round(against('requestsPerSecond'), 3),
      cpuRatio: round(against('cpuMicrosPerRequest'), 3),
      /** Half the distance from the slowest to the fastest round, of their median: the noise. */
      noise: round((Math.max(...rates) - Math.min(...rates)) / 2 / (of('requestsPerSecond') || 1), 3),
    };
  });
}

/** @param {number | null} value @param {number} digits */
export const round = (value, digits) =>
  value === null || !Number.isFinite(value) ? null : Number(value.toFixed(digits));
