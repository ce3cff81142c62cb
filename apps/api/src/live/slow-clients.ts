import type { Socket } from 'socket.io';

/** Bytes that may wait for one client before nothing more is sent to it. */
const MOST_WAITING = 512 * 1024;
/** Waiting bytes below which it is told to catch up. */
const CAUGHT_UP = 32 * 1024;
/** Looks without progress after which a line is given up. */
const LOOKS_MOST = 30;
const LOOK_MS = 1000;

interface Behind {
  streams: string[];
  looks: number;
}

/** As far as it is used of engine.io's connection: bytes that the kernel has not taken yet. */
interface Line {
  conn: { transport: { name: string; socket?: { bufferedAmount?: number } } };
}

/**
 * Takes a client whose line does not keep up out of its streams, instead of buffering without bound. Once
 * its line is free again it is told, and asks the database for what it missed, as after a cut.
 */
export class SlowClients<S extends Socket> {
  readonly #behind = new Map<S, Behind>();
  #timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly sockets: () => Iterable<S>,
    private readonly tell: (socket: S, stream: string) => void,
    private readonly waiting: (socket: S) => number = waitingBytes,
  ) {}

  start(): void {
    this.#timer ??= setInterval(() => this.look(), LOOK_MS).unref();
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
  }

  /** One look at every line. */
  look(): void {
    for (const [socket, place] of this.#behind) this.lookAgain(socket, place);
    for (const socket of this.sockets()) {
      if (!this.#behind.has(socket) && this.waiting(socket) > MOST_WAITING) this.drop(socket);
    }
  }

  private drop(socket: S): void {
    const rooms = [...socket.rooms].filter((room) => room !== socket.id);
    for (const room of rooms) void socket.leave(room);
    const streams = [...new Set(rooms.map((room) => room.replace(/\|packed$/, '')))];
    this.#behind.set(socket, { streams, looks: 0 });
  }

  private lookAgain(socket: S, place: Behind): void {
    place.looks += 1;
    if (!socket.connected) {
      this.#behind.delete(socket);
    } else if (this.waiting(socket) <= CAUGHT_UP) {
      this.#behind.delete(socket);
      for (const stream of place.streams) this.tell(socket, stream);
    } else if (place.looks > LOOKS_MOST) {
      this.#behind.delete(socket);
      socket.disconnect(true);
    }
  }
}

function waitingBytes(socket: Socket): number {
  const { transport } = (socket as unknown as Line).conn;
  return transport.name === 'websocket' ? (transport.socket?.bufferedAmount ?? 0) : 0;
}
