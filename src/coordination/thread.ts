import { existsSync } from 'node:fs';
import { Worker, type WorkerOptions } from 'node:worker_threads';

/** The folder of all code: `dist`, or `src` where there is no build (tests, benchmarks). */
const CODE = new URL('../', import.meta.url);
const SOURCE_IMPORTS = new URL('../scripts/source-imports.mjs', CODE);

/**
 * Starts a file of ours as a thread; `file` names what the build makes of it, e.g. `store/wal-thread.js`. The build
 * has to know it too (rolldown.config.mjs).
 */
export function startThread(
  file: string,
  workerData: unknown,
  limits: Pick<WorkerOptions, 'resourceLimits'> = {},
): Worker {
  const built = new URL(file, CODE);
  if (existsSync(built)) return new Worker(built, { ...limits, workerData });
  const source = new URL(file.replace(/\.js$/, '.ts'), CODE);
  return new Worker(source, { ...limits, workerData, execArgv: ['--import', SOURCE_IMPORTS.href] });
}
