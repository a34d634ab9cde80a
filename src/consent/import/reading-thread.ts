import { parentPort, workerData } from 'node:worker_threads';
import { partByPart, type ToReader } from './part-by-part.js';
import type { ReadJob } from './reader.js';

// Reads a file beside the main thread.

const port = parentPort;
if (!port) throw new Error('this runs in a thread');
const answer = partByPart(
  workerData as ReadJob,
  (message) => port.postMessage(message),
  () => port.close(),
);
port.on('message', (message: ToReader) => void answer(message));
