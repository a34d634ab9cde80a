import { createContacts } from '../../contacts/resolve.js';
import { inserting, prepared, type Tx } from '../../store/index.js';
import { detectLanguage } from '../../understanding/index.js';
import { writeTopics } from '../change.js';
import { appendAllToLedger } from '../ledger.js';
import { rememberWording } from '../wording.js';
import type { Outcome, RowResult } from './outcome.js';
import type { Plan, PlanContext } from './plan.js';

/** The import was cancelled, or is done, meanwhile: the page is undone. */
export class NotRunningError extends Error {
  override readonly name = 'NotRunningError';
}

/** Writes what a plan changes, in the caller's transaction. */
export async function writePlan(tx: Tx, plan: Plan, context: PlanContext): Promise<void> {
  await createContacts(tx, plan.newContacts, context.now);
  const wordings = await keepWordings(tx, plan, context.now);
  const worded = plan.ledger.map((entry) => {
    const wording = wordings.get(keyOf(entry));
    return wording === undefined ? entry : { ...entry, act: { ...entry.act, wording } };
  });
  for (const { contactId, act, change } of worded) {
    const written = plan.topics.get(`${contactId} ${change.topic}`);
    if (!written || act.wording === undefined) continue;
    const { source, actor, at, wording } = act;
    written.row.evidence = JSON.stringify({ source, actor, at, wording });
  }
  await writeTopics(tx, [...plan.topics.values()], context.importId);
  await appendAllToLedger(tx, worded, context);
}

const keyOf = ({ act, change }: Plan['ledger'][number]) => `${change.topic} ${act.evidence.wording ?? ''}`;

/** Keeps the words that the rows give, each once: lists repeat them. */
async function keepWordings(tx: Tx, plan: Plan, now: number): Promise<Map<string, string>> {
  const shown = new Map<string, { text: string; topic: string; contacts: Set<string> }>();
  for (const entry of plan.ledger) {
    const { wording: text } = entry.act.evidence;
    if (text === undefined || entry.change.topic === null) continue;
    const known = shown.get(keyOf(entry)) ?? { text, topic: entry.change.topic, contacts: new Set() };
    known.contacts.add(entry.contactId);
    shown.set(keyOf(entry), known);
  }
  const hashes = new Map<string, string>();
  for (const [key, { text, topic, contacts }] of shown) {
    const [contactId] = contacts;
    const language = detectLanguage(text) ?? 'id';
    // What two people have seen is nobody's alone.
    const whose = contacts.size === 1 && contactId !== undefined ? { contactId } : {};
    const words = { key: 'given:import', language, text, topics: [topic], ...whose };
    hashes.set(key, await rememberWording(tx, words, now));
  }
  return hashes;
}

export type Counts = Partial<Record<Outcome, number>>;

const insertResults = inserting('import_row', [
  'import_id',
  'row',
  'line',
  'outcome',
  'reason',
  'note',
  'phone',
  'data',
]);
const countsOf = prepared((db, id: string) =>
  db.selectFrom('import').select(['counts', 'state', 'rows']).where('id', '=', id),
);
const advance = prepared((db, id: string, rows: number, counts: string, percent: number) =>
  db.updateTable('import').set({ rows, counts, percent }).where('id', '=', id),
);

/**
 * Adds a page to the report and moves the import on, in the transaction that makes the page take effect: a
 * crash finds both or neither. @throws NotRunningError
 */
export async function writeResults(
  tx: Tx,
  importId: string,
  results: readonly RowResult[],
  percent: number,
): Promise<void> {
  const [row] = await countsOf(tx, importId);
  if (row?.state !== 'running') throw new NotRunningError('the import does not run');
  await insertResults(
    tx,
    results.map((result) => ({ import_id: importId, ...result })),
  );
  const counts = add(
    JSON.parse(row.counts) as Counts,
    results.map(({ outcome }) => outcome),
  );
  await advance(tx, importId, row.rows + results.length, JSON.stringify(counts), percent);
}

const settle = prepared(
  (db, id: string, row: number, outcome: string, reason: string | null, note: string | null) =>
    db
      .updateTable('import_row')
      .set({ outcome, reason, note, phone: null, data: null })
      .where('import_id', '=', id)
      .where('row', '=', row),
);

/** The same for rows that waited for their proof. @throws NotRunningError */
export async function settleResults(tx: Tx, importId: string, results: readonly RowResult[]): Promise<void> {
  const [row] = await countsOf(tx, importId);
  if (row?.state !== 'running') throw new NotRunningError('the import does not run');
  const settled = results.filter(({ outcome }) => outcome !== 'unproven');
  for (const { row: number, outcome, reason, note } of settled) {
    await settle(tx, importId, number, outcome, reason, note);
  }
  const counts = add(
    JSON.parse(row.counts) as Counts,
    settled.map(({ outcome }) => outcome),
  );
  counts.unproven = (counts.unproven ?? 0) - settled.length;
  await tx
    .updateTable('import')
    .set({ counts: JSON.stringify(counts) })
    .where('id', '=', importId)
    .execute();
}

function add(counts: Counts, outcomes: readonly Outcome[]): Counts {
  const sums = { ...counts };
  for (const outcome of outcomes) sums[outcome] = (sums[outcome] ?? 0) + 1;
  return sums;
}
