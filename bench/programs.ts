import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BENCH } from './webhook-load.js';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** A program of the benchmark, in a process of its own. */
export interface Program {
  url: string;
  child: ChildProcess;
  dataDir: string;
  stop: () => Promise<void>;
}

/** Starts a file of bench/ that prints its address. */
export function startBench(file: string, ...args: string[]): Promise<Program> {
  const imports = [
    '--disable-warning=ExperimentalWarning',
    '--import',
    join(ROOT, 'scripts/source-imports.mjs'),
  ];
  return start([...imports, join(ROOT, 'bench', file), ...args], {}, /^(http:\S+)$/m);
}

/** What makes Izin talk to the benchmark's own Meta. */
export function liveAgainst(graph: Program): Record<string, string> {
  return {
    WHATSAPP_ACCESS_TOKEN: 'bench',
    WHATSAPP_GRAPH_URL: graph.url,
    IZIN_API_KEY: 'bench-key',
    IZIN_ORG_NAME: 'Bench',
  };
}

/** Starts Izin as an operator does; `env` over the benchmark's account. */
export function startIzin(env: Record<string, string> = {}): Promise<Program> {
  return start(
    [join(ROOT, 'dist/main.js'), 'serve', '--port', '0'],
    {
      WHATSAPP_APP_SECRET: BENCH.appSecret,
      WHATSAPP_PHONE_NUMBER_ID: BENCH.numberId,
      WHATSAPP_BUSINESS_ACCOUNT_ID: BENCH.wabaId,
      LOG_LEVEL: 'error',
      IZIN_THROUGHPUT: '',
      IZIN_DRILL: '',
      IZIN_QUIET_HOURS: '',
      IZIN_FREQUENCY_CAP: '',
      IZIN_API_RATE: '',
      ...env,
    },
    /(http:\/\/localhost:\d+)/,
  );
}

async function start(args: string[], env: Record<string, string>, address: RegExp): Promise<Program> {
  const dataDir = env.IZIN_DATA_DIR ?? mkdtempSync(join(tmpdir(), 'izin-bench-'));
  const child = spawn(process.execPath, args, {
    cwd: dataDir,
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', IZIN_DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk) => {
      text += chunk;
      const found = address.exec(text)?.[1];
      if (found) resolve(found.replace('localhost', '127.0.0.1'));
    });
    child.once('exit', (code) => reject(new Error(`the program ended with ${code} before it was ready`)));
  });
  return {
    url,
    child,
    dataDir,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      if (!env.IZIN_DATA_DIR) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
