import { Injectable, Logger } from '@nestjs/common';
import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { Actors, CookieJar, inAudience } from '@rapfang/access';
import { parseCookie } from 'cookie';
import { Streams, type Actor, type Environment } from '@rapfang/platform';
import { SupportTally } from '@rapfang/comment';
import { securityHeaders } from '../http/gate.js';
import { comesFromUs } from '../http/same-site.js';
import type { ClientToServer, FollowReply, LiveFrame, LiveSupports, ServerToClient } from './live-events.js';
import { LiveFrames } from './live-frames.js';
import { socketEventMarks } from './live-marks.js';

type LiveSocket = Socket<ClientToServer, ServerToClient, object, SocketState>;

interface SocketState {
  actor: Actor;
  /** Requests in the present ten seconds. */
  asked: number;
  askedSince: number;
}

const STREAM = /^section:[a-z0-9-]{1,64}\/[A-Za-z0-9._-]{1,80}$/;
const STREAMS_PER_SOCKET = 20;
const ASKS_PER_TEN_SECONDS = 60;
/** Times that limit, after which a client is no page of ours: it is let go. */
const FLOOD = 10;
/** Frames of one stream are at least so far apart, so that a burst travels together. */
const FRAME_PAUSE_MS = 100;
const SUPPORTS_PAUSE_MS = 300;
const POLL_MS = 1000;

/** Pushes what happens to every open page, numbered, over Socket.IO. */
@Injectable()
export class LiveServer {
  readonly #log = new Logger('Live');
  #io: Server<ClientToServer, ServerToClient, object, SocketState> | null = null;
  /** Last number sent to each stream that somebody here follows. */
  readonly #sent = new Map<string, number>();
  readonly #due = new Map<string, Promise<void>>();
  /** Numbers heard of while a stream was being sent. */
  readonly #reached = new Map<string, number>();
  readonly #supports = new Map<string, LiveSupports['counts']>();
  #poll: NodeJS.Timeout | null = null;

  constructor(
    private readonly streams: Streams,
    private readonly frames: LiveFrames,
    private readonly actors: Actors,
    tally: SupportTally,
  ) {
    streams.onAdvance((stream, last) => this.advance(stream, last));
    tally.onChange(({ stream, commentId, people, guests }) =>
      this.noteSupports(stream, commentId, people, guests),
    );
  }

  get connections(): number {
    return this.#io?.engine.clientsCount ?? 0;
  }

  attach(http: HttpServer, environment: Environment): void {
    const io = new Server<ClientToServer, ServerToClient, object, SocketState>(http, {
      serveClient: false,
      maxHttpBufferSize: 16_384,
      pingInterval: 25_000,
      pingTimeout: 20_000,
      // Pages of other sites may not read along with a visitor's cookies.
      allowRequest: (request, decide) => decide(null, comesFromUs(request.headers, environment)),
    });
    const setHeaders = securityHeaders(environment);
    io.engine.use((request: IncomingMessage, response: ServerResponse, next: () => void) => {
      setHeaders(request, response);
      next();
    });
    const secure = environment.publicUrl.startsWith('https:');
    io.use((socket, next) => {
      const cookies = new CookieJar(parseCookie(socket.request.headers.cookie ?? ''), secure);
      this.actors.fromCookies(cookies).then(
        (actor) => {
          socket.data = { actor, asked: 0, askedSince: Date.now() };
          next();
        },
        () => next(new Error('UNAVAILABLE')),
      );
    });
    io.on('connection', (socket) => this.serve(socket));
    this.#io = io;
    this.#poll = setInterval(() => void this.poll(), POLL_MS);
    this.#poll.unref();
  }

