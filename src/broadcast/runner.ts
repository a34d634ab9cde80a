import type { Selectable } from 'kysely';
import type { Bus } from '../coordination/bus.js';
import type { BroadcastTable, Tx } from '../store/index.js';
import {
  cancelPage,
  isAnyoneLeft,
  isBatchOpen,
  isReleased,
  isUnreleased,
  releaseBatch,
  takeBackPage,
} from './batches.js';
import { materialisePage } from './materialise.js';
import { batchSize, breaker, type Forgiven, obstacle } from './pacing.js';
import { broadcastOf, END, tallyOf } from './row.js';
import { pacingFacts, type Surroundings } from './surroundings.js';
import { changeState, pauseBroadcast } from './transitions.js';

export interface RunnerOptions extends Surroundings {
  bus: Bus;
  /** The number that broadcasts go out from. */
  numberId: () => string;
  onError: (error: unknown) => void;
}

type Row = Selectable<BroadcastTable>;
/** What a step did: more can be done at once, it waits for answers, or nothing is to be done. */
type Step = 'more' | 'waiting' | 'idle';

/** While a batch is on its way its end is looked for this often, ms; an outbox that has run dry wakes the loop at once. */
const WAITING = 100;
/** With nothing to do broadcasts are looked at this often, ms; every change of theirs wakes the loop at once. */
const IDLE = 1000;

/**
 * Carries broadcasts along: starts those whose time has come, gives their audience rows in the outbox, and
 * releases batch after batch. It keeps nothing in memory: each step is one transaction that reads where the
 * broadcast stands and leaves it a little further, so it may end at any moment and go on from there.
 */
export class BroadcastRunner {
  readonly #o: RunnerOptions;
  #running: Promise<void> | undefined;
  #stopping = false;
  #woken = false;
  #wake: (() => void) | undefined;
  #unsubscribe: (() => void)[] = [];

  constructor(options: RunnerOptions) {
    this.#o = options;
  }

  start(): void {
    const wake = () => this.wake();
    this.#unsubscribe = (['broadcast', 'account', 'clock'] as const).map((type) =>
      this.#o.bus.subscribe(type, wake),
    );
    this.#running = this.#run();
  }

  /** Ends after the step at hand. */
  async stop(): Promise<void> {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#stopping = true;
    this.wake();
    await this.#running;
  }

  wake(): void {
    this.#woken = true;
    this.#wake?.();
  }

  /** One step of each broadcast that is not done; returns how long there will be nothing to do, ms. */
  async tick(): Promise<number> {
    let idle = IDLE;
    for (const row of await this.#active()) {
      try {
        const step = await this.#step(row);
        idle = Math.min(idle, step === 'more' ? 0 : step === 'waiting' ? WAITING : IDLE);
      } catch (error) {
        this.#o.onError(error);
      }
    }
    return idle;
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      this.#woken = false;
      let idle = IDLE;
      try {
        idle = await this.tick();
      } catch (error) {
        this.#o.onError(error);
      }
      await this.#sleep(idle);
    }
  }

  /** A cancelled broadcast is done when everybody it had not sent to is marked so. */
  async #active(): Promise<Row[]> {
    const { read } = this.#o.store;
    const live = await read
      .selectFrom('broadcast')
      .selectAll()
      .where('state', 'in', ['scheduled', 'running', 'paused'])
      .execute();
    const ending = await read
      .selectFrom('broadcast')
      .selectAll()
      .where('state', '=', 'cancelled')
      .where('completed_at', 'is', null)
      .execute();
    return [...live, ...ending];
  }

  async #step(row: Row): Promise<Step> {
    const now = this.#o.now();
    switch (row.state) {
      case 'scheduled':
        return row.schedule_at === null || row.schedule_at <= now ? this.#begin(row, now) : 'idle';
      case 'running':
        return row.cursor === END ? this.#release(row, now) : this.#materialise(row, now);
      case 'paused':
        return (await isReleased(this.#o.store.read, row.id)) ? this.#takeBack(row) : 'idle';
      default:
        return this.#cancel(row, now);
    }
  }

  #begin(row: Row, now: number): Promise<Step> {
    return this.#write(row, async (tx) => {
      await changeState(tx, row.id, 'START', { reason: null, actor: row.actor, now });
      return 'more';
    });
  }

  #materialise(row: Row, now: number): Promise<Step> {
    return this.#write(row, async (tx, fresh) => {
      await materialisePage(tx, fresh, this.#o.numberId(), now);
      return 'more';
    });
  }

  async #release(row: Row, now: number): Promise<Step> {
    const { read } = this.#o.store;
    const facts = await pacingFacts(read, broadcastOf(row), this.#o, now);
    const what = obstacle(facts);
    const tripped =
      what?.kind === 'pause'
        ? what.reason
        : breaker(await tallyOf(read, row.id), JSON.parse(row.forgiven) as Forgiven, row.total);
    if (tripped !== null && (await isAnyoneLeft(read, row.id))) return this.#pause(row, tripped);
    if (row.batch > 0 && (await isBatchOpen(read, row.id, row.batch))) return 'waiting';
    if (await isUnreleased(read, row.id)) {
      return what ? 'idle' : this.#next(row, batchSize(row.batch, facts.tierRoom));
    }
    return (await isAnyoneLeft(read, row.id)) ? 'idle' : this.#complete(row, now);
  }

  async #next(row: Row, size: number): Promise<Step> {
    const release = async (tx: Tx, fresh: Row): Promise<Step> => {
      await releaseBatch(tx, row.id, fresh.batch + 1, size);
      return 'waiting';
    };
    return this.#write(row, release, () => this.#o.bus.publish({ type: 'outbox' }));
  }

  #complete(row: Row, now: number): Promise<Step> {
    return this.#write(row, async (tx, fresh) => {
      await changeState(tx, row.id, 'COMPLETE', { reason: null, actor: fresh.actor, now });
      return 'idle';
    });
  }

  #pause(row: Row, reason: string): Promise<Step> {
    return this.#write(row, async (tx) => {
      await pauseBroadcast(tx, row.id, reason);
      return 'more';
    });
  }

  #takeBack(row: Row): Promise<Step> {
    return this.#write(row, async (tx) => ((await takeBackPage(tx, row.id)) ? 'more' : 'idle'));
  }

  #cancel(row: Row, now: number): Promise<Step> {
    return this.#write(row, async (tx) => {
      if (await cancelPage(tx, row.id, now)) return 'more';
      // What is on its way to Meta may still come back unsent.
      if (await isAnyoneLeft(tx, row.id)) return 'waiting';
      await tx.updateTable('broadcast').set({ completed_at: now }).where('id', '=', row.id).execute();
      return 'idle';
    });
  }

  /** Runs a step on the broadcast as it stands inside the transaction; staff may have moved it meanwhile. */
  async #write(row: Row, step: (tx: Tx, fresh: Row) => Promise<Step>, onSeen?: () => void): Promise<Step> {
    const done = await this.#o.store.writeBeside(async (tx): Promise<Step> => {
      const fresh = await tx.selectFrom('broadcast').selectAll().where('id', '=', row.id).executeTakeFirst();
      return fresh && fresh.state === row.state ? step(tx, fresh) : 'more';
    }, onSeen);
    this.#o.bus.publish({ type: 'broadcast', broadcastId: row.id });
    return done;
  }

  #sleep(ms: number): Promise<void> {
    if (ms === 0 || this.#woken || this.#stopping) return new Promise((next) => setImmediate(next));
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#wake = undefined;
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#wake = done;
    });
  }
}
