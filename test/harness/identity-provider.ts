import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { freePort } from './services.mjs';

export interface IdentityProvider {
  issuer: string;
  /** Settings of the server for this provider under the name `key`. */
  environment(key: string, more?: Record<string, string>): Record<string, string>;
  /**
   * Walks through the provider's pages as a browser would.
   * @param url to which the site sent the browser
   * @param choice `as=somchai` or `cancel=1`
   * @returns the address of the site to which the provider sends the browser back
   */
  visit(url: string, choice: string): Promise<URL>;
  stop(): Promise<void>;
}

/** Starts test/harness/identity-provider-process.mjs on a free port. @param site where it may send people back to */
export async function startIdentityProvider(
  site: string,
  keys: readonly string[],
): Promise<IdentityProvider> {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const redirectUris = keys.map((key) => `${site}/sign-in/oidc/${key}/callback`);
  const script = fileURLToPath(new URL('identity-provider-process.mjs', import.meta.url));
  const child = spawn(process.execPath, [script, JSON.stringify({ port, redirectUris })], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('ready')) resolve();
    });
    child.once('exit', () => reject(new Error(`The provider did not start:\n${said}`)));
  });
  return {
    issuer,
    environment: (key, more = {}) => {
      const own = {
        ISSUER: issuer,
        CLIENT_ID: 'rapfang',
        CLIENT_SECRET: 'a secret of the tests',
        NAME_TH: 'ผู้ให้บริการทดสอบ',
        NAME_EN: 'Test Provider',
        SCOPE: 'openid email pid',
        VERIFIED_ACR: 'ial2',
        NATIONAL_ID_CLAIM: 'pid',
        ...more,
      };
      return Object.fromEntries(
        Object.entries(own).map(([name, value]) => [`OIDC_${key.toUpperCase()}_${name}`, value]),
      );
    },
    visit: (url, choice) => visit(issuer, url, choice),
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function visit(issuer: string, start: string, choice: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let url = new URL(start);
  let method = 'GET';
  for (let step = 0; step < 8; step += 1) {
    if (url.origin !== issuer) return url;
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name) cookies.set(name, value ?? '');
    }
    const location = response.headers.get('location');
    if (location) {
      url = new URL(location, url);
      method = 'GET';
    } else if (response.ok && url.pathname.startsWith('/interaction/') && method === 'GET') {
      url = new URL(`${url.pathname}?${choice}`, url);
      method = 'POST';
    } else {
      throw new Error(
        `The provider answered ${response.status} at ${url.pathname}: ${await response.text()}`,
      );
    }
  }
  throw new Error('The provider sends in circles.');
}
