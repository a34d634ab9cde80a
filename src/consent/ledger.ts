import { randomBytes } from 'node:crypto';
import type { Tx } from '../store/index.js';
import type { ConsentAct, ConsentChange } from './act.js';
import type { Environment } from './evidence.js';
import { commitment, GENESIS, recordHash, wordingHash } from './ledger-record.js';

/** Adds one record to the contact's chain, in the caller's transaction. Nothing else writes the ledger. */
export async function appendToLedger(
  tx: Tx,
  contactId: string,
  act: ConsentAct,
  change: ConsentChange,
  context: { now: number; environment: Environment },
): Promise<void> {
  const head = await tx
    .selectFrom('ledger')
    .select(['seq', 'hash'])
    .where('contact_id', '=', contactId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  const evidence = JSON.stringify(act.evidence);
  const record = {
    contactId,
    seq: (head?.seq ?? 0) + 1,
    topic: change.topic,
    event: act.event,
    from: change.from,
    to: change.to,
    at: act.at,
    recordedAt: context.now,
    source: act.source,
    actor: act.actor,
    effect: change.effect,
    wording: act.wording ?? null,
    environment: context.environment,
    commitment: commitment(await keyOf(tx, contactId, head === undefined), evidence),
    previous: head?.hash ?? GENESIS,
  };
  await tx
    .insertInto('ledger')
    .values({
      contact_id: contactId,
      seq: record.seq,
      topic: record.topic,
      event: record.event,
      from_state: record.from,
      to_state: record.to,
      at: record.at,
      recorded_at: record.recordedAt,
      source: record.source,
      actor: record.actor,
      effect: record.effect ? 1 : 0,
      wording: record.wording,
      environment: record.environment,
      evidence,
      commitment: record.commitment,
      previous: record.previous,
      hash: recordHash(record),
    })
    .execute();
}

async function keyOf(tx: Tx, contactId: string, first: boolean): Promise<Buffer> {
  if (!first) {
    const known = await tx
      .selectFrom('ledger_key')
      .select('key')
      .where('contact_id', '=', contactId)
      .executeTakeFirst();
    if (known) return known.key;
  }
  const key = randomBytes(32);
  await tx
    .insertInto('ledger_key')
    .values({ contact_id: contactId, key })
    .onConflict((conflict) => conflict.column('contact_id').doUpdateSet({ key }))
    .execute();
  return key;
}

/**
 * Keeps the exact words that were shown and returns the hash that consent events point to.
 * UU PDP Pasal 24: the controller shows proof of the consent that was given.
 */
export async function rememberWording(
  tx: Tx,
  wording: { key: string; language: string; text: string },
  now: number,
): Promise<string> {
  const hash = wordingHash(wording.language, wording.text);
  await tx
    .insertInto('wording')
    .values({ hash, ...wording, first_at: now })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .execute();
  return hash;
}
