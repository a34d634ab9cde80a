import { newId } from '../../contacts/ids.js';
import type { ConsentAct } from '../act.js';
import type { Actor, Environment } from '../evidence.js';
import type { LedgerEntry } from '../ledger.js';
import { refusalFrom } from '../raise.js';
import { proofStands, type SourcePolicies } from '../source-policy.js';
import { nowhere, type Standing, stepTopic, type TopicStanding } from '../standing.js';
import type { Reason, RowResult } from './outcome.js';
import type { People } from './people.js';
import type { ReadRow } from './reader.js';
import { gapOf, type ImportRow } from './row.js';
import type { Seen } from './seen.js';

/** What rows are decided by, beside the people themselves. */
export interface PlanContext {
  importId: string;
  now: number;
  environment: Environment;
  /** Who imports: an integrator, or staff. */
  actor: Actor;
  policies: SourcePolicies;
  /** Whom this dry run would have asked already; null when it is none. */
  seen: Seen | null;
}

/** What a page of rows changes. */
export interface Plan {
  results: RowResult[];
  newContacts: { id: string; phone: string; name: string | null; attributes: Record<string, string> }[];
  topics: Map<string, { contactId: string; topic: string; row: TopicStanding }>;
  ledger: LedgerEntry[];
  /** What a request does to somebody new, by topic: the same for all of a page. */
  firsts: Map<string, ReturnType<typeof stepTopic>>;
}

/**
 * Decides what becomes of each row, in their order; pure but for `people`, which it moves on, and for the ids of
 * new contacts. Nobody who stopped, declined or was erased is asked; nobody is asked for one topic twice.
 */
export function planRows(rows: readonly ReadRow[], people: People, context: PlanContext): Plan {
  const plan: Plan = { results: [], newContacts: [], topics: new Map(), ledger: [], firsts: new Map() };
  for (const { row, line, read } of rows) {
    const place = { row, line, note: null, phone: null, data: null };
    if (typeof read === 'string') plan.results.push({ ...place, outcome: 'invalid', reason: read });
    else plan.results.push({ ...place, ...planRow(plan, row, read, people, context) });
  }
  return plan;
}

type Decided = Pick<RowResult, 'outcome' | 'reason'> & Partial<RowResult>;

function planRow(plan: Plan, number: number, row: ImportRow, people: People, context: PlanContext): Decided {
  if (people.erased.has(row.phone)) return { outcome: 'refused', reason: 'erased' };
  const contactId = people.owners.get(row.phone);
  const gap = gapOf(row);
  if (gap !== null) {
    const refusal = contactId === undefined ? null : refusalOf(contactId, row, people, context);
    if (refusal !== null) return without(refusal);
    return { outcome: 'unproven', reason: gap, phone: row.phone, data: JSON.stringify(row) };
  }
  if (context.seen?.has(`${row.phone} ${row.topic}`)) return { outcome: 'unchanged', reason: 'pending' };
  const note = row.others.length > 0 ? 'second_number' : null;
  return {
    note,
    ...request(plan, number, row, contactId ?? meet(plan, row, people, context), people, context),
  };
}

/** Somebody new. */
function meet(plan: Plan, row: ImportRow, people: People, { now }: PlanContext): string {
  const id = newId('ct', now);
  const attributes = row.others.length > 0 ? { other_phones: row.others.join(', ') } : {};
  plan.newContacts.push({ id, phone: row.phone, name: row.name, attributes });
  people.owners.set(row.phone, id);
  people.standings.set(id, nowhere());
  return id;
}

function request(
  plan: Plan,
  number: number,
  row: ImportRow,
  contactId: string,
  people: People,
  context: PlanContext,
): Decided {
  const standing = standingOf(people, contactId);
  if (wasAsked(contactId, row.topic, standing, people))
    return { outcome: 'refused', reason: 'already_asked' };
  const act = actOf(row, number, context);
  const asking = ask(plan, standing, act, row.topic, context);
  plan.ledger.push({ contactId, act, change: asking.change });
  if (!asking.row) return without(refusalFrom(standing, asking.change, context.now) as Reason);
  const key = `${contactId} ${row.topic}`;
  plan.topics.set(key, { contactId, topic: row.topic, row: asking.row });
  context.seen?.add(`${row.phone} ${row.topic}`);
  const proof = { name: row.source, date: row.date, wording: row.wording };
  if (!proofStands(context.policies, 'import', proof, context.now))
    return { outcome: 'requested', reason: null };
  const yes: ConsentAct = { ...act, event: 'CONFIRM', proven: true };
  const confirming = stepTopic(standing, row.topic, yes, 'CONFIRM', context);
  if (!confirming.row) return { outcome: 'requested', reason: null };
  plan.ledger.push({ contactId, act: yes, change: confirming.change });
  plan.topics.set(key, { contactId, topic: row.topic, row: confirming.row });
  return { outcome: 'subscribed', reason: null };
}

/** A request; of people nobody knows anything of, the machine is asked about the first alone. */
function ask(plan: Plan, standing: Standing, act: ConsentAct, topic: string, context: PlanContext) {
  const isNew = standing.topics.size === 0 && standing.blocks.size === 0;
  const first = isNew ? plan.firsts.get(topic) : undefined;
  if (!first?.row) {
    const step = stepTopic(standing, topic, act, 'REQUEST', context);
    if (isNew && step.row) plan.firsts.set(topic, { change: step.change, row: { ...step.row } });
    return step;
  }
  const row = { ...first.row };
  standing.topics.set(topic, row);
  return { change: first.change, row };
}

/** At most one permission message each: who let one pass unanswered is not asked by a list again. */
function wasAsked(contactId: string, topic: string, standing: Standing, people: People): boolean {
  const state = standing.topics.get(topic)?.state ?? 'unknown';
  return state === 'unknown' && people.asked.has(`${contactId} ${topic}`);
}

/** What a request would meet, without making it. */
function refusalOf(contactId: string, row: ImportRow, people: People, context: PlanContext): Reason | null {
  const standing = standingOf(people, contactId);
  if (wasAsked(contactId, row.topic, standing, people)) return 'already_asked';
  const copy = { topics: new Map(standing.topics), blocks: new Map(standing.blocks) };
  const { change } = stepTopic(copy, row.topic, actOf(row, 0, context), 'REQUEST', context);
  return change.effect ? null : (refusalFrom(standing, change, context.now) as Reason);
}

function standingOf(people: People, contactId: string): Standing {
  const known = people.standings.get(contactId) ?? nowhere();
  people.standings.set(contactId, known);
  return known;
}

const without = (reason: Reason): Decided => ({
  outcome: reason === 'pending' || reason === 'subscribed' ? 'unchanged' : 'refused',
  reason,
});

function actOf(row: ImportRow, number: number, { importId, now, actor }: PlanContext): ConsentAct {
  const { source, date, wording, reference, topic } = row;
  return {
    event: 'REQUEST',
    topics: [topic],
    at: now,
    source: 'import',
    actor,
    evidence: {
      ...(source !== null && { source }),
      ...(date !== null && { date }),
      ...(wording !== null && { wording }),
      ...(reference !== null && { reference }),
      import: importId,
      row: number,
    },
  };
}
