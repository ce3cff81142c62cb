import { Injectable, Logger } from '@nestjs/common';
import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { Actors, CookieJar, inAudience } from '@rapfang/access';
import { parseCookie } from 'cookie';
import { Streams, type Actor, type Environment } from '@rapfang/platform';
import { SupportTally } from '@rapfang/comment';
import { securityHeaders } from '../http/gate.js';
import { comesFromUs } from '../http/same-site.js';
import { Admission } from './admission.js';
import { packFrame } from './frame-pack.js';
import { FramePace } from './frame-pace.js';
import type {
  ClientToServer,
  FollowReply,
  LiveFrame,
  LiveStart,
  LiveSupports,
  ServerToClient,
} from './live-events.js';
import { LiveFrames } from './live-frames.js';
import { socketEventMarks } from './live-marks.js';
import { SlowClients } from './slow-clients.js';
import { StreamGate } from './stream-gate.js';
import { readStreamName, type StreamName } from './stream-names.js';

type LiveSocket = Socket<ClientToServer, ServerToClient, object, SocketState>;

interface SocketState {
  actor: Actor;
  /** Who it is now, by the same cookies: a session may have ended, a role been taken away. */
  lookAgain: () => Promise<Actor>;
  /** Requests in the present ten seconds. */
  asked: number;
  askedSince: number;
}