  /** Tells clients to come back after a pause spread over `spreadMs`, then lets go of them. */
  async drain(spreadMs: number): Promise<void> {
    if (this.#poll) clearInterval(this.#poll);
    for (const socket of this.#io?.sockets.sockets.values() ?? []) {
      socket.emit('drain', Math.round(Math.random() * spreadMs));
    }
    await new Promise((resume) => setTimeout(resume, 50));
    // Not io.close(): that would close the HTTP server under Fastify, which must first refuse new requests.
    this.#io?.disconnectSockets(true);
    this.#io?.engine.close();
  }

  /** What is done on each event; `socketEventMarks` says who may. */
  readonly events: { [Event in keyof ClientToServer]: (socket: LiveSocket, ...sent: unknown[]) => void } = {
    follow: (socket, request, reply) => {
      if (typeof reply !== 'function') return;
      this.follow(socket, request).then(
        (answer) => void reply(answer),
        (error: unknown) => {
          this.#log.error(error instanceof Error ? error.message : String(error));
          reply({ ok: false, code: 'INTERNAL' });
        },
      );
    },
    leave: (socket, request) => {
      const { stream } = (request ?? {}) as { stream?: unknown };
      if (typeof stream === 'string') void socket.leave(stream);
    },
  };

  private serve(socket: LiveSocket): void {
    // Every event passes here first, also those that nobody listens for.
    socket.use(([event, ...sent], next) => {
      if (this.asksTooMuch(socket) && socket.data.asked > ASKS_PER_TEN_SECONDS * FLOOD)
        socket.disconnect(true);
      else if (Object.hasOwn(this.events, event) && this.mayAsk(socket, event as keyof ClientToServer))
        next();
      else refuse(sent);
    });
    for (const [event, act] of Object.entries(this.events))
      socket.on(event as keyof ClientToServer, (...sent: unknown[]) => act(socket, ...sent));
    socket.on('disconnect', () => this.forget());
  }

  private mayAsk(socket: LiveSocket, event: keyof ClientToServer): boolean {
    return inAudience(socket.data.actor, socketEventMarks[event].audience);
  }

  private async follow(socket: LiveSocket, request: unknown): Promise<FollowReply> {
    const { stream, after } = (request ?? {}) as { stream?: unknown; after?: unknown };
    if (typeof stream !== 'string' || !STREAM.test(stream)) return { ok: false, code: 'VALIDATION' };
    if (typeof after !== 'number' || !Number.isSafeInteger(after) || after < 0)
      return { ok: false, code: 'VALIDATION' };
    if (
      socket.data.asked > ASKS_PER_TEN_SECONDS ||
      (socket.rooms.size > STREAMS_PER_SOCKET && !socket.rooms.has(stream))
    ) {
      return { ok: false, code: 'RATE_LIMITED' };
    }
    const last = await this.streams.last(stream);
    // A number that was never given: a forged one, or of another database.
    if (after > last) return { ok: false, code: 'VALIDATION' };
    if (!this.#sent.has(stream)) this.#sent.set(stream, last);
    // Join before reading, so that nothing falls between; what comes twice the client knows by its number.
    await socket.join(stream);
    const frame = await this.frames.following(stream, after);
    const reached = frame?.to ?? after;
    return { ok: true, frames: frame ? [frame] : [], last: reached, more: reached < last };
  }

  private asksTooMuch(socket: LiveSocket): boolean {
    const now = Date.now();
    if (now - socket.data.askedSince > 10_000) {
      socket.data.asked = 0;
      socket.data.askedSince = now;
    }
    socket.data.asked += 1;
    return socket.data.asked > ASKS_PER_TEN_SECONDS;
  }

  /** A stream grew: sends what is new to those here who follow it, one frame at a time. */
  private advance(stream: string, last: number): void {
    const sent = this.#sent.get(stream);
    if (sent === undefined || last <= sent) return;
    if (this.#due.has(stream)) {
      this.#reached.set(stream, last);
      return;
    }
    const work = this.push(stream)
      .catch((error: unknown) => this.#log.error(error instanceof Error ? error.message : String(error)))
      .finally(() => {
        this.#due.delete(stream);
        // Its last look may have been a moment before this number was given.
        const reached = this.#reached.get(stream);
        this.#reached.delete(stream);
        if (reached !== undefined) this.advance(stream, reached);
      });
    this.#due.set(stream, work);
  }

  private async push(stream: string): Promise<void> {
    for (;;) {
      const frame: LiveFrame | null = await this.frames.following(stream, this.#sent.get(stream) ?? 0);
      if (!frame) return;
      this.#sent.set(stream, frame.to);
      this.#io?.to(stream).emit('frame', frame);
      await new Promise((resume) => setTimeout(resume, FRAME_PAUSE_MS));
    }
  }

  /** What other processes numbered is found here when Redis does not tell. */
  private async poll(): Promise<void> {
    try {
      const lasts = await this.streams.lastOf([...this.#sent.keys()]);
      for (const [stream, last] of lasts) this.advance(stream, last);
    } catch {
      // The database is away; /readyz says so, and the next poll tries again.
    }
  }

  private noteSupports(stream: string, commentId: string, people: number, guests: number): void {
    if (!this.#sent.has(stream)) return;
    const counts = this.#supports.get(stream);
    if (counts) {
      counts[commentId] = [people, guests];
      return;
    }
    this.#supports.set(stream, { [commentId]: [people, guests] });
    setTimeout(() => {
      this.#io?.to(stream).emit('supports', { stream, counts: this.#supports.get(stream) ?? {} });
      this.#supports.delete(stream);
    }, SUPPORTS_PAUSE_MS).unref();
  }

  /** Streams that nobody here follows any more cost nothing. */
  private forget(): void {
    for (const stream of this.#sent.keys()) {
      if (!this.#io?.sockets.adapter.rooms.has(stream)) this.#sent.delete(stream);
    }
  }
}

/** An event that is none of ours, or not for this caller, is answered where an answer was asked for. */
function refuse(sent: unknown[]): void {
  const reply = sent.at(-1);
  if (typeof reply === 'function') reply({ ok: false, code: 'FORBIDDEN' } satisfies FollowReply);
}
