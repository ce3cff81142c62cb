import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { LookupAddress } from 'node:dns';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { Outbound, type OutboundSettings } from './outbound.js';
import { isPublicAddress } from './public-address.rules.js';

describe('isPublicAddress', () => {
  it.each([
    ['8.8.8.8', true],
    ['203.150.1.1', true],
    ['2606:4700:4700::1111', true],
    ['::ffff:8.8.8.8', true],
    ['0.0.0.0', false],
    ['0.1.2.3', false],
    ['127.0.0.1', false],
    ['127.255.255.254', false],
    ['10.1.2.3', false],
    ['172.16.0.1', false],
    ['172.31.255.255', false],
    ['192.168.1.1', false],
    ['100.64.0.1', false],
    ['169.254.169.254', false],
    ['192.0.0.192', false],
    ['192.0.2.1', false],
    ['198.18.0.1', false],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['::', false],
    ['::1', false],
    ['::ffff:127.0.0.1', false],
    ['::ffff:7f00:1', false],
    ['::ffff:169.254.169.254', false],
    ['::127.0.0.1', false],
    ['fe80::1', false],
    ['fe80::1%eth0', false],
    ['fc00::1', false],
    ['fd00:ec2::254', false],
    ['fec0::1', false],
    ['64:ff9b::7f00:1', false],
    ['2002:7f00:1::', false],
    ['2001:db8::1', false],
    ['ff02::1', false],
    ['localhost', false],
    ['', false],
  ])('%s is public: %s', (address, open) => {
    expect(isPublicAddress(address)).toBe(open);
  });
});

