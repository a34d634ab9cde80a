import { existsSync } from 'node:fs';
import { Worker, type WorkerOptions } from 'node:worker_threads';

const SOURCE_IMPORTS = new URL('../../scripts/source-imports.mjs', import.meta.url);

/**
 * Starts a file of ours as a thread; `file` names the `.js` that the build makes of it. Where there is no
 * build (tests, benchmarks) the source itself runs.
 */
export function startThread(
  file: URL,
  workerData: unknown,
  limits: Pick<WorkerOptions, 'resourceLimits'> = {},
): Worker {
  if (existsSync(file)) return new Worker(file, { ...limits, workerData });
  const source = new URL(file.href.replace(/\.js$/, '.ts'));
  return new Worker(source, { ...limits, workerData, execArgv: ['--import', SOURCE_IMPORTS.href] });
}
