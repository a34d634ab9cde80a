import type { Generated } from 'kysely';

/** The proof. */
export interface LedgerTables {
  ledger: LedgerTable;
  ledger_key: LedgerKeyTable;
  checkpoint: CheckpointTable;
  signing_key: SigningKeyTable;
  checkpoint_head: CheckpointHeadTable;
}

/** One consent event. `evidence` is erasable detail; `commitment` binds it into the chain for ever. */
export interface LedgerTable {
  /** In the order of writing. */
  id: Generated<number>;
  contact_id: string;
  seq: number;
  topic: string | null;
  event: string;
  from_state: string | null;
  to_state: string | null;
  at: number;
  recorded_at: number;
  source: string;
  actor: string;
  effect: number;
  wording: string | null;
  environment: string;
  evidence: string | null;
  commitment: string;
  previous: string;
  hash: string;
}

/** The per-contact key of the commitments; erasure destroys it. */
export interface LedgerKeyTable {
  contact_id: string;
  key: Buffer;
}

export interface CheckpointTable {
  seq: number;
  at: number;
  records: number;
  previous: string;
  root: string;
  key_id: string;
  signature: string;
}

/** Public keys that have signed checkpoints, each but the first signed by the one before. */
export interface SigningKeyTable {
  number: number;
  key_id: string;
  public_key: string;
  at: number;
  first_checkpoint: number;
  previous: string | null;
  signature: string | null;
}

/** The chain heads that changed since the checkpoint before. */
export interface CheckpointHeadTable {
  checkpoint_seq: number;
  contact_id: string;
  seq: number;
  hash: string;
}