/** Plays the name server: each look at a name takes the next of its answers. */
function names(answers: Record<string, string[][]>): NonNullable<OutboundSettings['lookup']> {
  const looks: Record<string, number> = {};
  return (host, _options, done) => {
    const rows = answers[host];
    if (!rows) return done(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), []);
    const look = (looks[host] = (looks[host] ?? -1) + 1);
    const found = rows[Math.min(look, rows.length - 1)] ?? [];
    done(
      null,
      found.map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
}

describe('Outbound', () => {
  const servers: Server[] = [];
  let inner: { port: number; hits: number };
  let outer: { port: number; hits: number };
  let answer: RequestListener;

  async function serve(handler: RequestListener): Promise<{ port: number; hits: number }> {
    const seen = { port: 0, hits: 0 };
    const server = createServer((request, response) => {
      seen.hits += 1;
      handler(request, response);
    });
    servers.push(server);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    seen.port = (server.address() as AddressInfo).port;
    return seen;
  }

  beforeAll(async () => {
    inner = await serve((_request, response) => response.end('{"secret":"inner"}'));
    outer = await serve((request, response) => answer(request, response));
  });
  beforeEach(() => {
    inner.hits = 0;
    outer.hits = 0;
    answer = (_request, response) => response.end('{"ok":true}');
  });
  afterAll(() => servers.forEach((server) => server.close().closeAllConnections()));

  /** Reaches the outer server alone, as an operator's list would let it. */
  const guarded = (more: Partial<OutboundSettings> = {}) =>
    new Outbound({ allow: [`127.0.0.1:${outer.port}`], timeoutMs: 2000, ...more });
  const there = (path = '/') => `http://127.0.0.1:${outer.port}${path}`;
  const redirectTo = (location: string): RequestListener => {
    return (_request, response) => response.writeHead(302, { location }).end();
  };

  it.each([
    ['a plain address', 'http://INNER/', 'SCHEME'],
    ['its name', 'http://localhost:PORT/', 'SCHEME'],
    ['https to it', 'https://INNER/', 'PORT'],
    ['loopback', 'https://127.0.0.1/', 'ADDRESS'],
    ['loopback in one decimal number', 'https://2130706433/', 'ADDRESS'],
    ['loopback in octal', 'https://0177.0.0.1/', 'ADDRESS'],
    ['loopback in hex', 'https://0x7f.1/', 'ADDRESS'],
    ['loopback in short', 'https://127.1/', 'ADDRESS'],
    ['loopback in full-width digits', 'https://１２７.0.0.1/', 'ADDRESS'],
    ['IPv6 loopback', 'https://[::1]/', 'ADDRESS'],
    ['IPv4 within IPv6', 'https://[::ffff:127.0.0.1]/', 'ADDRESS'],
    ['no address at all', 'https://0.0.0.0/', 'ADDRESS'],
    ['a private network', 'https://192.168.0.10/', 'ADDRESS'],
    ['a shared network', 'https://100.64.10.1/', 'ADDRESS'],
    ['a metadata service', 'https://169.254.169.254/latest/meta-data/', 'ADDRESS'],
    ['the system’s localhost', 'https://localhost/', 'ADDRESS'],
    ['a name of a private address', 'https://inside.example/', 'ADDRESS'],
    ['a name with one private address of two', 'https://mixed.example/', 'ADDRESS'],
    ['a name of an IPv6 private address', 'https://six.example/', 'ADDRESS'],
    ['a name of a metadata service', 'https://metadata.example/', 'ADDRESS'],
    ['a name that nobody has', 'https://nobody.example/', 'FAILED'],
    ['a public name over plain http', 'http://outside.example/', 'SCHEME'],
    ['a public name on a port of its own', 'https://outside.example:8443/', 'PORT'],
    ['a mail server', 'https://outside.example:25/', 'FAILED'],
    ['a file', 'file:///etc/passwd', 'SCHEME'],
    ['data', 'data:text/plain,hello', 'SCHEME'],
    ['another protocol', 'gopher://outside.example/', 'SCHEME'],
    ['a name and a password in the address', 'https://user:pass@outside.example/', 'CREDENTIALS'],
  ])('does not reach %s', async (_what, address, reason) => {
    const lookup = names({
      'inside.example': [['10.0.0.7']],
      'mixed.example': [['8.8.8.8', '127.0.0.1']],
      'six.example': [['fd00::1']],
      'metadata.example': [['169.254.169.254']],
      'outside.example': [['8.8.8.8']],
      localhost: [['::1', '127.0.0.1']],
    });
    const url = address.replace('INNER', `127.0.0.1:${inner.port}`).replace('PORT', String(inner.port));
    await expect(guarded({ lookup }).fetch(url)).rejects.toMatchObject({ reason });
    expect(inner.hits).toBe(0);
  });

  it('connects to the address that it judged: a name that changes afterwards gains nothing', async () => {
    let looks = 0;
    const answers = names({ 'rebind.example': [['240.0.0.1'], ['127.0.0.1']] });
    const lookup: OutboundSettings['lookup'] = (host, options, done) => {
      looks += 1;
      answers(host, options, done);
    };
    const outbound = guarded({ lookup });
    await expect(outbound.fetch('https://rebind.example/')).rejects.toMatchObject({ reason: 'ADDRESS' });
    expect(looks).toBe(1);
    await expect(outbound.fetch('https://rebind.example/')).rejects.toMatchObject({ reason: 'ADDRESS' });
    expect(looks).toBe(2);
  });

  it.each([
    ['a private address', 'https://10.0.0.1/', 'ADDRESS'],
    ['a metadata service', 'https://169.254.169.254/', 'ADDRESS'],
    ['a name of a private address', 'https://inside.example/', 'ADDRESS'],
    ['another port of this machine', 'http://INNER/', 'SCHEME'],
    ['a file', 'file:///etc/passwd', 'FAILED'],
    ['data', 'data:text/plain,hello', 'FAILED'],
  ])('does not follow a redirect to %s', async (_what, location, reason) => {
    answer = redirectTo(location.replace('INNER', `127.0.0.1:${inner.port}`));
    const outbound = guarded({ lookup: names({ 'inside.example': [['10.0.0.7']] }) });
    await expect(outbound.fetch(there(), { redirect: 'follow' })).rejects.toMatchObject({ reason });
    expect(outer.hits).toBe(1);
    expect(inner.hits).toBe(0);
  });

  it('follows no redirect unless asked, and then only to what is allowed', async () => {
    answer = (request, response) =>
      request.url === '/end' ? response.end('end') : redirectTo('/end')(request, response);
    await expect(guarded().fetch(there())).rejects.toMatchObject({ reason: 'FAILED' });
    expect((await guarded().fetch(there(), { redirect: 'manual' })).status).toBe(302);
    expect(await (await guarded().fetch(there(), { redirect: 'follow' })).text()).toBe('end');
  });

  it('gives the answer of what is listed, with status and headers', async () => {
    answer = (_request, response) => response.writeHead(404, { 'x-kind': 'test' }).end('{"ok":false}');
    const response = await guarded().fetch(there());
    expect([response.status, response.headers.get('x-kind'), await response.json()]).toEqual([
      404,
      'test',
      { ok: false },
    ]);
    answer = (_request, response) => response.writeHead(204).end();
    expect((await guarded().fetch(there())).status).toBe(204);
  });

  it('reaches only the port that is listed', async () => {
    await expect(guarded().fetch(`http://127.0.0.1:${inner.port}/`)).rejects.toMatchObject({
      reason: 'SCHEME',
    });
    expect(inner.hits).toBe(0);
  });

  it('stops reading an answer that is too large, however small it came packed', async () => {
    answer = (_request, response) => response.end(Buffer.alloc(5000));
    await expect(guarded({ bytesMost: 4999 }).fetch(there())).rejects.toMatchObject({ reason: 'TOO_LARGE' });
    const packed = gzipSync(Buffer.alloc(1_000_000));
    answer = (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed);
    expect(packed.byteLength).toBeLessThan(5000);
    await expect(guarded({ bytesMost: 5000 }).fetch(there())).rejects.toMatchObject({ reason: 'TOO_LARGE' });
  });

  it('waits no longer than it may, neither for the answer nor for its end', async () => {
    answer = () => undefined;
    await expect(guarded({ timeoutMs: 100 }).fetch(there())).rejects.toMatchObject({ reason: 'TIMEOUT' });
    answer = (_request, response) => response.write('{');
    await expect(guarded({ timeoutMs: 100 }).fetch(there())).rejects.toMatchObject({ reason: 'TIMEOUT' });
  });

  it('tells the host at most, never the address it was led to', async () => {
    const outbound = guarded({ lookup: names({ 'inside.example': [['10.0.0.7']] }) });
    const error = await outbound.fetch('https://inside.example/secret?token=abc').catch(String);
    expect(error).toContain('inside.example');
    expect(error).not.toMatch(/10\.0\.0\.7|token|secret/);
  });
});
