import { sql } from 'kysely';
import type { Tx } from '../store/index.js';
import type { ConsentAct } from './act.js';
import { changeConsent, loadStanding, writeBlock, writeTopic } from './change.js';
import type { Environment } from './evidence.js';
import { appendToLedger } from './ledger.js';
import type { Linked } from './linked.js';
import { blocksThatStand } from './standing.js';
import { floorOf, mergeStandings } from './stricter.js';

interface Context {
  now: number;
  environment: Environment;
}

/** Tables whose rows simply follow the person. */
const FOLLOWERS = [
  'outbox',
  'event',
  'timer',
  'ticket',
  'conversation',
  'rights_request',
  'complaint',
  'faq_question',
  'faq_answer',
  'inbound_media',
  'transfer_proof',
] as const;

/**
 * Makes one contact of two that Meta has shown to be the same person, in the caller's transaction: the
 * stricter consent wins, every block stays, and what changed for the survivor stands in its ledger. Both
 * chains stay as they are and each names the other.
 */
export async function mergeContacts(
  tx: Tx,
  survivor: string,
  other: string,
  context: Context & { linked: Pick<Linked, 'joinRecipients'> },
): Promise<void> {
  const kept = await loadStanding(tx, survivor);
  const given = await loadStanding(tx, other);
  const { changes, topics, blocks } = mergeStandings(kept, given, context.now);
  for (const [kind, block] of blocks) await writeBlock(tx, survivor, kind, block);
  for (const [topic, row] of topics) await writeTopic(tx, survivor, topic, row);
  await context.linked.joinRecipients(tx, survivor, other, context.now);
  await moveRows(tx, survivor, other, context.now);
  await takeDetails(tx, survivor, other, context.now);
  const link = linkAct(context.now, { absorbed: other });
  for (const change of changes) {
    const row = change.topic === null ? undefined : kept.topics.get(change.topic);
    const { wording } = JSON.parse(row?.evidence ?? '{}') as { wording?: string };
    await appendToLedger(tx, survivor, { ...link, ...(wording && { wording }) }, change, context);
  }
  const end = { topic: null, from: blocksThatStand(given, context.now), to: null, effect: true };
  await appendToLedger(tx, other, linkAct(context.now, { absorbedBy: survivor }), end, context);
}

const linkAct = (at: number, evidence: ConsentAct['evidence']): ConsentAct => ({
  event: 'LINK',
  topics: [],
  at,
  source: 'system',
  actor: 'meta',
  evidence,
});

async function moveRows(tx: Tx, survivor: string, other: string, now: number): Promise<void> {
  await tx.updateTable('identity').set({ contact_id: survivor }).where('contact_id', '=', other).execute();
  await sql`
    insert into window (contact_id, number_id, last_inbound_at)
    select ${survivor}, number_id, last_inbound_at from window where contact_id = ${other}
    on conflict (contact_id, number_id) do update
      set last_inbound_at = max(window.last_inbound_at, excluded.last_inbound_at)`.execute(tx);
  await sql`delete from window where contact_id = ${other}`.execute(tx);
  await sql`delete from block where contact_id = ${other}`.execute(tx);
  await sql`delete from consent where contact_id = ${other}`.execute(tx);
  await joinTickets(tx, survivor, other, now);
  // What cannot follow (both were recipients of one broadcast) stays behind and reaches nobody.
  for (const table of FOLLOWERS) {
    await sql`update or ignore ${sql.table(table)} set contact_id = ${survivor} where contact_id = ${other}`.execute(
      tx,
    );
  }
  await sql`delete from conversation where contact_id = ${other}`.execute(tx);
  await sql`delete from faq_answer where contact_id = ${other}`.execute(tx);
}

/** One person waits in the queue once, since when they first did, with what was noted of either. */
async function joinTickets(tx: Tx, survivor: string, other: string, now: number): Promise<void> {
  const open = await tx
    .selectFrom('ticket')
    .select(['id', 'contact_id', 'opened_at'])
    .where('contact_id', 'in', [survivor, other])
    .where('state', '=', sql.lit('open'))
    .execute();
  const ours = open.find((ticket) => ticket.contact_id === survivor);
  const theirs = open.find((ticket) => ticket.contact_id === other);
  if (!ours || !theirs) return;
  await tx
    .updateTable('ticket_note')
    .set({ ticket_id: ours.id })
    .where('ticket_id', '=', theirs.id)
    .execute();
  await tx
    .updateTable('ticket')
    .set({ opened_at: Math.min(ours.opened_at, theirs.opened_at) })
    .where('id', '=', ours.id)
    .execute();
  await tx
    .updateTable('ticket')
    .set({ state: 'closed', closed_at: now })
    .where('id', '=', theirs.id)
    .execute();
}

/** What only the other knew is kept; nothing of the person stays behind with it. */
async function takeDetails(tx: Tx, survivor: string, other: string, now: number): Promise<void> {
  const read = (id: string) =>
    tx.selectFrom('contact').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const ours = await read(survivor);
  const theirs = await read(other);
  const rest = [ours, theirs].toSorted(
    (a, b) => (b.marketing_not_before ?? 0) - (a.marketing_not_before ?? 0),
  )[0];
  await tx
    .updateTable('contact')
    .set({
      name: ours.name ?? theirs.name,
      language: ours.language ?? theirs.language,
      zone: ours.zone ?? theirs.zone,
      labels: JSON.stringify([...new Set([...JSON.parse(ours.labels), ...JSON.parse(theirs.labels)])].sort()),
      attributes: JSON.stringify({ ...JSON.parse(theirs.attributes), ...JSON.parse(ours.attributes) }),
      // Whom staff shut out stays so under every name.
      blocked_at: ours.blocked_at ?? theirs.blocked_at,
      marketing_not_before: rest?.marketing_not_before ?? null,
      marketing_not_before_reason: rest?.marketing_not_before_reason ?? null,
      updated_at: now,
    })
    .where('id', '=', survivor)
    .execute();
  await tx
    .updateTable('contact')
    .set({ name: null, language: null, zone: null, labels: '[]', attributes: '{}', updated_at: now })
    .where('id', '=', other)
    .execute();
}

/**
 * A phone number passed to somebody else: what its former owner had stopped stays stopped for the number's
 * new contact, from when it was said, so that the new owner's first word is newer; what they had granted does
 * not come along. In the caller's transaction.
 */
export async function inheritStops(tx: Tx, from: string, to: string, context: Context): Promise<void> {
  const given = await loadStanding(tx, from);
  const kept = await loadStanding(tx, to);
  const withdraw = (topics: ConsentAct['topics'], at: number) => {
    const evidence = { inheritedFrom: from };
    const act = { event: 'WITHDRAW', topics, at, source: 'system', actor: 'meta', evidence } as const;
    return changeConsent(tx, to, kept, act, context);
  };
  for (const [topic, row] of given.topics) {
    if (floorOf(row) === 'unsubscribed') await withdraw([topic], row.since);
  }
  const all = given.blocks.get('withdrawn_all');
  if (all) await withdraw('all', all.since);
}
