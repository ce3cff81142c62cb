import { spawn, type ChildProcess } from 'node:child_process';
import { freePort } from './services.mjs';

export interface ServerProcess {
  url: string;
  port: number;
  child: ChildProcess;
  /** Everything it printed so far. */
  output(): string;
  /** Sends the signal and waits for the end; gives the exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** The built server as a process of its own, ready to answer. */
export async function startServerProcess(env: Record<string, string>): Promise<ServerProcess> {
  const port = Number(env['PORT'] ?? (await freePort()));
  const url = `http://localhost:${port}`;
  let printed = '';
  const child = spawn(process.execPath, ['dist/apps/api/src/main.js'], {
    env: {
      PATH: process.env['PATH'] ?? '',
      LOG_LEVEL: 'warn',
      HOST: '127.0.0.1',
      ...env,
      PORT: String(port),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const server: ServerProcess = {
    url,
    port,
    child,
    output: () => printed,
    end: async (signal) => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      return ended;
    },
  };
  await ready(server);
  return server;
}

/** "Rapfang is ready" is printed when the demonstration is loaded and the port listens. */
async function ready(server: ServerProcess): Promise<void> {
  for (let tries = 0; tries < 1200; tries += 1) {
    if (/is ready/.test(server.output())) return;
    if (server.child.exitCode !== null) break;
    await new Promise((resume) => setTimeout(resume, 50));
  }
  await server.end('SIGKILL');
  throw new Error(`The server did not start:\n${server.output()}`);
}
