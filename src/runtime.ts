import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// This file alone is read by whatever Node a machine has: nothing newer than Node 18, only node: imports.

/** The oldest Node that runs Izin: better-sqlite3 13 crashes under Node 20. */
const OLDEST = [22, 12] as const;

/** Set for the process that was started in our place, so that a wrong binary cannot start itself for ever. */
const MARK = 'IZIN_RUNTIME';

/** Whether a version such as `22.12.0` runs Izin. */
export function isRecent(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

/** The Node that the npm package `node` supplies, in the nearest node_modules; undefined when absent. */
export function suppliedNode(from: string = dirname(fileURLToPath(import.meta.url))): string | undefined {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  for (let folder = from; ; folder = dirname(folder)) {
    const binary = join(folder, 'node_modules', 'node', 'bin', name);
    if (existsSync(binary)) return binary;
    if (dirname(folder) === folder) return undefined;
  }
}

/**
 * Runs `node args...` in place of this process: standard streams, signals and the exit code pass through.
 * Never returns to its caller.
 */
export function handOver(node: string, args: readonly string[]): Promise<never> {
  const environment = { ...process.env, [MARK]: process.versions.node };
  const child = spawn(node, args, { stdio: 'inherit', env: environment });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      // A terminal gives Ctrl-C to the whole group, so the child has it already; twice would mean "at once".
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  return new Promise(() => {
    child.on('error', (error) => {
      process.stderr.write(`izin: Node tidak dapat dijalankan · Node cannot be started: ${error.message}\n`);
      process.exit(1);
    });
    child.on('exit', (code, signal) => {
      if (!signal) process.exit(code ?? 1);
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    });
  });
}

/**
 * Resolves when this Node can run Izin. Under an older one the program starts again with the supplied Node
 * and this promise stays open; without one, it says what to do and exits with 1.
 */
export async function ensureRuntime(): Promise<void> {
  if (isRecent(process.versions.node)) return;
  const node = process.env[MARK] ? undefined : suppliedNode();
  if (node) await handOver(node, process.argv.slice(1));
  process.stderr.write(
    `izin: perlu Node ${OLDEST.join('.')} atau lebih baru, di sini ${process.versions.node}. Jalankan "npm start", atau pasang Node 24 dari https://nodejs.org\n` +
      `izin: needs Node ${OLDEST.join('.')} or newer, this is ${process.versions.node}. Run "npm start", or install Node 24 from https://nodejs.org\n`,
  );
  process.exit(1);
}
