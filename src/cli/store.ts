import { existsSync } from 'node:fs';
import type { Config } from '../config.js';
import { lockDataDir } from '../store/data-dir.js';
import { Store } from '../store/index.js';
import { Refusal } from './outcome.js';

/** The database's file. @throws Refusal when there is none yet */
export function databaseFile(config: Config): string {
  const { file } = config.database;
  if (existsSync(file)) return file;
  throw new Refusal(`there is no database at ${file} yet; start Izin once, or set IZIN_DATA_DIR`);
}

/** Reads the database, also while the server runs. */
export async function withStore<T>(config: Config, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await Store.open(databaseFile(config));
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Changes the database while nobody else does. @throws DataDirBusyError while the server runs */
export async function withDataDir<T>(config: Config, work: (store: Store) => Promise<T>): Promise<T> {
  const unlock = lockDataDir(config.dataDir);
  try {
    const store = await Store.open(config.database.file);
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  } finally {
    unlock();
  }
}
