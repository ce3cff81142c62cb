// Many readers of one section in a process of their own. Speaks with its parent by messages, one answer
// to each: join → joined, cut → cut, reset → reset, report → report.
import { io } from 'socket.io-client';
import { WebSocket } from 'ws';
import { Follower } from './follower.mjs';

/** So many connect at once; a crowd that comes in one instant is not what is measured here. */
const AT_ONCE = 50;

/** @type {{ follower: Follower | null, cut: () => void, close: () => void }[]} */
const clients = [];
/** comment id → when each reader had it, in milliseconds since 1970 */
let receipts = new Map();
let messages = 0;
let bytes = 0;

const now = () => performance.timeOrigin + performance.now();

function take(event) {
  if (event.type !== 'comment.published') return;
  const times = receipts.get(event.comment.id);
  if (times) times.push(now());
  else receipts.set(event.comment.id, [now()]);
}

/** A reader with the library that browsers use. */
function joinByLibrary({ url, stream, after }) {
  return new Promise((resolve, reject) => {
    const socket = io(url, {
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: 100,
      reconnectionDelayMax: 500,
    });
    const follower = new Follower(after, take, (from) =>
      socket.emit('follow', { stream, after: from }, (answer) => {
        if (follower.answered(answer)) resolve();
        else reject(new Error(`follow was refused: ${answer.code}`));
      }),
    );
    socket.on('connect', () => follower.connected());
    socket.on('connect_error', (error) => (socket.active ? undefined : reject(error)));
    socket.on('frame', (frame) => {
      messages += 1;
      follower.push(frame);
    });
    clients.push({
      follower,
      cut: () => {
        follower.cuts += 1;
        // As a tunnel does it: the transport is gone, nobody said goodbye.
        socket.io.engine.close();
      },
      close: () => socket.disconnect(),
    });
  });
}

/** A reader that speaks Engine.IO by hand, as cheap as a bare WebSocket: for the cost of the server alone. */
function joinByHand({ url, stream, after }) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`);
    socket.on('error', reject);
    socket.on('message', (data, binary) => {
      const text = binary ? '' : data.toString();
      if (text === '2') socket.send('3');
      else if (text.startsWith('0')) socket.send('40');
      else if (text.startsWith('40')) socket.send(`421${JSON.stringify(['follow', { stream, after }])}`);
      else if (text.startsWith('431') && JSON.parse(text.slice(3))[0].ok) resolve();
      else if (text.startsWith('431')) reject(new Error(text));
      else if (text.startsWith('42["frame"')) count(data);
    });
    clients.push({ follower: null, cut: () => undefined, close: () => socket.terminate() });
  });
}

/** A reader of the bare WebSocket server. */
function joinBare({ url }) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url.replace(/^http/, 'ws'));
    socket.on('error', reject);
    socket.on('open', () => resolve());
    socket.on('message', count);
    clients.push({ follower: null, cut: () => undefined, close: () => socket.terminate() });
  });
}

function count(data) {
  messages += 1;
  bytes += data.length;
}

const joins = { library: joinByLibrary, hand: joinByHand, bare: joinBare };

const acts = {
  async join(message) {
    for (let done = 0; done < message.clients; done += AT_ONCE) {
      const some = Math.min(AT_ONCE, message.clients - done);
      await Promise.all(Array.from({ length: some }, () => joins[message.kind](message)));
    }
    return { joined: clients.length };
  },
  async cut({ share }) {
    const every = Math.round(1 / share);
    const chosen = clients.filter((_client, index) => index % every === 0);
    for (const client of chosen) client.cut();
    return { cut: chosen.length };
  },
  async report() {
    const sum = (key) => clients.reduce((total, { follower }) => total + (follower?.[key] ?? 0), 0);
    const report = {
      clients: clients.length,
      messages,
      bytes,
      duplicated: sum('duplicated'),
      reordered: sum('reordered'),
      repeated: sum('repeated'),
      cuts: sum('cuts'),
      receipts: [...receipts],
    };
    receipts = new Map();
    messages = 0;
    bytes = 0;
    return report;
  },
};

process.on('message', (message) => {
  acts[message.act](message).then(
    (answer) => process.send(answer),
    (error) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.on('SIGTERM', () => {
  for (const client of clients) client.close();
  process.exit(0);
});
process.on('disconnect', () => process.exit(0));
process.send({ ready: true, port: 0 });
