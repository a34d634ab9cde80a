import { type Selectable, sql } from 'kysely';
import type { RightsRequestTable, Store, Tx } from '../store/index.js';
import type { ConsentAct, ConsentChange } from './act.js';
import type { Actor, Source } from './evidence.js';

/** What a person may ask for (UU PDP Pasal 5-13; Pasal 24: proof of consent). */
export const RIGHTS = ['access', 'correction', 'withdrawal', 'restriction', 'erasure', 'proof'] as const;
export type Right = (typeof RIGHTS)[number];

export const RIGHTS_STATES = ['open', 'done', 'refused', 'dropped'] as const;
export type RightsState = (typeof RIGHTS_STATES)[number];

/** A request is answered within 3 x 24 hours, ms. */
const RIGHTS_CLOCK = 3 * 24 * 60 * 60 * 1000;

/** What stands in a request about the person; goes when they are erased. */
export interface RightsDetail {
  /** Correction: which field, and what it said before and after. */
  field?: string;
  before?: string | null;
  after?: string | null;
  /** Restriction: until when, ms. */
  until?: number;
  /** What staff wrote down when it came in, and when they closed it. */
  note?: string;
  answer?: string;
}

/** A numbered request. Times in ms. */
export interface RightsRequest {
  number: number;
  contactId: string;
  kind: Right;
  state: RightsState;
  /** The channel it came through. */
  source: string;
  actor: string;
  askedAt: number;
  /** Answered by then. */
  dueAt: number;
  closedAt: number | null;
  /** `system`, `api`, `agent` or the customer who took it back. */
  closedBy: string | null;
  detail: RightsDetail | null;
}

interface Asked {
  contactId: string;
  kind: Right;
  source: Source;
  actor: Actor;
  /** When they asked, ms: the clock runs from here. */
  at: number;
  detail?: RightsDetail;
}

/**
 * Enters a request in the register, in the caller's transaction. Somebody who asks again while the same waits
 * has asked once: the first clock goes on, and what they add is added. Returns the number.
 */
export async function openRightsRequest(tx: Tx, asked: Asked): Promise<number> {
  const known = await tx
    .selectFrom('rights_request')
    .select(['number', 'detail'])
    .where('contact_id', '=', asked.contactId)
    .where('kind', '=', asked.kind)
    .where('state', '=', sql.lit('open'))
    .executeTakeFirst();
  if (!known) return insert(tx, asked, null);
  const before = known.detail === null ? {} : (JSON.parse(known.detail) as RightsDetail);
  const note = [before.note, asked.detail?.note].filter((one) => one !== undefined).join('\n');
  const detail = JSON.stringify({ ...before, ...asked.detail, ...(note !== '' && { note }) });
  if (asked.detail)
    await tx.updateTable('rights_request').set({ detail }).where('number', '=', known.number).execute();
  return known.number;
}

/**
 * Enters a request that was fulfilled on the spot; an open one of the same kind is closed with it, but for
 * corrections: each is of something else.
 */
export async function recordRightsRequest(tx: Tx, asked: Asked, now: number): Promise<void> {
  if (asked.kind === 'correction') {
    await insert(tx, asked, { by: 'system', at: now });
    return;
  }
  const closed = await closeRightsRequests(tx, asked.contactId, asked.kind, { by: 'system', at: now });
  if (closed === 0) await insert(tx, asked, { by: 'system', at: now });
}

/** Acts that fulfil a right in the moment they are said. */
const FULFILS: Partial<Record<ConsentAct['event'], Right>> = { WITHDRAW: 'withdrawal', PAUSE: 'restriction' };
const ON_BEHALF: ReadonlySet<Actor> = new Set(['customer', 'agent', 'api']);

/** Enters an act that fulfils a right, where it changed anything, in the caller's transaction. */
export async function registerAct(
  tx: Tx,
  contactId: string,
  { event, source, actor, at, until }: ConsentAct,
  changes: readonly ConsentChange[],
  now: number,
): Promise<void> {
  const kind = FULFILS[event];
  if (kind === undefined || !ON_BEHALF.has(actor)) return;
  if (!changes.some(({ effect, from, to }) => effect && from !== to)) return;
  const detail = until === undefined ? undefined : { until };
  await recordRightsRequest(tx, { contactId, kind, source, actor, at, ...(detail && { detail }) }, now);
}

