import type { Selectable } from 'kysely';
import type { FactChangeTable, Store, Tx } from '../store/index.js';
import type { ChangeState } from './change-rules.js';
import { type Fact, type FactKind, factSchema } from './fact.js';

/** A change of a fact, from its proposal to its end. Times in ms. */
export interface FactChange {
  number: number;
  fact: string;
  kind: FactKind;
  before: Fact | null;
  after: Fact | null;
  state: ChangeState;
  proposedBy: string;
  proposedKey: string;
  proposedAt: number;
  approvedBy: string | null;
  approvedAt: number | null;
  /** Since when, or from when, it counts; null while nobody has approved it. */
  effectiveAt: number | null;
  closedBy: string | null;
  closedAt: number | null;
}

type Read = Pick<Tx, 'selectFrom'>;

export async function readFactsInForce(read: Read | Store['read']): Promise<Fact[]> {
  const rows = await read.selectFrom('fact').select('value').orderBy('id').execute();
  return rows.map(({ value }) => factSchema.parse(JSON.parse(value)));
}

export async function findFact(read: Read, id: string): Promise<Fact | null> {
  const row = await read.selectFrom('fact').select('value').where('id', '=', id).executeTakeFirst();
  return row ? factSchema.parse(JSON.parse(row.value)) : null;
}

/** `null` takes it away. */
export async function putInForce(tx: Tx, id: string, fact: Fact | null, now: number): Promise<void> {
  if (fact === null) {
    await tx.deleteFrom('fact').where('id', '=', id).execute();
    return;
  }
  const values = { kind: fact.kind, value: JSON.stringify(fact), updated_at: now };
  await tx
    .insertInto('fact')
    .values({ id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}

export async function insertChange(tx: Tx, change: Omit<FactChange, 'number'>): Promise<FactChange> {
  const row = await tx
    .insertInto('fact_change')
    .values({
      fact: change.fact,
      kind: change.kind,
      before: change.before && JSON.stringify(change.before),
      after: change.after && JSON.stringify(change.after),
      state: change.state,
      proposed_by: change.proposedBy,
      proposed_key: change.proposedKey,
      proposed_at: change.proposedAt,
      approved_by: change.approvedBy,
      approved_at: change.approvedAt,
      effective_at: change.effectiveAt,
      closed_by: change.closedBy,
      closed_at: change.closedAt,
    })
    .returning('number')
    .executeTakeFirstOrThrow();
  return { ...change, number: row.number };
}

export async function updateChange(
  tx: Tx,
  number: number,
  values: { state: ChangeState } & Partial<
    Pick<FactChange, 'approvedBy' | 'approvedAt' | 'effectiveAt' | 'closedBy' | 'closedAt'>
  >,
): Promise<void> {
  const { state, approvedBy, approvedAt, effectiveAt, closedBy, closedAt } = values;
  await tx
    .updateTable('fact_change')
    .set({
      state,
      ...(approvedBy !== undefined && { approved_by: approvedBy }),
      ...(approvedAt !== undefined && { approved_at: approvedAt }),
      ...(effectiveAt !== undefined && { effective_at: effectiveAt }),
      ...(closedBy !== undefined && { closed_by: closedBy }),
      ...(closedAt !== undefined && { closed_at: closedAt }),
    })
    .where('number', '=', number)
    .execute();
}

export async function findChange(read: Read, number: number): Promise<FactChange | undefined> {
  const row = await read
    .selectFrom('fact_change')
    .selectAll()
    .where('number', '=', number)
    .executeTakeFirst();
  return row && changeOf(row);
}

/** Newest first, those before `before`; `waiting`: only those that are not in force and may be cancelled. */
export async function listChanges(
  read: Read,
  {
    before,
    limit,
    state,
    fact,
  }: { before: number; limit: number; state?: string | undefined; fact?: string | undefined },
): Promise<FactChange[]> {
  let query = read.selectFrom('fact_change').selectAll().where('number', '<', before);
  if (state !== undefined) query = query.where('state', '=', state);
  if (fact !== undefined) query = query.where('fact', '=', fact);
  return (await query.orderBy('number', 'desc').limit(limit).execute()).map(changeOf);
}

/** Of a fact, or of all, those that are neither in force nor cancelled. */
export async function openChanges(read: Read, fact?: string): Promise<FactChange[]> {
  let query = read.selectFrom('fact_change').selectAll().where('state', 'in', ['proposed', 'approved']);
  if (fact !== undefined) query = query.where('fact', '=', fact);
  return (await query.orderBy('number').execute()).map(changeOf);
}

function changeOf(row: Selectable<FactChangeTable>): FactChange {
  return {
    number: row.number,
    fact: row.fact,
    kind: row.kind as FactKind,
    before: row.before === null ? null : factSchema.parse(JSON.parse(row.before)),
    after: row.after === null ? null : factSchema.parse(JSON.parse(row.after)),
    state: row.state as ChangeState,
    proposedBy: row.proposed_by,
    proposedKey: row.proposed_key,
    proposedAt: row.proposed_at,
    approvedBy: row.approved_by,
    approvedAt: row.approved_at,
    effectiveAt: row.effective_at,
    closedBy: row.closed_by,
    closedAt: row.closed_at,
  };
}
