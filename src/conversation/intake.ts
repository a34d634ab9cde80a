import type { Bus } from '../coordination/bus.js';
import type { PermitOffice } from '../gate/permits.js';
import { preparedRows, type Store, type Tx } from '../store/index.js';
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
  /** Counts what arrived, after it is durable. */
  onStored?: (items: readonly WebhookItem[], holds: number) => void;
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
      for (const { kind, value } of item.identities) holds.push([kind, value, item.key, item.at]);
    }
    this.#rows.push(...rows);
    this.#holds.push(...holds);
    this.#commit ??= this.#begin();
    await this.#commit;
    if (stops.length > 0) this.#o.permits.revoke(stops);
    this.#o.onStored?.(items, stops.length);
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
      holds.map(([kind, value, key, at]) => [kind, value, ids.get(key), at]),
    );
  }
}

type EventRow = (string | number | null)[];
type HoldRow = [kind: string, value: string, key: string, at: number];

function eventRow(item: WebhookItem, ours: boolean, now: number): EventRow {
  return [
    item.key,
    item.kind,
    item.field,
    item.wabaId,
    item.numberId ?? null,
    item.at,
    now,
    JSON.stringify(item.identities),
    item.standby ? 1 : 0,
    JSON.stringify(item.payload ?? null),
    ours ? 'pending' : 'ignored',
    now,
  ];
}

const EVENT = [
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
] as const;

/** A redelivery is stored like any other event and dropped by its turn, which knows it by its key. */
const insertEvents = preparedRows(EVENT.length, (db, rows) =>
  db
    .insertInto('event')
    .values(rows.map((row) => ({ ...named(EVENT, row), attempts: 0 })))
    .onConflict((conflict) => conflict.doNothing())
    .returning(['id', 'key']),
);

const HOLD = ['kind', 'value', 'event_id', 'at'] as const;

const insertHolds = preparedRows(HOLD.length, (db, rows) =>
  db
    .insertInto('hold')
    .values(rows.map((row) => named(HOLD, row)))
    .onConflict((conflict) => conflict.doNothing()),
);

function named<Name extends string>(names: readonly Name[], values: readonly never[]): Record<Name, never> {
  return Object.fromEntries(names.map((name, i) => [name, values[i]])) as Record<Name, never>;
}
