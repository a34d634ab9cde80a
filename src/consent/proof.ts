import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import type { Store } from '../store/index.js';
import { type CheckpointOptions, makeCheckpoint, restoreCopies } from './checkpoint.js';
import type { Checkpoint } from './checkpoint-record.js';
import { Signer } from './signer.js';
import { keyIdOf, type SigningKey } from './signing-keys.js';
import { type Progress, sharedVerification, type Verification, verifyLedger } from './verify.js';

/** What one does with the ledger as a whole. */
export interface Proof {
  /** Who asks while a verification runs gets the same one's result. @see verifyLedger */
  verify(onProgress?: (progress: Progress) => void): Promise<Verification>;
  /** Signs what is new; null: nothing is. */
  checkpoint(): Promise<Checkpoint | null>;
  /** Signs what is new with the old key, then exchanges it. */
  rotateKey(): Promise<SigningKey>;
  /** Writes lost copies of checkpoints again; resolves with how many. */
  restoreCopies(): Promise<number>;
}

export interface ProofOptions {
  store: Store;
  /** The database's file. */
  file: string;
  dataDir: string;
  /** The present key, as it lies in the data directory. */
  key: KeyObject;
  now: () => number;
}

/** Opens the proof of a data directory that nobody else works with. */
export async function openProof({ store, file, dataDir, key, now }: ProofOptions): Promise<Proof> {
  const signer = new Signer(join(dataDir, 'checkpoint-key.pem'), key);
  await signer.settle(store);
  const directory = join(dataDir, 'checkpoints');
  const options: CheckpointOptions = { store, signer, directory };
  return {
    verify: sharedVerification((onProgress) =>
      verifyLedger(file, keyIdOf(signer.key), { outside: directory, onProgress }),
    ),
    checkpoint: () => makeCheckpoint(options, now()),
    async rotateKey() {
      await makeCheckpoint(options, now());
      const introduced = await signer.rotate(store, now());
      await makeCheckpoint(options, now());
      return introduced;
    },
    restoreCopies: () => restoreCopies(options),
  };
}