interface Closing {
  state?: Exclude<RightsState, 'open'>;
  by: string;
  at: number;
}

/** Closes what this person asked for and still waits for; returns how many. */
async function closeRightsRequests(
  tx: Tx,
  contactId: string,
  kind: Right,
  { state = 'done', by, at }: Closing,
): Promise<number> {
  const rows = await tx
    .updateTable('rights_request')
    .set({ state, closed_by: by, closed_at: at })
    .where('contact_id', '=', contactId)
    .where('kind', '=', kind)
    .where('state', '=', sql.lit('open'))
    .returning('number')
    .execute();
  return rows.length;
}

/** Closes one by its number; undefined when it is not open. */
export async function closeRightsRequest(
  tx: Tx,
  number: number,
  { state = 'done', by, at, answer }: Closing & { answer?: string },
): Promise<RightsRequest | undefined> {
  const open = await readRightsRequest(tx, number);
  if (open?.state !== 'open') return undefined;
  const detail = answer === undefined ? open.detail : { ...open.detail, answer };
  await tx
    .updateTable('rights_request')
    .set({ state, closed_by: by, closed_at: at, detail: detail && JSON.stringify(detail) })
    .where('number', '=', number)
    .execute();
  return readRightsRequest(tx, number);
}

async function insert(tx: Tx, asked: Asked, closed: { by: string; at: number } | null): Promise<number> {
  const { contactId, kind, source, actor, at, detail } = asked;
  const { number } = await tx
    .insertInto('rights_request')
    .values({
      contact_id: contactId,
      kind,
      state: closed ? 'done' : 'open',
      source,
      actor,
      asked_at: at,
      due_at: at + RIGHTS_CLOCK,
      closed_at: closed?.at ?? null,
      closed_by: closed?.by ?? null,
      detail: detail ? JSON.stringify(detail) : null,
    })
    .returning('number')
    .executeTakeFirstOrThrow();
  return number;
}

export async function readRightsRequest(
  read: Pick<Tx, 'selectFrom'>,
  number: number,
): Promise<RightsRequest | undefined> {
  const row = await read
    .selectFrom('rights_request')
    .selectAll()
    .where('number', '=', number)
    .executeTakeFirst();
  return row && requestOf(row);
}

export interface RightsFilter {
  state?: RightsState | undefined;
  kind?: Right | undefined;
  contactId?: string | undefined;
  /** Only those still open whose time was over at this moment, ms. */
  overdueAt?: number | undefined;
}

/** Requests with a number below `before`, newest first; at most `limit`. */
export async function listRightsRequests(
  read: Store['read'],
  { state, kind, contactId, overdueAt }: RightsFilter,
  before: number,
  limit: number,
): Promise<RightsRequest[]> {
  let query = read.selectFrom('rights_request').selectAll().where('number', '<', before);
  if (state !== undefined) query = query.where('state', '=', state);
  if (kind !== undefined) query = query.where('kind', '=', kind);
  if (contactId !== undefined) query = query.where('contact_id', '=', contactId);
  if (overdueAt !== undefined)
    query = query.where('state', '=', sql.lit('open')).where('due_at', '<=', overdueAt);
  return (await query.orderBy('number', 'desc').limit(limit).execute()).map(requestOf);
}

function requestOf(row: Selectable<RightsRequestTable>): RightsRequest {
  return {
    number: row.number,
    contactId: row.contact_id,
    kind: row.kind as Right,
    state: row.state as RightsState,
    source: row.source,
    actor: row.actor,
    askedAt: row.asked_at,
    dueAt: row.due_at,
    closedAt: row.closed_at,
    closedBy: row.closed_by,
    detail: row.detail === null ? null : (JSON.parse(row.detail) as RightsDetail),
  };
}
