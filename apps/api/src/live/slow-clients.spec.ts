import { describe, expect, it } from '@jest/globals';
import type { Socket } from 'socket.io';
import { SlowClients } from './slow-clients.js';

class Line {
  waiting = 0;
  connected = true;
  readonly id: string;
  readonly rooms: Set<string>;

  constructor(id: string, streams: string[]) {
    this.id = id;
    this.rooms = new Set([id, ...streams]);
  }

  leave(room: string): void {
    this.rooms.delete(room);
  }

  disconnect(): void {
    this.connected = false;
  }
}

describe('A client whose line is slow', () => {
  const setUp = (...lines: Line[]) => {
    const told: string[] = [];
    const slow = new SlowClients<Socket>(
      () => lines as unknown as Socket[],
      (socket, stream) => told.push(`${socket.id} ${stream}`),
      (socket) => (socket as unknown as Line).waiting,
    );
    return { slow, told };
  };

  it('is taken out of its streams, and told to catch up once its line is free', () => {
    const [fast, poor] = [
      new Line('fast', ['hearing:1']),
      new Line('poor', ['hearing:1', 'section:a/b|packed']),
    ];
    const { slow, told } = setUp(fast, poor);
    poor.waiting = 600_000;
    slow.look();
    expect([...poor.rooms]).toEqual(['poor']);
    expect([...fast.rooms]).toEqual(['fast', 'hearing:1']);
    slow.look();
    expect(told).toEqual([]);
    poor.waiting = 1000;
    slow.look();
    expect(told).toEqual(['poor hearing:1', 'poor section:a/b']);
  });

  it('is let go when nothing moves for half a minute', () => {
    const poor = new Line('poor', ['hearing:1']);
    const { slow } = setUp(poor);
    poor.waiting = 600_000;
    for (let look = 0; look < 40; look += 1) slow.look();
    expect(poor.connected).toBe(false);
  });
});
