import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { environment, ROOT } from './izin.js';

/** The program as it is built: `npm test` builds it first. */
export const MAIN = join(ROOT, 'dist/main.js');

/** The program in a process of its own, on a port that stays the same, so that it can be killed. */
export class Child {
  readonly port: number;
  readonly #environment: Record<string, string>;
  #process: ChildProcess | undefined;
  errors = '';

  constructor(port: number, graphUrl: string, dataDir: string, more: Record<string, string> = {}) {
    this.port = port;
    this.#environment = environment(graphUrl, dataDir, { ...more, PORT: String(port) });
  }

  start(): void {
    const child = spawn(process.execPath, [MAIN, 'serve'], {
      env: { PATH: process.env.PATH ?? '', ...this.#environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      this.errors = `${this.errors}${chunk}`.slice(-4000);
    });
    this.#process = child;
  }

  /** Resolves when it answers; rejects when it ended before. */
  async ready(most = 30_000): Promise<void> {
    const deadline = performance.now() + most;
    while (performance.now() < deadline) {
      if (this.#process?.exitCode !== null) throw new Error(`it ended: ${this.errors}`);
      const ok = await fetch(`http://127.0.0.1:${this.port}/healthz`).then(
        (response) => response.ok,
        () => false,
      );
      if (ok) return;
      await new Promise((next) => setTimeout(next, 20));
    }
    throw new Error(`it does not answer: ${this.errors}`);
  }

  /** As power loss ends it, but for the disk's own cache. */
  async kill(): Promise<void> {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  async end(): Promise<void> {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
