import type { Store, Tx } from '../store/index.js';

/**
 * Where a request may come from that is not the customer's own act in WhatsApp, and may carry proof of a yes
 * that was given there. `import:<source>` is one source of imports, by the name that its rows give.
 */
export const PROVEN_SOURCES = ['import', 'paper', 'telephone', 'web', 'api', 'agent'] as const;

/** Whether requests from a source need the customer's yes in WhatsApp too. Times in ms. */
export interface SourcePolicy {
  source: string;
  doubleOptIn: boolean;
  /** Why an operator lets the proof stand. */
  reason: string;
  actor: string;
  at: number;
}

/** A yes older than this is asked for again, whatever proves it. */
export const PROOF_LIFE = 365 * 24 * 60 * 60 * 1000;

export type SourcePolicies = ReadonlyMap<string, SourcePolicy>;

/** What applies now, by source. What is not listed needs the customer's yes. */
export async function readSourcePolicies(read: Pick<Store['read'], 'selectFrom'>): Promise<SourcePolicies> {
  const rows = await read.selectFrom('source_policy').selectAll().orderBy('id').execute();
  return new Map(
    rows.map(({ source, double_opt_in, reason, actor, at }) => [
      source,
      { source, doubleOptIn: double_opt_in === 1, reason, actor, at },
    ]),
  );
}

/** Adds a decision; those before it stay on record. In the caller's transaction. */
export async function setSourcePolicy(tx: Tx, policy: SourcePolicy): Promise<void> {
  const { doubleOptIn, ...rest } = policy;
  await tx
    .insertInto('source_policy')
    .values({ ...rest, double_opt_in: doubleOptIn ? 1 : 0 })
    .execute();
}

/**
 * Whether the proof of a request stands for the customer's own yes: an operator has turned double opt-in off
 * for its source, and it has the date, not older than a year, and the very words that were answered. Pure.
 * @param name the source as the proof names it
 */
export function proofStands(
  policies: SourcePolicies,
  source: string,
  proof: { name: string | null; date: string | null; wording: string | null },
  now: number,
): boolean {
  const policy = policies.get(`${source}:${proof.name ?? ''}`) ?? policies.get(source);
  if (!policy || policy.doubleOptIn || proof.date === null || proof.wording === null) return false;
  const age = now - Date.parse(proof.date.slice(0, 10));
  return age <= PROOF_LIFE;
}
