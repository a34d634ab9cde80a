import type { Worker } from 'node:worker_threads';
import { startThread } from '../coordination/thread.js';
import { openSubject, type Subject, type Tasks } from './verify-tasks.js';
import type { Told } from './verify-thread.js';

/** Does one piece of a verification at a time. */
export interface Member {
  perform<T extends keyof Tasks>(
    task: T,
    ask: Tasks[T]['ask'],
    onRecords?: (count: number) => void,
  ): Promise<Tasks[T]['answer']>;
  end(): Promise<unknown>;
}

/** On this thread, which does nothing else meanwhile. */
export function inPlace(subject: Subject): Member {
  const { perform, close } = openSubject(subject);
  return { perform: async (task, ask, onRecords) => perform(task, ask, onRecords), end: async () => close() };
}

/** On a thread of its own. */
export function inThread(subject: Subject): Member {
  const worker = startThread('consent/verify-thread.js', subject);
  return {
    perform: (task, ask, onRecords) => asked(worker, { task, ask }, onRecords),
    end: () => worker.terminate(),
  };
}

function asked<Answer>(worker: Worker, question: object, onRecords?: (count: number) => void) {
  return new Promise<Answer>((resolve, reject) => {
    const listen = (told: Told) => {
      if ('records' in told) return onRecords?.(told.records);
      worker.off('message', listen).off('error', reject);
      resolve(told.answer as Answer);
    };
    worker.on('message', listen).once('error', reject);
    worker.postMessage(question);
  });
}