const STREAMS_PER_SOCKET = 20;
const ASKS_PER_TEN_SECONDS = 60;
/** Times that limit, after which a client is no page of ours: it is let go. */
const FLOOD = 10;
/** Room of those who take frames deflated. */
const PACKED = '|packed';
const SUPPORTS_PAUSE_MS = 300;
const POLL_MS = 1000;
const POLLS_PER_SESSION_CHECK = 3;

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
  readonly #pace = new FramePace();
  readonly #admission = new Admission();
  readonly #slow = new SlowClients<LiveSocket>(
    () => this.#io?.sockets.sockets.values() ?? [],
    (socket, stream) => socket.emit('behind', { stream }),
  );
  #poll: NodeJS.Timeout | null = null;
  #polls = 0;

  constructor(
    private readonly streams: Streams,
    private readonly frames: LiveFrames,
    private readonly actors: Actors,
    private readonly gate: StreamGate,
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
      allowRequest: (request, decide) => {
        // A request with a session id belongs to a line that is in already.
        const isNew = !request.url?.includes('sid=');
        if (!comesFromUs(request.headers, environment)) decide(null, false);
        else if (isNew && !this.#admission.take()) decide('BUSY', false);
        else decide(null, true);
      },
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
          const lookAgain = () => this.actors.fromCookies(cookies);
          socket.data = { actor, lookAgain, asked: 0, askedSince: Date.now() };
          next();
        },
        () => next(new Error('UNAVAILABLE')),
      );
    });
    io.on('connection', (socket) => this.serve(socket));
    this.#io = io;
    this.#pace.start();
    this.#slow.start();
    this.#poll = setInterval(() => void this.poll(), POLL_MS);
    this.#poll.unref();
  }

  /**
   * Sockets of sessions that ended are cut, so that the browser comes back as whoever it is now (a
   * connection closed, not `disconnect`: after that one a client would stay away).
   */
  private async cutEnded(): Promise<void> {
    const sockets = [...(this.#io?.sockets.sockets.values() ?? [])];
    const signedIn = new Set(sockets.flatMap(({ data }) => data.actor.sessionId ?? []));
    const ended = await this.actors.endedAmong([...signedIn]);
    for (const { data, conn } of sockets) {
      if (data.actor.sessionId && ended.has(data.actor.sessionId)) conn.close();
    }
  }

  /** Tells clients to come back after a pause spread over `spreadMs`, then lets go of them. */
  async drain(spreadMs: number): Promise<void> {
    if (this.#poll) clearInterval(this.#poll);
    this.#poll = null;
    this.#pace.stop();
    this.#slow.stop();
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
      if (typeof stream !== 'string') return;
      void socket.leave(stream);
      void socket.leave(stream + PACKED);
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
    const { stream, after, packed } = (request ?? {}) as Record<string, unknown>;
    const name = typeof stream === 'string' ? readStreamName(stream) : null;
    if (typeof stream !== 'string' || !name) return { ok: false, code: 'VALIDATION' };
    const lateComer = after === null && name.kind === 'hearing';
    if (!lateComer && (typeof after !== 'number' || !Number.isSafeInteger(after) || after < 0))
      return { ok: false, code: 'VALIDATION' };
    if (
      socket.data.asked > ASKS_PER_TEN_SECONDS ||
      (socket.rooms.size > STREAMS_PER_SOCKET &&
        !socket.rooms.has(stream) &&
        !socket.rooms.has(stream + PACKED))
    ) {
      return { ok: false, code: 'RATE_LIMITED' };
    }
    // Who it is now, not who it was when the line was opened.
    if (name.kind === 'desk') socket.data.actor = await socket.data.lookAgain();
    if (!(await this.gate.mayHear(socket.data.actor, name))) return { ok: false, code: 'NOT_FOUND' };
    const last = await this.streams.last(stream);
    const from = lateComer ? last : (after as number);
    // A number that was never given: a forged one, or of another database.
    if (from > last) return { ok: false, code: 'VALIDATION' };
    if (!this.#sent.has(stream)) this.#sent.set(stream, last);
    // Join before reading, so that nothing falls between; what comes twice the client knows by its number.
    const takesPacked = packed === true && name.kind !== 'desk';
    await socket.join(takesPacked ? stream + PACKED : stream);
    // Who asks anew in the other way gets each frame once all the same.
    await socket.leave(takesPacked ? stream : stream + PACKED);
    if (lateComer) {
      const start: LiveStart | null = await this.frames.start(name.hearingId);
      return { ok: true, frames: [], last, more: false, ...(start && { start }) };
    }
    const frame = await this.frames.following(stream, from);
    const reached = frame?.to ?? from;
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
    const name = readStreamName(stream);
    while (this.#poll) {
      const frame = await this.frames.fresh(stream, this.#sent.get(stream) ?? 0);
      if (!frame || !name) return;
      this.#sent.set(stream, frame.to);
      if (name.kind === 'desk') await this.deliverToDesk(stream, name, frame);
      else await this.deliver(stream, frame);
      await new Promise((resume) => setTimeout(resume, this.#pace.pauseMs));
    }
  }

  /** To everybody who follows: encoded once, and deflated once for those who can unpack. */
  private async deliver(stream: string, frame: LiveFrame): Promise<void> {
    const rooms = this.#io?.sockets.adapter.rooms;
    const packed = rooms?.has(stream + PACKED) ? await packFrame(frame) : null;
    if (packed) this.#io?.to(stream + PACKED).emit('packed', packed);
    else this.#io?.to(stream + PACKED).emit('frame', frame);
    this.#io?.to(stream).emit('frame', frame);
  }

  /** To those of the desk who still may: a role that was taken away is felt at the next event. */
  private async deliverToDesk(stream: string, name: StreamName, frame: LiveFrame): Promise<void> {
    const ids = this.#io?.sockets.adapter.rooms.get(stream) ?? [];
    for (const id of [...ids]) {
      const socket = this.#io?.sockets.sockets.get(id);
      if (!socket) continue;
      socket.data.actor = await socket.data.lookAgain();
      if (await this.gate.mayHear(socket.data.actor, name)) {
        socket.emit('frame', frame);
      } else {
        void socket.leave(stream);
        socket.emit('left', { stream });
      }
    }
  }

  /** What other processes numbered is found here when Redis does not tell. */
  private async poll(): Promise<void> {
    try {
      const lasts = await this.streams.lastOf([...this.#sent.keys()]);
      for (const [stream, last] of lasts) this.advance(stream, last);
      this.#polls += 1;
      if (this.#polls % POLLS_PER_SESSION_CHECK === 0) await this.cutEnded();
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
      this.#io
        ?.to([stream, stream + PACKED])
        .emit('supports', { stream, counts: this.#supports.get(stream) ?? {} });
      this.#supports.delete(stream);
    }, SUPPORTS_PAUSE_MS).unref();
  }

  /** Streams that nobody here follows any more cost nothing. */
  private forget(): void {
    const rooms = this.#io?.sockets.adapter.rooms;
    for (const stream of this.#sent.keys()) {
      if (!rooms?.has(stream) && !rooms?.has(stream + PACKED)) this.#sent.delete(stream);
    }
  }
}

/** An event that is none of ours, or not for this caller, is answered where an answer was asked for. */
function refuse(sent: unknown[]): void {
  const reply = sent.at(-1);
  if (typeof reply === 'function') reply({ ok: false, code: 'FORBIDDEN' } satisfies FollowReply);
}
