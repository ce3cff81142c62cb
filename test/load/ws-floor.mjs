// The floor of fan-out: a bare WebSocket server that sends the same bytes to everyone.
import { WebSocketServer } from 'ws';

const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });

process.on('message', ({ bytes, times, pauseMs }) => {
  let sent = 0;
  const timer = setInterval(() => {
    const message = 'x'.repeat(bytes);
    for (const client of server.clients) client.send(message);
    sent += 1;
    if (sent < times) return;
    clearInterval(timer);
    setTimeout(() => process.send({ sent }), 300);
  }, pauseMs);
});
server.on('listening', () => process.send({ ready: true, port: server.address().port }));
process.on('SIGTERM', () => process.exit(0));
process.on('disconnect', () => process.exit(0));
