import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { startThread } from '../../coordination/thread.js';
import { ImportFileError } from './file-error.js';
import type { FromReader } from './part-by-part.js';
import { type ReadJob, type ReadPart, readImport } from './reader.js';

/** A table of text up to here is read sooner than a thread has started; an archive may unpack to anything. */
const AT_ONCE = 128 * 1024;
/** Memory that the thread may take, MB: a file that needs more is none of ours, and only its import fails. */
const HEAP = 256;
/** MB of it for what lives shortly, as nearly all of a table does: V8 would let this grow for as long as rows come. */
const SHORT_LIVED = 12;

/** Reads a file without keeping the main thread: large ones and archives in a thread. @throws ImportFileError */
export async function* readWithoutBlocking(job: ReadJob): AsyncGenerator<ReadPart> {
  const size = await stat(job.path).then(
    (file) => file.size,
    () => 0,
  );
  const isArchive = size > AT_ONCE || (await startsLikeArchive(job.path));
  yield* isArchive ? readInThread(job) : readImport(job);
}

async function startsLikeArchive(path: string): Promise<boolean> {
  const { open } = await import('node:fs/promises');
  const file = await open(path).catch(() => undefined);
  if (!file) return false;
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return buffer.toString('latin1') === 'PK';
  } finally {
    await file.close();
  }
}

async function* readInThread(job: ReadJob): AsyncGenerator<ReadPart> {
  const thread = startThread('consent/import/reading-thread.js', job, {
    resourceLimits: { maxOldGenerationSizeMb: HEAP, maxYoungGenerationSizeMb: SHORT_LIVED },
  });
  const inbox: FromReader[] = [];
  let wake: () => void = () => undefined;
  let failure: unknown;
  thread.on('message', (message: FromReader) => {
    inbox.push(message);
    wake();
  });
  // Out of memory is the file's fault: the thread has enough for any honest one.
  thread.on('error', (error: NodeJS.ErrnoException) => {
    failure = error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new ImportFileError('expands_too_far') : error;
    wake();
  });
  thread.on('exit', () => {
    failure ??= new ImportFileError('broken_file');
    wake();
  });
  const exited = once(thread, 'exit').catch(() => undefined);
  let ended = false;
  try {
    // One part ahead: the next is read while this one is handled.
    thread.postMessage('next');
    thread.postMessage('next');
    for (;;) {
      while (inbox.length === 0 && failure === undefined) await new Promise<void>((next) => (wake = next));
      const message = inbox.shift();
      if (message === undefined) throw failure;
      if (message.type === 'end' || message.type === 'fault') ended = true;
      if (message.type === 'end') return;
      if (message.type === 'fault') throw new ImportFileError(message.fault);
      thread.postMessage('next');
      yield message;
    }
  } finally {
    if (!ended) thread.postMessage('stop');
    await Promise.race([exited, new Promise((next) => setTimeout(next, 2000).unref())]);
    await thread.terminate();
  }
}
