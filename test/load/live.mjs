// `live`: what reaches open pages. Also for tests: `measureLive` on any running server.
import { startHelper } from './arena.mjs';
import { ask, openSections, PLAN } from './client.mjs';
import { percentile, round } from './measure.mjs';
import { sendAtPace } from './pace.mjs';

/** Longest wait for the last comment to arrive everywhere, in milliseconds. */
const SETTLE = 5000;

/**
 * Puts `clients` readers on one section in a process of their own, sends comments at a fixed pace, cuts
 * the line of some readers half way, and says what came where and when.
 * @param {{ url: string, sectionKey: string, planKey?: string, clients?: number, perSecond?: number,
 *   seconds?: number, cutShare?: number, say?: (line: string) => void }} wanted
 *   `cutShare`: how many of the readers lose their line once, 0…1
 * @returns {Promise<import('./live.d.mts').LiveResult>}
 */
export async function measureLive({
  url,
  sectionKey,
  planKey = PLAN,
  clients = 50,
  perSecond = 10,
  seconds = 5,
  cutShare = 0.1,
  say = () => undefined,
}) {
  const stream = `section:${planKey}/${sectionKey}`;
  const query =
    'query($planKey: String!, $key: String!) { section(planKey: $planKey, key: $key) { lastEvent } }';
  const { data } = await ask(url, query, { planKey, key: sectionKey });
  const swarm = await startHelper('swarm.mjs', {});
  try {
    await swarm.ask({ act: 'join', kind: 'library', url, stream, after: data.section.lastEvent, clients });
    say(`${clients} readers follow ${stream}.`);
    const cutting = cutHalfWay(swarm, cutShare, seconds);
    const sent = await sendAtPace({ url, planKey, sectionKey, perSecond, seconds });
    await cutting;
    const reports = [];
    const receipts = new Map();
    for (const deadline = Date.now() + SETTLE; ;) {
      await new Promise((resume) => setTimeout(resume, 250));
      const report = await swarm.ask({ act: 'report' });
      reports.push(report);
      for (const [id, times] of report.receipts) receipts.set(id, [...(receipts.get(id) ?? []), ...times]);
      if (Date.now() > deadline || sent.every(({ id }) => receipts.get(id)?.length >= clients)) break;
    }
    return judge({ sent, receipts, last: reports.at(-1), clients });
  } finally {
    await swarm.end();
  }
}

async function cutHalfWay(swarm, share, seconds) {
  if (share === 0) return;
  await new Promise((resume) => setTimeout(resume, seconds * 500));
  await swarm.ask({ act: 'cut', share });
}

function judge({ sent, receipts, last, clients }) {
  const fromAcknowledgement = [];
  const fromSending = [];
  let lost = 0;
  let twice = 0;
  for (const { id, sentAt, acknowledgedAt } of sent) {
    const times = receipts.get(id) ?? [];
    lost += Math.max(0, clients - times.length);
    // The same comment published under two numbers.
    twice += Math.max(0, times.length - clients);
    for (const at of times) {
      fromAcknowledgement.push(at - acknowledgedAt);
      fromSending.push(at - sentAt);
    }
  }
  const of = (values, share) => round(percentile(Float64Array.from(values).sort(), share), 1);
  return {
    clients,
    comments: sent.length,
    deliveries: fromAcknowledgement.length,
    lost,
    duplicated: last.duplicated + twice,
    reordered: last.reordered,
    cuts: last.cuts,
    repeatedAfterCut: last.repeated,
    p50Ms: of(fromAcknowledgement, 0.5),
    p99Ms: of(fromAcknowledgement, 0.99),
    mostMs: of(fromAcknowledgement, 1),
    fromSendingP50Ms: of(fromSending, 0.5),
    fromSendingP99Ms: of(fromSending, 0.99),
  };
}

/** @param {import('./arena.mjs').Arena} arena @param {import('./bench.mjs').Options} options */
export async function benchLive(arena, { say, clients, perSecond, rounds }) {
  const [sectionKey] = await openSections(arena.url);
  const results = [];
  // A round with every line whole is what the latency is taken from; the last cuts one line in ten.
  for (let number = 1; number <= rounds; number += 1) {
    const cutShare = number === rounds ? 0.1 : 0;
    const result = await measureLive({
      url: arena.url,
      sectionKey,
      clients,
      perSecond,
      seconds: 15,
      cutShare,
      say,
    });
    const name = cutShare ? `${clients} readers, one line in ten cut` : `${clients} readers`;
    results.push({ name: `${name}, ${perSecond} comments/s`, ...result });
    say(`  round ${number}/${rounds}  p50 ${result.p50Ms} ms, p99 ${result.p99Ms} ms`);
  }
  const failed = results.some(({ lost, duplicated, reordered }) => lost + duplicated + reordered > 0);
  return { results, facts: {}, failed };
}
