import { parentPort, workerData } from 'node:worker_threads';
import { ImportFileError } from './file-error.js';
import type { FromReader } from './read-elsewhere.js';
import { type ReadJob, readImport } from './reader.js';

// Reads a file beside the main thread. Each part waits until it is asked for, so that what has been read and
// not yet handled stays little.

const port = parentPort;
if (!port) throw new Error('this runs in a thread');
const tell = (message: FromReader) => port.postMessage(message);
const parts = readImport(workerData as ReadJob);

port.on('message', (message: 'next' | 'stop') => void (message === 'next' ? next() : stop()));

async function next(): Promise<void> {
  try {
    const { value, done } = await parts.next();
    tell(done ? { type: 'end' } : value);
    if (done) port?.close();
  } catch (error) {
    tell({ type: 'fault', fault: error instanceof ImportFileError ? error.fault : 'broken_file' });
    port?.close();
  }
}

/** Between two parts: the file is closed and what was made for reading it is removed. */
async function stop(): Promise<void> {
  await parts.return(undefined);
  tell({ type: 'end' });
  port?.close();
}
