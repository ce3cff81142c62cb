export interface CookieToSet {
  name: string;
  value: string;
  options: { path: string; httpOnly: boolean; secure: boolean; sameSite: 'lax' | 'strict'; maxAge: number };
}

/**
 * Browsers take a cookie of this name only from the very host, over https and for every path: neither a
 * sister site nor a reader of plain http can plant one.
 */
const HOST_PREFIX = '__Host-';

/** Cookies read from a request and those to be set by its answer. */
export class CookieJar {
  readonly set: CookieToSet[] = [];

  constructor(
    private readonly received: Record<string, string | undefined>,
    private readonly secure: boolean,
    /** Told of each cookie at once, for answers that are written elsewhere. */
    private readonly onPut: (cookie: CookieToSet) => void = () => undefined,
  ) {}

  get(name: string): string | undefined {
    return this.received[this.nameOf(name)];
  }

  /** Also what `get` gives from here on. @param maxAge seconds; 0 removes the cookie */
  put(name: string, value: string, maxAge: number): void {
    this.received[this.nameOf(name)] = maxAge === 0 ? undefined : value;
    const cookie: CookieToSet = {
      name: this.nameOf(name),
      value,
      options: { path: '/', httpOnly: true, secure: this.secure, sameSite: 'lax', maxAge },
    };
    this.set.push(cookie);
    this.onPut(cookie);
  }

  private nameOf(name: string): string {
    return this.secure ? HOST_PREFIX + name : name;
  }
}
