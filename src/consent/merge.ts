import { sql } from 'kysely';
import type { Tx } from '../store/index.js';
import type { BlockKind } from './blocks.js';
import { changeConsent, loadStanding } from './change.js';
import type { Environment } from './evidence.js';
import { appendToLedger } from './ledger.js';
import type { ConsentState } from './machine.js';

/** How little a state allows; on linking two contacts the stricter one wins. `unknown` says nothing at all. */
const STRICTNESS: Record<ConsentState, number> = {
  unknown: 0,
  subscribed: 1,
  pending: 2,
  lapsed: 3,
  declined: 4,
  unsubscribed: 5,
};

/** Tables whose rows simply follow the person. */
const FOLLOWERS = ['outbox', 'event', 'timer', 'ticket'] as const;

/**
 * Makes one contact of two that Meta has shown to be the same person, in the caller's transaction: the
 * stricter consent wins, every block stays, both chains stay as they are and each names the other.
 */
export async function mergeContacts(
  tx: Tx,
  survivor: string,
  other: string,
  context: { now: number; environment: Environment },
): Promise<void> {
  const kept = await loadStanding(tx, survivor);
  const given = await loadStanding(tx, other);
  for (const topic of new Set([...kept.topics.keys(), ...given.topics.keys()])) {
    const ours = kept.topics.get(topic)?.state ?? 'unknown';
    const theirs = given.topics.get(topic)?.state ?? 'unknown';
    if (STRICTNESS[theirs] > STRICTNESS[ours]) await takeState(tx, survivor, other, topic);
  }
  for (const [kind, block] of given.blocks) {
    if (!outlasts(kept.blocks.get(kind), block)) continue;
    await tx
      .insertInto('block')
      .values({ contact_id: survivor, kind: kind satisfies BlockKind, ...block })
      .onConflict((conflict) => conflict.columns(['contact_id', 'kind']).doUpdateSet({ ...block }))
      .execute();
  }
  await moveRows(tx, survivor, other);
  const change = { topic: null, from: null, to: null, effect: true };
  const act = { event: 'LINK', topics: [], at: context.now, source: 'system', actor: 'meta' } as const;
  await appendToLedger(tx, survivor, { ...act, evidence: { absorbed: other } }, change, context);
  await appendToLedger(tx, other, { ...act, evidence: { absorbedBy: survivor } }, change, context);
}

function outlasts(ours: { until: number | null } | undefined, theirs: { until: number | null }): boolean {
  return ours === undefined || (ours.until !== null && (theirs.until === null || theirs.until > ours.until));
}

async function takeState(tx: Tx, survivor: string, other: string, topic: string): Promise<void> {
  await tx.deleteFrom('consent').where('contact_id', '=', survivor).where('topic', '=', topic).execute();
  await tx
    .updateTable('consent')
    .set((row) => ({ contact_id: survivor, version: row('version', '+', 1) }))
    .where('contact_id', '=', other)
    .where('topic', '=', topic)
    .execute();
}

async function moveRows(tx: Tx, survivor: string, other: string): Promise<void> {
  await tx.updateTable('identity').set({ contact_id: survivor }).where('contact_id', '=', other).execute();
  await sql`
    insert into window (contact_id, number_id, last_inbound_at)
    select ${survivor}, number_id, last_inbound_at from window where contact_id = ${other}
    on conflict (contact_id, number_id) do update
      set last_inbound_at = max(window.last_inbound_at, excluded.last_inbound_at)`.execute(tx);
  await sql`delete from window where contact_id = ${other}`.execute(tx);
  await sql`delete from consent where contact_id = ${other}`.execute(tx);
  await sql`delete from conversation where contact_id = ${other}`.execute(tx);
  // What cannot follow (both were recipients of one broadcast) stays behind and reaches nobody.
  for (const table of FOLLOWERS) {
    await sql`update or ignore ${sql.table(table)} set contact_id = ${survivor} where contact_id = ${other}`.execute(tx);
  }
}

/**
 * A phone number passed to somebody else: what its former owner had stopped stays stopped for the number's
 * new contact, what they had granted does not come along. In the caller's transaction.
 */
export async function inheritStops(
  tx: Tx,
  from: string,
  to: string,
  context: { now: number; environment: Environment },
): Promise<void> {
  const given = await loadStanding(tx, from);
  const kept = await loadStanding(tx, to);
  const evidence = { inheritedFrom: from };
  const act = { source: 'system', actor: 'meta', at: context.now, evidence } as const;
  const stopped = [...given.topics].filter(([, { state }]) => state === 'unsubscribed').map(([topic]) => topic);
  if (stopped.length > 0) await changeConsent(tx, to, kept, { ...act, event: 'WITHDRAW', topics: stopped }, context);
  if (given.blocks.has('withdrawn_all')) {
    await changeConsent(tx, to, kept, { ...act, event: 'WITHDRAW', topics: 'all' }, context);
  }
}
