import { sql } from 'kysely';
import type { Bus } from '../coordination/bus.js';
import { prepared, type Store, StoreUnavailableError, type Tx } from '../store/index.js';
import { ERASE_TIMER } from './erasure.js';
import {
  addInternalEvent,
  dropRepeated,
  finishEvents,
  type InboxEvent,
  inboxEvent,
  keepWaiting,
} from './inbox-event.js';

/** Does the work of some events in the caller's transaction. */
export type EventHandler = (tx: Tx, events: InboxEvent[]) => Promise<Handled>;

export interface Handled {
  /** The events that should wait, and until when. */
  waiting?: Waiting[];
  /** Whose events these are. */
  contactId?: string;
}

export interface Waiting {
  id: number;
  until: number;
}

export interface InboxOptions {
  store: Store;
  bus: Bus;
  now: () => number;
  /** One person's messages, preferences, timers: handled together, apart from everybody else's. */
  turn: EventHandler;
  /** Statuses of our messages: many, handled together. */
  statuses: EventHandler;
  /** What concerns the account, its templates and numbers. */
  account: EventHandler;
  /** After the commit of events, with whose they are; not for those that failed. */
  onDone?: (events: InboxEvent[]) => void;
  /** Webhooks come in a flood. */
  flooded: () => boolean;
  onError: (error: unknown) => void;
}

/** Events that one round takes. */
const ROUND = 200;
/** Turns, and statuses, that share a commit: few enough to hold nobody else up for more than some 20 ms. */
const TURNS = 8;
const STATUSES = 100;
/** The longest that a flood holds turns up between two slices, ms. */
const LONGEST_REST = 1000;
/** So often, ms, it is looked whether the webhooks leave time: less than this share of it is theirs. */
const GLANCE = 2;
const BUSY = 0.9;
/** With nothing to do the inbox is looked at this often, ms; every webhook wakes it at once. */
const IDLE = 1000;
/** After a round that failed as a whole the next one waits this long, ms. */
const AWAY = 250;
/** A turn that fails is tried again after 1 s, 4 s, 16 s, 64 s; then it is set aside. */
const TRIES = 5;

/**
 * Hands stored events to their handlers, each exactly once: the effect and the mark `done` are one commit.
 * A failing event is tried alone, later and later, and then set aside; those of the same person that come
 * after it do not wait for it.
 */
export class Inbox {
  readonly #o: InboxOptions;
  #running: Promise<void> | undefined;
  #stopping = false;
  #woken = false;
  #wake: (() => void) | undefined;
  readonly #unsubscribe: () => void;

  constructor(options: InboxOptions) {
    this.#o = options;
    this.#unsubscribe = options.bus.subscribe('inbox', () => this.wake());
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#unsubscribe();
    this.wake();
    await this.#running;
  }

  wake(): void {
    this.#woken = true;
    this.#wake?.();
  }

  /** Works until nothing that can be done now is left: before anything is sent after a start. */
  async drain(): Promise<void> {
    while ((await this.#round()) > 0);
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      this.#woken = false;
      try {
        if ((await this.#round()) === 0) await this.#sleep(await this.#untilNext());
      } catch (error) {
        this.#o.onError(error);
        // The database is away: to try at once would only keep everything else waiting.
        await new Promise((next) => setTimeout(next, AWAY));
      }
    }
  }

  async #round(): Promise<number> {
    const now = this.#o.now();
    await this.#takeTimers(now);
    const events = await this.#pending(now);
    if (events.length === 0) return 0;
    const statuses = events.filter((event) => event.kind === 'status');
    const people = events.filter(isOfPerson);
    const rest = events.filter((event) => event.kind !== 'status' && !isOfPerson(event));
    for (const slice of slices(statuses, STATUSES))
      await this.#pace(() => this.#handle(this.#o.statuses, slice));
    await Promise.all(rest.map((event) => this.#handle(this.#o.account, [event])));
    for (const slice of slices(groupByPerson(people), TURNS)) {
      await this.#pace(() => Promise.all(slice.map((group) => this.#handle(this.#o.turn, group))));
    }
    return events.length;
  }

  /**
   * In a flood of webhooks a twentieth of the time goes to turns, and whatever the webhooks leave: what Meta
   * waits for is the acknowledgement.
   */
  async #pace(work: () => Promise<unknown>): Promise<void> {
    const began = performance.now();
    await work();
    const rested = performance.now() + Math.min((performance.now() - began) * 19, LONGEST_REST);
    while (performance.now() < rested && this.#o.flooded() && !this.#stopping) {
      const before = performance.eventLoopUtilization();
      await new Promise((next) => setTimeout(next, GLANCE));
      if (performance.eventLoopUtilization(before).utilization < BUSY) return;
    }
  }

  async #handle(handler: EventHandler, events: InboxEvent[]): Promise<void> {
    try {
      const done = await this.#o.store.write(async (tx) => {
        const fresh = await dropRepeated(tx, events);
        if (fresh.length === 0) return [];
        const { waiting = [], contactId = null } = await handler(tx, fresh);
        for (const { id, until } of waiting) await keepWaiting(tx, id, until, contactId);
        const ids = new Set(waiting.map(({ id }) => id));
        const finished = fresh.filter((event) => !ids.has(event.id));
        await finishEvents(tx, finished, contactId);
        return finished.map((event) => ({ ...event, contactId: event.contactId ?? contactId }));
      });
      this.#o.onDone?.(done);
    } catch (error) {
      // Nothing is wrong with the events when the database is away: they wait for it, untried.
      if (error instanceof StoreUnavailableError) throw error;
      this.#o.onError(error);
      if (events.length > 1) for (const event of events) await this.#handle(handler, [event]);
      else await this.#setBack(events, error);
    }
  }

