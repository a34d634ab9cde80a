import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';

/** Somebody else works with this data directory. */
export class DataDirBusyError extends Error {
  override readonly name = 'DataDirBusyError';
}

/**
 * Takes the data directory for this process alone; returns how to give it back. The lock is one that the
 * operating system drops with the process, however it ends.
 * @throws DataDirBusyError
 */
export function lockDataDir(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lock = new BetterSqlite3(join(dataDir, 'lock'), { timeout: 0 });
  try {
    lock.exec('begin exclusive');
  } catch {
    lock.close();
    throw new DataDirBusyError(`another Izin is running with ${dataDir}`);
  }
  return () => {
    if (lock.open) lock.close();
  };
}

/** What must never leave this machine: made on first start, readable by its owner alone. */
export interface Secrets {
  /** Encrypts and derives: IZIN_SECRET, or the file's. */
  secret: string;
  /** Signs checkpoints (Ed25519). */
  checkpointKey: KeyObject;
}

export function readSecrets(dataDir: string, given: string | null): Secrets {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const secret = given ?? readOrMake(join(dataDir, 'secret'), () => randomBytes(32).toString('base64url'));
  const pem = readOrMake(join(dataDir, 'checkpoint-key.pem'), () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  });
  return { secret: secret.trim(), checkpointKey: createPrivateKey(pem) };
}

/** Written aside and renamed: a crash never leaves half a secret. */
function readOrMake(file: string, make: () => string): string {
  if (existsSync(file)) return readFileSync(file, 'utf8');
  const text = make();
  writeFileSync(`${file}.part`, text, { mode: 0o600 });
  renameSync(`${file}.part`, file);
  return text;
}

/** Where the running server is, and a key for it: for the commands of whoever owns this directory. */
export interface RunningServer {
  url: string;
  key: string;
}

const SERVER_FILE = 'server.json';

/** Tells the commands on this machine where the server is; returns how to take it back. */
export function announceServer(dataDir: string, server: RunningServer): () => void {
  const file = join(dataDir, SERVER_FILE);
  writeFileSync(file, JSON.stringify(server), { mode: 0o600 });
  return () => rmSync(file, { force: true });
}

/** The server that runs with this data directory; null: none, or it ended without saying so. */
export function runningServer(dataDir: string): RunningServer | null {
  const file = join(dataDir, SERVER_FILE);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as RunningServer) : null;
}
