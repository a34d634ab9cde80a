import type { KeyObject } from 'node:crypto';
import { sql } from 'kysely';
import { prepared, type Store } from '../store/index.js';
import type { Head } from './checkpoint-record.js';
import { type Finding, type StoredRecord, verifyChain } from './verify-chain.js';
import { verifyCheckpoints } from './verify-checkpoints.js';

export interface Verification {
  ok: boolean;
  records: number;
  contacts: number;
  checkpoints: number;
  findings: Finding[];
}

export interface VerifyOptions {
  /** Where checkpoints are kept outside the database: what was taken out of it is found by them. */
  outside?: string;
  onProgress?: (records: number) => void;
}

/** Records that one statement reads: less than 20 ms of the main thread, hashing included. */
const PAGE = 500;

/**
 * Recomputes every chain, compares it with the heads that checkpoints have seen, and checks the checkpoints
 * themselves. Reads in pages and lets others run in between. `key` may be the public key.
 */
export async function verifyLedger(
  read: Store['read'],
  key: KeyObject | null,
  { outside, onProgress }: VerifyOptions = {},
): Promise<Verification> {
  const { checkpoints, findings, heads } = await verifyCheckpoints(read, key, outside);
  const chains = new Chains(read, heads, findings);
  let records = 0;
  for (let place = { contactId: '', seq: 0 }; ; ) {
    const page = await readPage(read, place.contactId, place.seq);
    await chains.add(page);
    records += page.length;
    onProgress?.(records);
    const last = page.at(-1);
    if (!last || page.length < PAGE) break;
    place = last;
    await new Promise((next) => setImmediate(next));
  }
  await chains.end();
  return { ok: findings.length === 0, records, contacts: chains.count, checkpoints, findings };
}

/** Cuts the stream of records into chains and verifies those that are whole, with their keys and heads. */
class Chains {
  readonly #read: Store['read'];
  readonly #outside: Map<string, Head[]>;
  readonly #findings: Finding[];
  /** The chain whose end has not been seen yet. */
  #open: StoredRecord[] = [];
  /** Up to this contact everything is verified. */
  #done = '';
  count = 0;

  constructor(read: Store['read'], outside: Map<string, Head[]>, findings: Finding[]) {
    this.#read = read;
    this.#outside = outside;
    this.#findings = findings;
  }

  async add(page: readonly StoredRecord[]): Promise<void> {
    const whole: StoredRecord[][] = [];
    for (const record of page) {
      if (this.#open[0] && this.#open[0].contactId !== record.contactId) {
        whole.push(this.#open);
        this.#open = [];
      }
      this.#open.push(record);
    }
    const last = whole.at(-1)?.[0]?.contactId;
    if (last !== undefined) await this.#verify(whole, last);
  }

  async end(): Promise<void> {
    await this.#verify(this.#open.length > 0 ? [this.#open] : [], null);
    for (const [contactId, heads] of this.#outside) this.#gone(contactId, heads);
  }

  /** `upTo` null: to the end of all that checkpoints have seen. */
  async #verify(chains: readonly StoredRecord[][], upTo: string | null): Promise<void> {
    const first = this.#done;
    const byContact = new Map(chains.map((chain) => [chain[0]?.contactId ?? '', chain]));
    const keys = await keysOf(this.#read, [...byContact.keys()]);
    for await (const [contactId, seen] of headsBetween(this.#read, first, upTo)) {
      const chain = byContact.get(contactId);
      byContact.delete(contactId);
      const heads = this.#withOutside(contactId, seen);
      if (chain) this.#chain(chain, keys.get(contactId) ?? null, heads);
      else this.#gone(contactId, heads);
    }
    for (const [contactId, chain] of byContact) {
      this.#chain(chain, keys.get(contactId) ?? null, this.#withOutside(contactId, []));
    }
    this.#done = upTo ?? first;
  }

  #withOutside(contactId: string, seen: Head[]): Head[] {
    const more = this.#outside.get(contactId);
    if (!more) return seen;
    this.#outside.delete(contactId);
    return [...seen, ...more];
  }

  #chain(chain: StoredRecord[], key: Buffer | null, heads: Head[]): void {
    this.count += 1;
    this.#findings.push(...verifyChain(chain, key, heads));
  }

  #gone(contactId: string, heads: readonly Head[]): void {
    const seq = Math.max(...heads.map((head) => head.seq));
    this.#findings.push({ kind: 'removed', contactId, seq, detail: 'the whole chain is missing' });
  }
}

const readPage = prepared((db, contactId: string, seq: number) =>
  db
    .selectFrom('ledger')
    .select([
      'contact_id as contactId',
      'seq',
      'topic',
      'event',
      'from_state as from',
      'to_state as to',
      'at',
      'recorded_at as recordedAt',
      'source',
      'actor',
      'effect',
      'wording',
      'environment',
      'evidence',
      'commitment',
      'previous',
      'hash',
    ])
    .where((where) => where(where.refTuple('contact_id', 'seq'), '>', where.tuple(contactId, seq)))
    .orderBy('contact_id')
    .orderBy('seq')
    .limit(PAGE),
);

const readKeys = prepared((db, contacts: string) =>
  db
    .selectFrom('ledger_key')
    .selectAll()
    .where('contact_id', 'in', sql<string>`(select value from json_each(${contacts}))`),
);

async function keysOf(read: Store['read'], contacts: readonly string[]): Promise<Map<string, Buffer>> {
  if (contacts.length === 0) return new Map();
  const rows = await readKeys(read, JSON.stringify(contacts));
  return new Map(rows.map((row) => [row.contact_id, row.key]));
}

/** What checkpoints have seen of each contact in the range. */
async function* headsBetween(
  read: Store['read'],
  after: string,
  upTo: string | null,
): AsyncGenerator<[contactId: string, heads: Head[]]> {
  let open: Head[] = [];
  for (let place = { contactId: after, checkpoint: Number.MAX_SAFE_INTEGER }; ; ) {
    let query = read
      .selectFrom('checkpoint_head')
      .select(['contact_id as contactId', 'checkpoint_seq as checkpoint', 'seq', 'hash'])
      .where((where) =>
        where(
          where.refTuple('contact_id', 'checkpoint_seq'),
          '>',
          where.tuple(place.contactId, place.checkpoint),
        ),
      );
    if (upTo !== null) query = query.where('contact_id', '<=', upTo);
    const rows = await query.orderBy('contact_id').orderBy('checkpoint_seq').limit(PAGE).execute();
    for (const row of rows) {
      if (open[0] && open[0].contactId !== row.contactId) {
        yield [open[0].contactId, open];
        open = [];
      }
      open.push(row);
    }
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) break;
    place = last;
    await new Promise((next) => setImmediate(next));
  }
  if (open[0]) yield [open[0].contactId, open];
}
