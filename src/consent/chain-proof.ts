import type { Store } from '../store/index.js';
import { absorbedInto } from './links.js';
import { verifyChain } from './verify-chain.js';

/** What vouches for one chain of records. */
export interface ChainProof {
  contactId: string;
  records: number;
  /** Hash of its last record. */
  hash: string;
  /** Recomputed just now, and as checkpoints have seen it. */
  sound: boolean;
  /** The last signed checkpoint that has seen it, and up to which record; null: none yet. */
  checkpoint: { seq: number; at: number; root: string; keyId: string; upTo: number } | null;
}

/** The chains of a contact and of those it was found to be the same person as; those that have records. */
export async function proveChains(read: Store['read'], contactId: string): Promise<ChainProof[]> {
  const proofs: ChainProof[] = [];
  for (const id of [contactId, ...(await absorbedInto(read, contactId))]) {
    const proof = await proveChain(read, id);
    if (proof) proofs.push(proof);
  }
  return proofs;
}

async function proveChain(read: Store['read'], contactId: string): Promise<ChainProof | null> {
  const rows = await read
    .selectFrom('ledger')
    .selectAll()
    .where('contact_id', '=', contactId)
    .orderBy('seq')
    .execute();
  const last = rows.at(-1);
  if (!last) return null;
  const key = await read
    .selectFrom('ledger_key')
    .select('key')
    .where('contact_id', '=', contactId)
    .executeTakeFirst();
  const heads = await read
    .selectFrom('checkpoint_head')
    .innerJoin('checkpoint', 'checkpoint.seq', 'checkpoint_head.checkpoint_seq')
    .select(['checkpoint_head.seq', 'checkpoint_head.hash', 'checkpoint_head.checkpoint_seq'])
    .select(['checkpoint.at', 'checkpoint.root', 'checkpoint.key_id'])
    .where('checkpoint_head.contact_id', '=', contactId)
    .orderBy('checkpoint_head.checkpoint_seq')
    .execute();
  const chain = rows.map(({ contact_id, from_state, to_state, recorded_at, ...row }) => {
    return { ...row, contactId: contact_id, from: from_state, to: to_state, recordedAt: recorded_at };
  });
  const seen = heads.map(({ seq, hash }) => ({ contactId, seq, hash }));
  const latest = heads.at(-1);
  return {
    contactId,
    records: rows.length,
    hash: last.hash,
    sound: verifyChain(chain, key?.key ?? null, seen).length === 0,
    checkpoint: latest
      ? {
          seq: latest.checkpoint_seq,
          at: latest.at,
          root: latest.root,
          keyId: latest.key_id,
          upTo: latest.seq,
        }
      : null,
  };
}
