import { inflateRawSync } from 'node:zlib';
import { io, type Socket } from 'socket.io-client';
import type {
  ClientToServer,
  FollowReply,
  LiveEvent,
  LiveFrame,
  ServerToClient,
} from '../../apps/api/src/live/live-events.js';
import type { ApiClient } from './api-client.js';

/** A page that follows one stream, keeping what it saw by number, as the browser does; it throws on a gap or a double. */
export class LivePage {
  readonly socket: Socket<ServerToClient, ClientToServer>;
  readonly seen: LiveEvent[] = [];
  readonly left: string[] = [];
  last: number;
  packedFrames = 0;

  constructor(
    url: string,
    readonly stream: string,
    after: number,
    private readonly options: { client?: ApiClient; packed?: boolean } = {},
  ) {
    this.last = after;
    this.socket = io(url, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      ...(options.client && { extraHeaders: { cookie: options.client.cookieHeader } }),
    });
    this.socket.on('frame', (frame) => this.take(frame));
    this.socket.on('packed', ({ packed, ...frame }) => {
      this.packedFrames += 1;
      const events = JSON.parse(
        inflateRawSync(Buffer.from(packed, 'base64')).toString('utf8'),
      ) as LiveEvent[];
      this.take({ ...frame, events });
    });
    this.socket.on('left', ({ stream }) => this.left.push(stream));
  }

  take(frame: LiveFrame): void {
    if (frame.stream !== this.stream) return;
    // A frame that overtook the answer to `follow`: what lies between is asked for.
    if (frame.from > this.last + 1) return void this.follow();
    for (const event of frame.events) {
      if (event.seq <= this.last) continue;
      if (event.seq !== this.last + 1) throw new Error(`${event.seq} after ${this.last}`);
      this.last = event.seq;
      this.seen.push(event);
    }
  }

  async follow(after: number | null = this.last): Promise<FollowReply> {
    const { packed } = this.options;
    const reply: FollowReply = await this.socket
      .timeout(5000)
      .emitWithAck('follow', { stream: this.stream, after, ...(packed && { packed }) });
    if (reply.ok) {
      if (after === null) this.last = reply.last;
      reply.frames.forEach((frame) => this.take(frame));
    }
    return reply;
  }

  async until(good: () => boolean): Promise<void> {
    for (let tries = 0; tries < 100 && !good(); tries += 1)
      await new Promise((resume) => setTimeout(resume, 50));
  }

  close(): void {
    this.socket.disconnect();
  }
}
