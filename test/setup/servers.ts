import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe } from '@jest/globals';
import { findProgram, hasServer, SERVERS, type ServerName } from '../../scripts/servers.mjs';

/** A throw-away server of this test alone, on a free loopback port. */
export interface Server {
  url: string;
  /** Ends it as a power cut would. What it had promised to keep on disk, PostgreSQL keeps. */
  crash(): Promise<void>;
  /** Starts it again after a crash, at the same address. */
  resume(): Promise<void>;
  /** Ends it and removes its files. */
  stop(): Promise<void>;
}

/**
 * `describe` for a suite that needs a server: left out where that is not installed (the runner says so at the
 * end), except under CI, where it runs and fails.
 */
export function describeWith(server: ServerName): typeof describe | typeof describe.skip {
  return hasServer(server) || process.env['CI'] ? describe : describe.skip;
}

/** Starts redis-server without persistence. */
export async function startRedis(): Promise<Server> {
  const program = programOf('redis', 'redis-server');
  return startServer('redis', async (folder, port) => ({
    url: `redis://127.0.0.1:${port}`,
    program,
    args: ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder],
    crashSignal: 'SIGKILL',
    options: {},
  }));
}

/** Starts a fresh PostgreSQL cluster; its database `postgres` is empty. Under root it runs as an unprivileged account. */
export async function startPostgres(): Promise<Server> {
  const initdb = programOf('postgres', 'initdb');
  const program = programOf('postgres', 'postgres');
  const owner = await unprivileged();
  return startServer('postgres', async (folder, port) => {
    const data = join(folder, 'data');
    if ('uid' in owner) await chown(folder, owner.uid, owner.gid);
    const run = promisify(execFile);
    const options = { cwd: folder, env: { ...process.env, LC_ALL: 'C' }, ...owner };
    await run(
      initdb,
      ['-D', data, '-U', 'izin', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
      options,
    );
    return {
      url: `postgres://izin@127.0.0.1:${port}/postgres`,
      program,
      args: [
        '-D',
        data,
        '-p',
        `${port}`,
        '-k',
        folder,
        '-c',
        'listen_addresses=127.0.0.1',
        '-c',
        'fsync=off',
      ],
      // Immediate shutdown: no checkpoint, recovery at the next start, and no child left behind.
      crashSignal: 'SIGQUIT',
      options,
    };
  });
}

interface Recipe {
  url: string;
  program: string;
  args: string[];
  crashSignal: NodeJS.Signals;
  options: { cwd?: string; env?: NodeJS.ProcessEnv; uid?: number; gid?: number };
}

async function startServer(
  name: string,
  prepare: (folder: string, port: number) => Promise<Recipe>,
): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), `izin-${name}-`));
  const port = await freePort();
  const recipe = await prepare(folder, port);
  let child: ChildProcess | undefined;
  const killAtExit = () => child?.kill(recipe.crashSignal);
  process.on('exit', killAtExit);

  async function resume(): Promise<void> {
    const started = spawn(recipe.program, recipe.args, {
      ...recipe.options,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    await new Promise<void>((resolve, reject) => {
      let output = '';
      const listen = (text: Buffer) => {
        output += text;
        if (/ready to accept connections/i.test(output)) resolve();
      };
      started.stdout.on('data', listen);
      started.stderr.on('data', listen);
      started.on('error', reject);
      started.on('exit', () => reject(new Error(`${name} did not start:\n${output}`)));
    });
  }
  async function end(signal: NodeJS.Signals): Promise<void> {
    const running = child;
    child = undefined;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const ended = once(running, 'exit');
    running.kill(signal);
    await ended;
  }
  await resume();
  return {
    url: recipe.url,
    crash: () => end(recipe.crashSignal),
    resume,
    async stop() {
      await end(recipe.crashSignal);
      process.off('exit', killAtExit);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function programOf(server: ServerName, program: string): string {
  const path = findProgram(program);
  if (path) return path;
  const { debian, brew } = SERVERS[server];
  throw new Error(`This test needs ${program}: apt-get install ${debian}, or brew install ${brew}`);
}

async function unprivileged(): Promise<{ uid: number; gid: number } | Record<string, never>> {
  if (process.getuid?.() !== 0) return {};
  const accounts = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  const account =
    accounts.find(([name]) => name === 'postgres') ?? accounts.find(([name]) => name === 'nobody');
  if (!account)
    throw new Error('PostgreSQL refuses to run as root, and there is no account postgres or nobody');
  return { uid: Number(account[2]), gid: Number(account[3]) };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (!address || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
