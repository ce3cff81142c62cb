import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { createClient, type RedisClientType } from 'redis';

const PREFIX = 'rapfang:';

/**
 * Small hints between the processes of one installation, over Redis when there is one. Nothing
 * depends on a hint arriving: it only says "look now", and everyone also looks from time to time.
 */
@Injectable()
export class Wire implements OnApplicationShutdown {
  readonly #log = new Logger('Redis');
  readonly #listeners = new Map<string, (message: unknown) => void>();
  readonly #client: RedisClientType | null;
  #subscriber: RedisClientType | null = null;
  readonly #me = Math.random().toString(36).slice(2);

  constructor(url: string | null) {
    this.#client = url
      ? (createClient({ url, disableOfflineQueue: true, socket: { reconnectStrategy } }) as RedisClientType)
      : null;
  }

  /** 'off' when not configured, 'degraded' while Redis does not answer. */
  get state(): 'off' | 'ready' | 'degraded' {
    if (!this.#client) return 'off';
    return this.#client.isReady && this.#subscriber?.isReady ? 'ready' : 'degraded';
  }

  /** Connects in the background: a Redis that is away never holds up the start. */
  open(): void {
    if (!this.#client) return;
    const subscriber = this.#client.duplicate() as RedisClientType;
    this.#subscriber = subscriber;
    for (const client of [this.#client, subscriber]) {
      let told = false;
      client.on('error', (error: Error) => {
        if (!told) this.#log.warn(`Redis is away (${error.message || 'no answer'}); going on without.`);
        told = true;
      });
      client.on('ready', () => {
        if (told) this.#log.log('Redis is back.');
        told = false;
      });
    }
    void this.#client.connect().catch(() => undefined);
    void subscriber
      .connect()
      .then(async () => {
        for (const channel of this.#listeners.keys()) {
          await subscriber.subscribe(PREFIX + channel, (text) => this.receive(channel, text));
        }
      })
      .catch(() => undefined);
  }

  subscribe(channel: string, listener: (message: unknown) => void): void {
    this.#listeners.set(channel, listener);
  }

  publish(channel: string, message: unknown): void {
    if (!this.#client?.isReady) return;
    this.#client
      .publish(PREFIX + channel, JSON.stringify({ from: this.#me, message }))
      .catch(() => undefined);
  }

  /** The connection for limits and caches that several processes share; null when there is none. */
  get client(): RedisClientType | null {
    return this.#client;
  }

  onApplicationShutdown(): void {
    this.#client?.destroy();
    this.#subscriber?.destroy();
  }

  private receive(channel: string, text: string): void {
    const { from, message } = JSON.parse(text) as { from: string; message: unknown };
    if (from !== this.#me) this.#listeners.get(channel)?.(message);
  }
}

function reconnectStrategy(retries: number): number {
  return Math.min(200 * 2 ** retries, 3000) + Math.random() * 200;
}
