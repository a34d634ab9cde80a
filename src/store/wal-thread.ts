import { parentPort, workerData } from 'node:worker_threads';
import BetterSqlite3 from 'better-sqlite3';

// Carries the write-ahead log of a database over, as often as it is asked to, beside whoever reads and writes.

const database = new BetterSqlite3(workerData as string, { fileMustExist: true });
database.pragma('synchronous = full');

parentPort?.on('message', () => {
  database.pragma('wal_checkpoint(passive)');
  parentPort?.postMessage('done');
});