  /** The event keeps its holds: what was not understood still stops. */
  async #setBack(events: InboxEvent[], error: unknown): Promise<void> {
    const now = this.#o.now();
    const name = error instanceof Error ? error.name : 'Error';
    await this.#o.store
      .write(async (tx) => {
        for (const { id, attempts } of events) {
          const tried = attempts + 1;
          await tx
            .updateTable('event')
            .set({
              attempts: tried,
              error: name,
              state: tried >= TRIES ? 'failed' : 'pending',
              ready_at: now + 1000 * 4 ** attempts,
            })
            .where('id', '=', id)
            .execute();
        }
      })
      .catch((failure) => this.#o.onError(failure));
  }

  async #pending(now: number): Promise<InboxEvent[]> {
    const rows = await pendingEvents(this.#o.store.read, now);
    return rows.map(inboxEvent);
  }

  /** A timer that is due becomes an event, in one commit, and shares its way from then on. */
  async #takeTimers(now: number): Promise<void> {
    const due = await dueTimers(this.#o.store.read, now);
    if (due.length === 0) return;
    await this.#o.store.write(async (tx) => {
      for (const { contact_id, name } of due) {
        const taken = await tx
          .deleteFrom('timer')
          .where('contact_id', '=', contact_id)
          .where('name', '=', name)
          .where('due_at', '<=', now)
          .returning(['due_at', 'event'])
          .executeTakeFirst();
        if (!taken) continue;
        await addInternalEvent(tx, {
          key: `timer ${contact_id} ${name} ${taken.due_at}`,
          field: 'timer',
          contactId: contact_id,
          at: taken.due_at,
          payload: JSON.parse(taken.event),
          now,
        });
      }
    });
  }

  async #untilNext(): Promise<number> {
    const [next] = await nextPending(this.#o.store.read);
    return Math.min(IDLE, Math.max(1, (next?.at ?? Number.POSITIVE_INFINITY) - this.#o.now()));
  }

  #sleep(ms: number): Promise<void> {
    if (this.#woken) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#wake = undefined;
        resolve();
      };
      const timer = setTimeout(wake, ms);
      this.#wake = wake;
    });
  }
}

const pendingEvents = prepared((db, now: number) =>
  db
    .selectFrom('event')
    .selectAll()
    .where('state', '=', sql.lit('pending'))
    .where('ready_at', '<=', now)
    .orderBy('ready_at')
    .orderBy('id')
    .limit(sql.lit(ROUND)),
);
const dueTimers = prepared((db, now: number) =>
  db
    .selectFrom('timer')
    .select(['contact_id', 'name'])
    .where('due_at', '<=', now)
    .where('name', '!=', ERASE_TIMER)
    .limit(sql.lit(ROUND)),
);
const nextPending = prepared((db) =>
  db
    .selectFrom('event')
    .select((select) => select.fn.min('ready_at').as('at'))
    .where('state', '=', sql.lit('pending')),
);

const PERSONAL: ReadonlySet<string> = new Set(['message', 'preference', 'internal']);
const isOfPerson = (event: InboxEvent) => PERSONAL.has(event.kind);

/** Events that share an identity go together; one that failed before stands alone and spoils nothing else. */
function groupByPerson(events: InboxEvent[]): InboxEvent[][] {
  const groups: InboxEvent[][] = [];
  const groupOf = new Map<string, InboxEvent[]>();
  for (const event of events) {
    const names = [
      ...event.identities.map(({ kind, value }) => `${kind}:${value}`),
      ...(event.contactId === null ? [] : [event.contactId]),
    ];
    const known =
      event.attempts === 0
        ? names.map((name) => groupOf.get(name)).find((group) => group && !isAnother(group, event))
        : undefined;
    if (known) known.push(event);
    else groups.push([event]);
    const group = known ?? groups.at(-1) ?? [];
    if (event.attempts === 0) for (const name of names) groupOf.set(name, group);
  }
  return groups;
}

/** Another WhatsApp account on a number that has passed on. */
function isAnother(group: readonly InboxEvent[], event: InboxEvent): boolean {
  const accounts = (events: readonly InboxEvent[]) =>
    events.flatMap(({ identities }) =>
      identities.filter(({ kind }) => kind === 'bsuid').map(({ value }) => value),
    );
  const [theirs, own] = [accounts(group), accounts([event])];
  return theirs.length > 0 && own.length > 0 && !own.some((value) => theirs.includes(value));
}

function slices<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) =>
    list.slice(i * size, (i + 1) * size),
  );
}
