import type { Socket } from 'socket.io-client';
import type {
  ClientToServer,
  LiveFrame,
  LiveSupports,
  ServerToClient,
} from '../../../api/src/live/live-events';

export interface Follower {
  /** Number of the last event held: what follows is asked for. */
  seen: () => number;
  /** Takes a frame; true when something before it is missing. */
  onFrame: (frame: LiveFrame) => boolean;
  onSupports: (supports: LiveSupports) => void;
  onLink: (link: 'live' | 'lost') => void;
}

/**
 * Follows one stream until the returned function is called. Frames may come twice or with a gap:
 * the follower says so, and the gap is asked for from the database, never guessed.
 */
export function follow(stream: string, follower: Follower): () => void {
  let socket: Socket<ServerToClient, ClientToServer> | undefined;
  let stopped = false;
  let asking = false;
  /** A gap was seen while an answer was on its way: ask once more when it is here. */
  let again = false;
  let pause: ReturnType<typeof setTimeout> | undefined;

  const ask = () => {
    if (!socket?.connected) return;
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    again = false;
    socket.timeout(10_000).emit('follow', { stream, after: follower.seen() }, (late, answer) => {
      asking = false;
      if (late || !answer.ok) {
        if (again) ask();
        return;
      }
      for (const frame of answer.frames) follower.onFrame(frame);
      follower.onLink('live');
      if (again || answer.more || answer.last > follower.seen()) ask();
    });
  };

  const connect = async () => {
    const { io } = await import('socket.io-client');
    if (stopped) return;
    // Thousands come back at once after a restart: each waits a time of its own.
    socket = io({
      transports: ['websocket', 'polling'],
      reconnectionDelay: 500 + Math.random() * 1500,
      reconnectionDelayMax: 20_000,
      randomizationFactor: 0.7,
    });
    socket.on('connect', ask);
    socket.on('frame', (frame) => {
      if (frame.stream === stream && follower.onFrame(frame)) ask();
    });
    socket.on('supports', (supports) => {
      if (supports.stream === stream) follower.onSupports(supports);
    });
    socket.on('disconnect', () => {
      asking = false;
      again = false;
      if (!stopped) follower.onLink('lost');
    });
    socket.on('drain', (pauseMs) => {
      socket?.disconnect();
      pause = setTimeout(() => socket?.connect(), pauseMs * (0.5 + Math.random()));
    });
  };
  void connect();

  return () => {
    stopped = true;
    clearTimeout(pause);
    socket?.emit('leave', { stream });
    socket?.disconnect();
  };
}
