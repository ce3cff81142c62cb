import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector, fetch as undiciFetch, type RequestInit } from 'undici';
import { isPublicAddress } from './public-address.rules.js';

const CONNECT_MS = 5_000;
const TIMEOUT_MS = 10_000;
/** Documents of providers and answers to webhooks are small. */
const BYTES_MOST = 1024 * 1024;

/** Why a request was not sent, or its answer not taken. */
export type OutboundReason =
  'SCHEME' | 'CREDENTIALS' | 'PORT' | 'ADDRESS' | 'TOO_LARGE' | 'TIMEOUT' | 'FAILED';

/** The message names the host at most: addresses that we were led to are nobody's business. */
export class OutboundError extends Error {
  constructor(
    readonly reason: OutboundReason,
    host: string,
    options?: ErrorOptions,
  ) {
    super(`Request to ${host}: ${reason}`, options);
    this.name = 'OutboundError';
  }
}

export interface OutboundSettings {
  /** `host:port` of what may be reached although it is not public, and over plain http. */
  allow: readonly string[];
  /** The system's own, unless a test plays the name server. */
  lookup?: LookupAll;
  timeoutMs?: number;
  bytesMost?: number;
}

type LookupAll = (
  host: string,
  options: { all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * The only way out: every request to a place that somebody else names (a provider, a webhook) goes
 * through `fetch` here. https on port 443 to a public address, or what OUTBOUND_ALLOW lists.
 *
 * All is judged where a connection is made, after the name is resolved and on the very addresses that
 * are then connected to. So a name that changes between look and use changes nothing.
 */
export class Outbound {
  readonly #agent: Agent;

  constructor(private readonly settings: OutboundSettings) {
    this.#agent = new Agent({ connect: this.connector(), pipelining: 1 });
  }

  /**
   * As the global fetch, with the answer read whole. A redirect is an error unless `init.redirect` says
   * otherwise; followed, it is judged like a first request.
   * @throws OutboundError saying why
   */
  async fetch(input: string | URL, init: RequestInit = {}): Promise<Response> {
    const { timeoutMs = TIMEOUT_MS, bytesMost = BYTES_MOST } = this.settings;
    const url = new URL(input);
    // Others do not connect at all, so they would not be judged there: data:, blob:.
    if (!/^https?:$/.test(url.protocol)) throw new OutboundError('SCHEME', url.protocol);
    if (url.username || url.password) throw new OutboundError('CREDENTIALS', url.hostname);
    const limit = AbortSignal.timeout(timeoutMs);
    const signal = init.signal ? AbortSignal.any([init.signal, limit]) : limit;
    try {
      const response = await undiciFetch(url, {
        redirect: 'error',
        ...init,
        signal,
        dispatcher: this.#agent,
      });
      const bytes = await readUpTo(response.body, bytesMost, url.hostname);
      const empty = [101, 204, 205, 304].includes(response.status);
      return new Response(empty ? null : bytes, {
        status: response.status,
        statusText: response.statusText,
        headers: [...response.headers],
      });
    } catch (error) {
      throw outboundError(error, url.hostname, limit.aborted);
    }
  }

  /** Ends connections that are kept for reuse. */
  close(): Promise<void> {
    return this.#agent.close();
  }

  private connector(): buildConnector.connector {
    const open = buildConnector({ timeout: CONNECT_MS });
    const guarded = buildConnector({ timeout: CONNECT_MS, lookup: this.publicLookup() });
    return (options, done) => {
      const { protocol, hostname } = options;
      const host = hostname.replace(/^\[|\]$/g, '');
      const port = options.port || (protocol === 'https:' ? '443' : '80');
      if (this.settings.allow.includes(`${host}:${port}`)) return open(options, done);
      if (protocol !== 'https:') return done(new OutboundError('SCHEME', host), null);
      if (port !== '443') return done(new OutboundError('PORT', host), null);
      // An address needs no lookup, so none would judge it. Decimal and octal ones are plain by now: URL reads them.
      if (isIP(host) && !isPublicAddress(host)) return done(new OutboundError('ADDRESS', host), null);
      return guarded(options, done);
    };
  }

  /** One private address among public ones refuses the name: which one is taken is not ours to choose. */
  private publicLookup(): LookupFunction {
    const look = this.settings.lookup ?? (systemLookup as LookupAll);
    return (host, options, done) => {
      look(host, { all: true }, (error, addresses) => {
        const first = addresses?.[0];
        if (error || !first) return done(error ?? new OutboundError('FAILED', host), '');
        if (!addresses.every(({ address }) => isPublicAddress(address)))
          return done(new OutboundError('ADDRESS', host), '');
        return options.all ? done(null, addresses) : done(null, first.address, first.family);
      });
    };
  }
}

/** Counts what arrives unpacked, so that a small packed answer cannot grow without end. */
async function readUpTo(
  body: AsyncIterable<Uint8Array> | null,
  most: number,
  host: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > most) throw new OutboundError('TOO_LARGE', host);
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** Our own refusal lies within what fetch throws. */
function outboundError(error: unknown, host: string, timedOut: boolean): OutboundError {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof OutboundError) return cause;
  }
  return new OutboundError(timedOut ? 'TIMEOUT' : 'FAILED', host, { cause: error });
}
