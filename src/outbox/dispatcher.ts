import { type Permit, PermitRefusedError } from '../gate/permits.js';
import type { Answer, GraphClient } from '../whatsapp/client.js';
import { outcomeOf } from '../whatsapp/errors.js';
import type { Identity } from '../whatsapp/identity.js';
import { MessageLimitError } from '../whatsapp/message.js';
import { Answers, type AnswersParts, HANDFUL, reportOf } from './answers.js';
import { countAsked } from './asked.js';
import { dueMessages, nextDue } from './claims.js';
import { attempt } from './judge.js';
import { lostCopies } from './media.js';
import { type Move, moveMessages } from './moves.js';
import { repeatUnclearReplies, settleInterrupted } from './recover.js';
import { type Cleared, Round, type RoundParts } from './round.js';
import type { OutboxRow, OutboxState } from './row.js';
import type { Report } from './settle.js';

export interface DispatcherOptions extends RoundParts, AnswersParts {
  client: GraphClient<Permit>;
  /** Our name for a message, echoed back by every status. */
  callbackData: (id: number) => string;
  /** Told of each durable change: counts for metrics, the budget of unique people, learnt identities. */
  onAttempt?: (rows: { contactId: string; initiated: boolean }[], now: number) => void;
  /** The gate refused a message, or made it wait. */
  onHeldBack?: (state: OutboxState, reason: string | null) => void;
  onAnswer?: (row: OutboxRow, answer: Answer) => void;
  /** Everything that was due is on its way, messages of a broadcast among it. */
  onDrained?: () => void;
  /** Messages awaiting Meta's answer at any moment; never more than 256 (promise P6). */
  concurrency: number;
}

/** With nothing to do the outbox is looked at this often, ms; every commit that fills it wakes it at once. */
const IDLE = 1000;
/** Meta cannot be reached: the outbox is tried again after this, ms. */
const UNREACHED = 1000;
/** A message whose sender's words are being understood asks again after this, ms. */
const WAIT = 100;

/**
 * The one road out. In this order: claim, wait for the limiter, read fresh facts, gate, permit, write
 * `attempting` durably, look at revocations a last time, hand to a warm socket, record the answer.
 * A place is free again when its answer is durable, so a crash leaves at most `concurrency` unknowns.
 */
export class Dispatcher {
  readonly #o: DispatcherOptions;
  readonly #answers: Answers;
  /** Messages that were taken and whose answer is not durable yet. */
  readonly #busy = new Set<number>();
  readonly #waiting = new Map<number, number>();
  /** Everything that was due when it was last looked for is on its way, and there was room enough to look. */
  #drained = false;
  /** Messages of broadcasts have been taken since the outbox last ran dry. */
  #broadcasting = false;
  #running: Promise<void> | undefined;
  #stopping = false;
  #wake: (() => void) | undefined;
  #woken = false;

