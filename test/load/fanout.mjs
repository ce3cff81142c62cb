// `fanout`: what one delivery to one open page costs the server, beside a bare WebSocket broadcast.
import { ask, openSections, PLAN } from './client.mjs';
import { compare, cpuMicros } from './measure.mjs';
import { sendAtPace } from './pace.mjs';

const SECONDS = 6;
const FLOOR_BYTES = 300;

/** @param {import('./arena.mjs').Arena} arena @param {import('./bench.mjs').Options} options */
export async function benchFanout(arena, { say, clients, perSecond, rounds }) {
  const [followed, alone] = await openSections(arena.url);
  const stream = `section:${PLAN}/${followed}`;
  const floor = await arena.helper('ws-floor.mjs', {});
  const [swarm, bareSwarm] = [await arena.helper('swarm.mjs', {}), await arena.helper('swarm.mjs', {})];
  const query =
    'query($planKey: String!, $key: String!) { section(planKey: $planKey, key: $key) { lastEvent } }';
  const { data } = await ask(arena.url, query, { planKey: PLAN, key: followed });
  await swarm.ask({
    act: 'join',
    kind: 'hand',
    url: arena.url,
    stream,
    after: data.section.lastEvent,
    clients,
  });
  await bareSwarm.ask({ act: 'join', kind: 'bare', url: floor.url, clients });
  say(`${clients} readers on the server, ${clients} on the bare one.`);

  const post = (sectionKey) =>
    sendAtPace({ url: arena.url, planKey: PLAN, sectionKey, perSecond, seconds: SECONDS });
  const server = arena.pids[0];
  let messageBytes = FLOOR_BYTES;
  const timed = async (pid, work) => {
    const before = cpuMicros([pid]);
    const begun = performance.now();
    await work();
    await new Promise((resume) => setTimeout(resume, 500));
    return { cpu: (cpuMicros([pid]) ?? NaN) - (before ?? NaN), seconds: (performance.now() - begun) / 1000 };
  };
  const perDelivery = ({ cpu, seconds }, deliveries) => ({
    requestsPerSecond: deliveries / seconds,
    cpuMicrosPerRequest: cpu / deliveries,
    p50Ms: null,
    p99Ms: null,
    answered: deliveries,
  });
  const broadcast = async (bytes) => {
    const spent = await timed(floor.pid, () =>
      floor.ask({ bytes, times: perSecond * SECONDS, pauseMs: 1000 / perSecond }),
    );
    const { messages } = await bareSwarm.ask({ act: 'report' });
    return perDelivery(spent, messages);
  };

  const rows = { floor: [], same: [], ours: [], net: [] };
  await post(alone); // warm-up
  await swarm.ask({ act: 'report' });
  for (let number = 1; number <= rounds; number += 1) {
    rows.floor.push(await broadcast(FLOOR_BYTES));
    const taking = await timed(server, () => post(alone));
    const whole = await timed(server, () => post(followed));
    const { messages, bytes } = await swarm.ask({ act: 'report' });
    // A reader who got fewer events than were sent would make a delivery look cheap.
    const deliveries = perSecond * SECONDS * clients;
    messageBytes = Math.round(bytes / messages);
    rows.ours.push(perDelivery(whole, deliveries));
    rows.net.push(perDelivery({ ...whole, cpu: whole.cpu - taking.cpu }, deliveries));
    rows.same.push(await broadcast(messageBytes));
    say(
      `  round ${number}/${rounds}  ${messages} frames of ${messageBytes} bytes for ${deliveries} deliveries`,
    );
  }
  const results = compare([
    { name: `floor: bare ws, ${FLOOR_BYTES} bytes`, floor: true, samples: rows.floor },
    { name: 'bare ws, as many bytes as ours', floor: false, samples: rows.same },
    { name: 'a comment to an open page, with taking it in', floor: false, samples: rows.ours },
    { name: 'a comment to an open page, alone', floor: false, samples: rows.net },
  ]);
  return { results, facts: { clients, perSecond, messageBytes } };
}
