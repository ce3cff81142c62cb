import { parseSetCookie } from 'cookie';

export interface ApiError {
  message: string;
  extensions: {
    code: string;
    field: string | null;
    params: Record<string, string | number>;
    violations?: { field: string; params: Record<string, string | number> }[];
  };
}

export interface ApiAnswer<Data> {
  data: Data | null;
  errors?: ApiError[];
}

/** A client of the api with cookies of its own, as a browser has. */
export class ApiClient {
  readonly cookies = new Map<string, string>();
  /** Where it seems to come from, to a server with TRUST_PROXY=1. */
  address: string | null = null;

  constructor(readonly url: string) {}

  get cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** The whole answer, errors and all. */
  async ask<Data = Record<string, never>>(
    query: string,
    variables: Record<string, unknown> = {},
  ): Promise<ApiAnswer<Data>> {
    const response = await this.send('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as ApiAnswer<Data>;
  }

  /** The data. @throws Error with the answer's errors when there are any */
  async must<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    const { data, errors } = await this.ask<Data>(query, variables);
    if (errors || !data) throw new Error(JSON.stringify(errors ?? 'no data'));
    return data;
  }

  /** The code of the first error, or null when it went well. */
  async codeOf(query: string, variables: Record<string, unknown> = {}): Promise<string | null> {
    const { errors } = await this.ask(query, variables);
    return errors?.[0]?.extensions.code ?? null;
  }

  async send(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.cookies.size > 0) headers.set('cookie', this.cookieHeader);
    if (this.address) headers.set('x-forwarded-for', this.address);
    const response = await fetch(new URL(path, this.url), { ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      const { name, value, maxAge } = parseSetCookie(line);
      if (maxAge === 0) this.cookies.delete(name);
      else this.cookies.set(name, value ?? '');
    }
    return response;
  }

  /** Signs in as one of the demonstration's people: `citizen`, `moderator`, `drafter`, … */
  async as(key: string): Promise<this> {
    await this.must('mutation($key: String!) { signInAsDemoPerson(key: $key) { id } }', { key });
    return this;
  }
}