  constructor(options: DispatcherOptions) {
    this.#o = options;
    // With nobody waiting, only a message that comes back is a reason to look.
    this.#answers = new Answers(options, this.#busy, (comesBack) => {
      if (comesBack || !this.#drained) this.wake();
    });
  }

  /** Settles what a crash left behind, then sends until `stop`. */
  async start(): Promise<void> {
    await settleInterrupted(this.#o.store, this.#o.now());
    this.#running = this.#run();
  }

  /** Starts nothing more and waits for the answers on their way. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.wake();
    await this.#running;
    await this.#answers.end();
  }

  /** There may be something to send. */
  wake(): void {
    this.#woken = true;
    this.#wake?.();
  }

  get inFlight(): number {
    return this.#busy.size;
  }

  async #run(): Promise<void> {
    let sweptAt = 0;
    while (!this.#stopping) {
      this.#woken = false;
      let idle = IDLE;
      try {
        if (this.#o.now() - sweptAt >= IDLE || this.#o.now() < sweptAt) {
          sweptAt = this.#o.now();
          await repeatUnclearReplies(this.#o.store, sweptAt);
          await this.#answers.retry();
        }
        idle = await this.#cycle();
      } catch (error) {
        this.#o.onError(error);
      }
      if (idle > 0) await this.#sleep(idle);
    }
  }

  /** One round; returns how long there will be nothing to do, ms. */
  async #cycle(): Promise<number> {
    const { limiter, concurrency, store } = this.#o;
    // Whose answer has come makes room at once: it is written in the same commit as the next attempts.
    const room = Math.min(concurrency, 256) - (this.#busy.size - this.#answers.waiting);
    // A commit costs the same for one message and for thirty.
    if (room < Math.min(concurrency / 2, HANDFUL)) {
      this.#drained = false;
      return IDLE;
    }
    const tick = performance.now();
    // Were all places filled at once, all would be answered at once, with nothing to do in between.
    const granted = limiter.available(Math.min(room, HANDFUL), tick);
    if (granted === 0) return Math.max(1, limiter.delay(tick));
    const now = this.#o.now();
    const due = await dueMessages(store.read, granted + 1, this.#notNow(now), now);
    this.#drained = due.length <= granted;
    const rows = due.slice(0, granted);
    this.#broadcasting ||= rows.some(({ broadcastId }) => broadcastId !== null);
    if (rows.length === 0) {
      this.#ranDry();
      return this.#untilNext(now);
    }
    for (const row of rows) this.#busy.add(row.id);
    let started: ReadonlySet<number> = new Set();
    try {
      const sockets = await this.#connect(rows.length);
      try {
        if (sockets > 0) started = await this.#dispatch(rows.slice(0, sockets), now);
      } finally {
        for (let unused = sockets - started.size; unused > 0; unused--) this.#o.client.release();
      }
      this.#ranDry();
      return sockets > 0 ? 0 : UNREACHED;
    } finally {
      for (const row of rows) if (!started.has(row.id)) this.#busy.delete(row.id);
    }
  }

  /**
   * Makes connected sockets ready before anything is read, so that a permit's half second is not spent on
   * connecting. Returns how many there are; none while Meta cannot be reached: then nothing is attempted.
   */
  async #connect(count: number): Promise<number> {
    const tries = await Promise.allSettled(Array.from({ length: count }, () => this.#o.client.ready()));
    return tries.filter(({ status }) => status === 'fulfilled').length;
  }

  /** Returns the messages that are on their way now. */
  async #dispatch(rows: OutboxRow[], now: number): Promise<ReadonlySet<number>> {
    const { limiter, media } = this.#o;
    const round = await Round.read(rows, this.#o, now);
    const { cleared, moves, again, unfit } = round.decide();
    for (const id of again) this.#waiting.set(id, now + WAIT);
    for (const [broadcastId, reason] of unfit) media.onUnfit(broadcastId, reason);
    limiter.take(cleared.length, performance.now());
    for (const { row } of cleared) limiter.takePair(row.contactId, performance.now());
    return this.#send(cleared, moves, now);
  }

  /** Returns the messages that are on their way now: one that was cancelled in the last moment is not. */
  async #send(cleared: Cleared[], moves: Move[], now: number): Promise<Set<number>> {
    if (cleared.length === 0 && moves.length === 0) return new Set();
    const attempts = cleared.map(({ row }) => attempt(row, now));
    const moved = await this.#answers.writeWith(async (tx) => {
      const ids = await moveMessages(tx, [...moves, ...attempts], now);
      await countAsked(
        tx,
        cleared.flatMap(({ row }) => (ids.has(row.id) ? [row] : [])),
        1,
      );
      return ids;
    }, this.#ranDry);
    const started = cleared.filter(({ row }) => moved.has(row.id));
    for (const { id, to } of moves) if (moved.has(id)) this.#o.onHeldBack?.(to.state, to.reason);
    this.#o.onAttempt?.(
      started.map(({ row }) => ({ contactId: row.contactId, initiated: row.purpose !== 'service' })),
      now,
    );
    for (const one of started) void this.#hand(one);
    return new Set(started.map(({ row }) => row.id));
  }

  /** Nothing may be awaited between the last look inside `client.send` and the socket. */
  async #hand({ row, to, content, copies, permit }: Cleared): Promise<void> {
    // What goes wrong in a way that nobody foresaw may have left: it is never taken for unsent.
    let report: Report = { kind: 'unclear' };
    let learnt: Identity[] = [];
    let lost: string[] = [];
    try {
      const answer = await this.#o.client.send(permit, {
        to,
        content,
        callbackData: this.#o.callbackData(row.id),
      });
      report = reportOf(answer);
      if (answer.kind === 'rejected') lost = lostCopies(copies, answer.code, this.#o.now());
      // It reached nobody, and goes again with a file that Meta has.
      if (lost.length > 0) report = { kind: 'taken_back' };
      if (answer.kind === 'accepted') learnt = answer.identities;
      this.#o.onAnswer?.(row, answer);
    } catch (error) {
      if (error instanceof PermitRefusedError && error.isTakenBack) report = { kind: 'taken_back' };
      else if (error instanceof MessageLimitError)
        report = { kind: 'rejected', outcome: outcomeOf(100), retryAfter: null };
      else this.#o.onError(error);
    }
    this.#answers.record({ id: row.id, report, at: this.#o.now(), identities: [...to, ...learnt], lost });
  }

  /** What is being handed over is `attempting` and so never due; only the waiting ones have to be left out. */
  #notNow(now: number): ReadonlySet<number> {
    for (const [id, until] of this.#waiting) if (until <= now || until > now + IDLE) this.#waiting.delete(id);
    return new Set(this.#waiting.keys());
  }

  /** The last of a batch is on its way: the next may be made ready while the disk still works. */
  readonly #ranDry = (): void => {
    if (!this.#drained || !this.#broadcasting) return;
    this.#broadcasting = false;
    this.#o.onDrained?.();
  };

  async #untilNext(now: number): Promise<number> {
    if (this.#waiting.size > 0) return WAIT;
    const next = await nextDue(this.#o.store.read);
    return next === undefined ? IDLE : Math.min(IDLE, Math.max(1, next - now));
  }

  #sleep(ms: number): Promise<void> {
    if (this.#woken) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(done, ms);
      const self = this;
      function done() {
        clearTimeout(timer);
        self.#wake = undefined;
        resolve();
      }
      this.#wake = done;
    });
  }
}
