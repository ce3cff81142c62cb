export interface CookieToSet {
  name: string;
  value: string;
  options: { path: string; httpOnly: boolean; secure: boolean; sameSite: 'lax' | 'strict'; maxAge: number };
}

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
    return this.received[name];
  }

  /** @param maxAge seconds; 0 removes the cookie */
  put(name: string, value: string, maxAge: number): void {
    const cookie: CookieToSet = {
      name,
      value,
      options: { path: '/', httpOnly: true, secure: this.secure, sameSite: 'lax', maxAge },
    };
    this.set.push(cookie);
    this.onPut(cookie);
  }
}
