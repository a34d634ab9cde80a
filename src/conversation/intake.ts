import type { Insertable } from 'kysely';
import type { Bus } from '../coordination/bus.js';
import type { PermitOffice } from '../gate/permits.js';
import { type EventTable, inserting, type Store, type Tx } from '../store/index.js';
import type { Identity } from '../whatsapp/identity.js';
import { parseWebhook, readWebhook, type WebhookItem } from '../whatsapp/webhook.js';
import { Pressure } from './pressure.js';
import { carriesStop } from './stops.js';

export interface IntakeOptions {
  store: Store;
  bus: Bus;
  permits: PermitOffice;
  now: () => number;
  /** Whether an event is of an account and number that is configured here. */
  isOurs: (wabaId: string, numberId: string | undefined) => boolean;
  /** Counts what arrived, after it is durable and stops are obeyed; `ms`: how long that took. */
  onStored?: (items: readonly WebhookItem[], holds: number, ms: number) => void;
}

/**
 * Takes webhooks in. What `accept` resolves for is on disk, its holds with it, and every permit of a person
 * who may have said stop is void: then, and only then, Meta may hear 200 (promises P2 and P3).
 * Requests that arrive together share one commit.
 */
export class Intake {
  readonly #o: IntakeOptions;
  #rows: EventRow[] = [];
  #holds: HoldRow[] = [];
  #commit: Promise<void> | undefined;
  readonly #pressure = new Pressure();

  /** Webhooks come faster than their turns can be taken: acknowledging them goes first. */
  get flooded(): boolean {
    return this.#pressure.isHigh(performance.now());
  }

  constructor(options: IntakeOptions) {
    this.#o = options;
  }

  /**
   * @throws NotMetaError for a body that is not Meta's, StoreUnavailableError when it could not be kept.
   */
  async accept(raw: Buffer): Promise<void> {
    this.#pressure.enter(performance.now());
    try {
      await this.#keep(raw);
    } finally {
      this.#pressure.leave();
    }
  }

  async #keep(raw: Buffer): Promise<void> {
    const now = this.#o.now();
    const began = performance.now();
    const { items } = readWebhook(parseWebhook(raw), now);
    if (items.length === 0) return;
    const stops: Identity[] = [];
    const rows: EventRow[] = [];
    const holds: HoldRow[] = [];
    for (const item of items) {
      const ours = this.#o.isOurs(item.wabaId, item.numberId);
      rows.push(eventRow(item, ours, now));
      if (!ours || !carriesStop(item)) continue;
      stops.push(...item.identities);
      for (const { kind, value } of item.identities) holds.push({ kind, value, key: item.key, at: item.at });
    }
    this.#rows.push(...rows);
    this.#holds.push(...holds);
    this.#commit ??= this.#begin();
    await this.#commit;
    if (stops.length > 0) this.#o.permits.revoke(stops);
    this.#o.onStored?.(items, stops.length, performance.now() - began);
    this.#o.bus.publish({ type: 'inbox' });
  }

  #begin(): Promise<void> {
    const commit = this.#o.store.write((tx) => this.#insert(tx));
    commit.catch(() => {
      if (this.#commit !== commit) return;
      // The database could not even begin: everybody who waits for this commit hears so, the next one starts afresh.
      this.#commit = undefined;
      this.#rows = [];
      this.#holds = [];
    });
    return commit;
  }

  async #insert(tx: Tx): Promise<void> {
    const rows = this.#rows;
    const holds = this.#holds;
    this.#rows = [];
    this.#holds = [];
    this.#commit = undefined;
    const stored = await insertEvents(tx, rows);
    if (holds.length === 0) return;
    const ids = new Map(stored.map(({ id, key }) => [key, id]));
    await insertHolds(
      tx,
      holds.flatMap(({ kind, value, key, at }) => {
        const id = ids.get(key);
        return id === undefined ? [] : [{ kind, value, event_id: id, at }];
      }),
    );
  }
}

type EventRow = Insertable<EventTable>;

interface HoldRow {
  kind: string;
  value: string;
  /** Of the event that may be a stop. */
  key: string;
  at: number;
}

function eventRow(item: WebhookItem, ours: boolean, now: number): EventRow {
  return {
    key: item.key,
    kind: item.kind,
    field: item.field,
    waba_id: item.wabaId,
    number_id: item.numberId ?? null,
    at: item.at,
    received_at: now,
    identities: JSON.stringify(item.identities),
    standby: item.standby ? 1 : 0,
    payload: JSON.stringify(item.payload ?? null),
    state: ours ? 'pending' : 'ignored',
    ready_at: now,
    attempts: 0,
  } as EventRow;
}

/** A redelivery is stored like any other event and dropped by its turn, which knows it by its key. */
const insertEvents = inserting(
  'event',
  [
    'key',
    'kind',
    'field',
    'waba_id',
    'number_id',
    'at',
    'received_at',
    'identities',
    'standby',
    'payload',
    'state',
    'ready_at',
    'attempts',
  ],
  (insert) => insert.onConflict((conflict) => conflict.doNothing()).returning(['id', 'key']),
);

const insertHolds = inserting('hold', ['kind', 'value', 'event_id', 'at'], (insert) =>
  insert.onConflict((conflict) => conflict.doNothing()),
);
