import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { openSubject, type Subject, type Tasks } from './verify-tasks.js';

/** A message of the thread: how many records more, or the answer. */
export type Told = { records: number } | { answer: unknown };

// Under Linux this is the thread's own: whoever waits for a webhook comes first.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW);

const { perform } = openSubject(workerData as Subject);
const tell = (told: Told) => parentPort?.postMessage(told);

parentPort?.on('message', ({ task, ask }: { task: keyof Tasks; ask: never }) => {
  tell({ answer: perform(task, ask, (records) => tell({ records })) });
});
