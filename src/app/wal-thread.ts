import { startThread } from '../coordination/thread.js';
import type { WalThread } from '../store/wal.js';

/** Starts the thread that carries the write-ahead log of this database over. */
export function startWalThread(file: string): WalThread {
  const worker = startThread('store/wal-thread.js', file);
  worker.unref();
  return {
    carryOver: () =>
      new Promise((resolve, reject) => {
        const settle = (error?: unknown) => {
          worker.off('message', settled).off('error', settle).off('exit', ended);
          if (error === undefined) resolve();
          else reject(error);
        };
        const settled = () => settle();
        const ended = () => settle(new Error('the thread of the log has ended'));
        worker.on('message', settled).on('error', settle).on('exit', ended);
        worker.postMessage('carry over');
      }),
    end: () => worker.terminate(),
  };
}
