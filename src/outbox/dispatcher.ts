import { learnLinks } from '../consent/link.js';
import type { Linked } from '../consent/linked.js';
import type { Scrutiny } from '../facts/scrutiny.js';
import type { FrequencyCap } from '../gate/gate.js';
import { type Permit, type PermitOffice, PermitRefusedError, type Reading } from '../gate/permits.js';
import type { MediumFacts, MetaCopy } from '../media/register.js';
import { type Store, StoreUnavailableError, type Tx } from '../store/index.js';
import type { Answer, GraphClient } from '../whatsapp/client.js';
import type { Content } from '../whatsapp/content.js';
import { outcomeOf } from '../whatsapp/errors.js';
import type { Identity } from '../whatsapp/identity.js';
import { MessageLimitError } from '../whatsapp/message.js';
import { countAsked } from './asked.js';
import { dueMessages, nextDue } from './claims.js';
import { isBlocked } from './content-check.js';
import { type FactSources, type RowFacts, readFacts } from './facts.js';
import { joinedOnTheWay } from './join-recipients.js';
import { attempt, fileRefused, judge, refusal, UNSENDABLE } from './judge.js';
import type { Limiter } from './limiter.js';
import { lacksRights, lostCopies, type MediaDesk, mediaNamed, type ReadyFiles, withFiles } from './media.js';
import { type Move, moveMessages } from './moves.js';
import { repeatUnclearReplies, settleInterrupted } from './recover.js';
import { type MessageReport, type OnConsequence, recordReports } from './reports.js';
import type { OutboxRow, OutboxState } from './row.js';
import type { Report } from './settle.js';

/** How a broadcast's recipients get their content. */
export interface Composition {
  template: { name: string; language: string };
  cancelled: boolean;
  paused: boolean;
  /** The files of ours that every recipient gets. */
  media?: readonly string[];
  compose(contact: RowFacts['contact']): Content;
}

export interface DispatcherOptions {
  store: Store;
  client: GraphClient<Permit>;
  permits: PermitOffice;
  linked: Linked;
  limiter: Limiter;
  scrutiny: Scrutiny;
  media: MediaDesk;
  sources: FactSources;
  cap: FrequencyCap | null;
  now: () => number;
  /** Our name for a message, echoed back by every status. */
  callbackData: (id: number) => string;
  compositions: (broadcastIds: string[]) => Promise<Map<string, Composition>>;
  onConsequence: OnConsequence;
  /** Told of each durable change: counts for metrics, the budget of unique people, learnt identities. */
  onAttempt?: (rows: { contactId: string; initiated: boolean }[], now: number) => void;
  /** The gate refused a message, or made it wait. */
  onHeldBack?: (state: OutboxState, reason: string | null) => void;
  onAnswer?: (row: OutboxRow, answer: Answer) => void;
  /** The last message that was due is on its way, one of a broadcast among the last. */
  onDrained?: () => void;
  onError: (error: unknown) => void;
  /** Messages awaiting Meta's answer at any moment; never more than 256 (promise P6). */
  concurrency: number;
}

/** A message that the gate let through: what is sent, to whom, and by which permit. */
interface Cleared {
  row: OutboxRow;
  to: Identity[];
  content: Content;
  /** Meta's copies of the files in it. */
  copies: readonly MetaCopy[];
  permit: Permit;
}

/** What the messages of one round are judged by. */
interface Round {
  now: number;
  reading: Reading;
  compositions: ReadonlyMap<string, Composition>;
  templates: ReadonlyMap<number, { name: string; language: string }>;
  facts: Map<number, RowFacts>;
  joined: Awaited<ReturnType<typeof joinedOnTheWay>>;
  media: ReadonlyMap<string, MediumFacts>;
}

/** What becomes of one message in a round. `trouble`: why the file of its broadcast does not leave. */
interface Decided {
  one?: Cleared;
  move?: Move;
  trouble?: string;
}

/** With nothing to do the outbox is looked at this often, ms; every commit that fills it wakes it at once. */
const IDLE = 1000;
/** Meta cannot be reached: the outbox is tried again after this, ms. */
const UNREACHED = 1000;
/** While many messages are on their way, so many places are left to come free before the next are taken. */
const HANDFUL = 32;
/** While many are on their way, answers wait this long, ms, for the next attempts to be written with. */
const GATHER = 15;
/** A message whose sender's words are being understood asks again after this, ms. */
const WAIT = 100;

/**
 * The one road out. In this order: claim, wait for the limiter, read fresh facts, gate, permit, write
 * `attempting` durably, look at revocations a last time, hand to a warm socket, record the answer.
 * A place is free again when its answer is durable, so a crash leaves at most `concurrency` unknowns.
 */
export class Dispatcher {
  readonly #o: DispatcherOptions;
  readonly #busy = new Set<number>();
  readonly #waiting = new Map<number, number>();
  #reports: MessageReport[] = [];
  /** Answers whose consequences could not be written: each keeps its place and is tried again alone. */
  #stuck: MessageReport[] = [];
  #recording: Promise<void> | undefined;
  /** Everything that was due when it was last looked for is on its way. */
  #drained = false;
  #running: Promise<void> | undefined;
  #stopping = false;
  #wake: (() => void) | undefined;
  #woken = false;

  constructor(options: DispatcherOptions) {
    this.#o = options;
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
    while (this.#busy.size > this.#stuck.length || this.#recording) {
      await this.#recording;
      await new Promise((next) => setTimeout(next, 5));
    }
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
          await this.#recordAlone(this.#stuck.splice(0));
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
    const room = Math.min(concurrency, 256) - (this.#busy.size - this.#reports.length);
    // A commit costs the same for one message and for thirty.
    if (room < Math.min(concurrency / 2, HANDFUL)) return IDLE;
    const tick = performance.now();
    const granted = limiter.available(room, tick);
    if (granted === 0) return Math.max(1, limiter.delay(tick));
    const now = this.#o.now();
    const rows = await dueMessages(store.read, granted, this.#notNow(now), now);
    this.#drained = rows.length < granted;
    if (rows.length === 0) return this.#untilNext(now);
    for (const row of rows) this.#busy.add(row.id);
    let started: ReadonlySet<number> = new Set();
    try {
      const sockets = await this.#connect(rows.length);
      try {
        if (sockets > 0) started = await this.#dispatch(rows.slice(0, sockets), now);
      } finally {
        for (let unused = sockets - started.size; unused > 0; unused--) this.#o.client.release();
      }
      if (this.#drained && rows.some(({ broadcastId }) => broadcastId !== null)) this.#o.onDrained?.();
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
    const { store, permits, limiter } = this.#o;
    const reading = permits.reading();
    const compositions = await this.#o.compositions([
      ...new Set(rows.flatMap((row) => (row.broadcastId === null ? [] : [row.broadcastId]))),
    ]);
    const templates = templatesOf(rows, compositions);
    const round: Round = {
      now,
      reading,
      compositions,
      templates,
      facts: await readFacts(store.read, rows, templates, this.#o.sources, now),
      joined: await joinedOnTheWay(store.read, rows),
      media: await this.#o.media.known(mediaNamed(rows, compositions)),
    };
    const moves: Move[] = [];
    const cleared: Cleared[] = [];
    const unfit = new Map<string, string>();
    // The cap counts what was attempted before, so of two to one person the second has to see the first;
    // and whoever is written to in this round takes a place in the tier from those who come after.
    const initiated = new Set<string>();
    for (const row of rows) {
      const { one, move, trouble } = this.#decide(row, round, initiated);
      if (one) cleared.push(one);
      if (one && row.purpose !== 'service') initiated.add(row.contactId);
      if (move) moves.push(move);
      if (!one && !move) this.#waiting.set(row.id, now + WAIT);
      if (trouble && row.broadcastId !== null) unfit.set(row.broadcastId, trouble);
    }
    for (const [broadcastId, reason] of unfit) this.#o.media.onUnfit(broadcastId, reason);
    limiter.take(cleared.length, performance.now());
    for (const { row } of cleared) limiter.takePair(row.contactId, performance.now());
    return this.#send(cleared, moves, now);
  }

  /** Cleared with a permit, or moved elsewhere; neither: it asks again in a moment. */
  #decide(row: OutboxRow, round: Round, initiated: ReadonlySet<string>): Decided {
    const { now, reading, media } = round;
    const known = round.facts.get(row.id);
    if (known && initiated.size > 0) {
      known.facts.tierFreeAt = this.#o.sources.tierFreeAt(row.contactId, now, initiated);
    }
    const composition = row.broadcastId === null ? undefined : round.compositions.get(row.broadcastId);
    const content = known && this.#contentOf(row, known, composition);
    const mediaRightsMissing = content !== undefined && lacksRights(row, content, media, now);
    const verdict = judge(
      {
        row,
        known,
        composition,
        template: round.templates.has(row.id),
        joined: round.joined.get(row.id),
        contentBlocked:
          known !== undefined &&
          content !== undefined &&
          isBlocked(row, content, known.identities, this.#o.scrutiny),
        mediaRightsMissing,
        cap: this.#o.cap,
        pairDelay: () => this.#o.limiter.pairDelay(row.contactId, performance.now()),
      },
      now,
    );
    if (verdict.verdict === 'wait') return mediaRightsMissing ? { trouble: 'media_rights_missing' } : {};
    if (verdict.verdict !== 'yes') return { move: refusal(row, verdict) };
    if (row.purpose !== 'service' && initiated.has(row.contactId)) return {};
    if (!known || !content) return { move: refusal(row, UNSENDABLE) };
    const files = withFiles(content, media, this.#o.media, now);
    if (files.state === 'ready') return { one: this.#clear(row, known, files, reading) };
    if (files.state === 'coming') return {};
    return row.broadcastId === null
      ? { move: fileRefused(row, files.code) }
      : { trouble: `meta_${files.code}` };
  }

  /** What is sent; undefined when it cannot be made. */
  #contentOf(row: OutboxRow, known: RowFacts, composition: Composition | undefined): Content | undefined {
    if (row.broadcastId !== null && !composition) return undefined;
    try {
      return composition
        ? composition.compose(known.contact)
        : (JSON.parse(row.content ?? 'null') as Content);
    } catch (error) {
      this.#o.onError(error);
      return undefined;
    }
  }

  /** The message with its permit. */
  #clear(row: OutboxRow, known: RowFacts, { content, copies }: ReadyFiles, reading: Reading): Cleared {
    const { to, identities } = known;
    const permit = this.#o.permits.issue({
      contactId: row.contactId,
      identities,
      to,
      purpose: row.purpose,
      topic: row.topic,
      content,
      consentVersion: known.consentVersion,
      reading,
    });
    return { row, to, content, copies, permit };
  }

  /** Returns the messages that are on their way now: one that was cancelled in the last moment is not. */
  async #send(cleared: Cleared[], moves: Move[], now: number): Promise<Set<number>> {
    if (cleared.length === 0 && moves.length === 0) return new Set();
    const attempts = cleared.map(({ row }) => attempt(row, now));
    const moved = await this.#writeWithReports(async (tx) => {
      const ids = await moveMessages(tx, [...moves, ...attempts], now);
      await countAsked(
        tx,
        cleared.flatMap(({ row }) => (ids.has(row.id) ? [row] : [])),
        1,
      );
      return ids;
    });
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
    this.#record({ id: row.id, report, at: this.#o.now(), identities: [...to, ...learnt], lost });
  }

  /** Answers share the commit of the next attempts, or one of their own when there is nothing to attempt. */
  #record(report: MessageReport): void {
    this.#reports.push(report);
    if (this.#reports.length >= HANDFUL / 2 && !this.#drained) this.wake();
    this.#recording ??= this.#recordAll();
  }

  /** Writes the answers that have come, and then what else the job has to write, in one commit. */
  async #writeWithReports<T>(job: (tx: Tx) => Promise<T>): Promise<T> {
    let batch: MessageReport[] = [];
    try {
      const value = await this.#o.store.writeBeside(async (tx) => {
        batch = this.#reports;
        this.#reports = [];
        if (batch.length > 0) await this.#write(tx, batch);
        return job(tx);
      });
      for (const { id } of batch) if (id !== undefined) this.#busy.delete(id);
      return value;
    } catch (error) {
      // The database is away: what Meta answered is kept until it is back.
      if (error instanceof StoreUnavailableError) this.#reports.unshift(...batch);
      else await this.#recordAlone(batch);
      throw error;
    }
  }

  /** One answer that cannot be written holds up no other. */
  async #recordAlone(reports: readonly MessageReport[]): Promise<void> {
    for (const report of reports) {
      try {
        await this.#o.store.write((tx) => this.#write(tx, [report]));
        if (report.id !== undefined) this.#busy.delete(report.id);
      } catch (error) {
        this.#o.onError(error);
        this.#stuck.push(report);
      }
    }
  }

  async #recordAll(): Promise<void> {
    while (this.#reports.length > 0) {
      if (this.#busy.size >= HANDFUL) await new Promise((next) => setTimeout(next, GATHER));
      if (this.#reports.length === 0) break;
      try {
        // An answer makes room, or brings its own message back; with nobody waiting only the latter counts.
        const comesBack = this.#reports.some(({ report }) => report.kind !== 'accepted');
        await this.#writeWithReports(async () => undefined);
        if (comesBack || !this.#drained) this.wake();
      } catch (error) {
        this.#o.onError(error);
        await new Promise((next) => setTimeout(next, WAIT));
        if (!this.#stopping) continue;
        // What cannot be written now is found as `attempting` at the next start.
        this.#reports = [];
        this.#busy.clear();
      }
    }
    this.#recording = undefined;
  }

  async #write(tx: Tx, reports: readonly MessageReport[]): Promise<void> {
    const now = this.#o.now();
    await recordReports(tx, reports, this.#o.onConsequence, now);
    const lost = reports.flatMap((report) => report.lost ?? []);
    if (lost.length > 0) await this.#o.media.forget(tx, lost);
    const { environment } = this.#o.sources;
    const people = reports.flatMap(({ report, identities }) =>
      report.kind === 'accepted' && identities !== undefined ? [identities] : [],
    );
    await learnLinks(tx, people, { now, environment, linked: this.#o.linked });
  }

  /** What is being handed over is `attempting` and so never due; only the waiting ones have to be left out. */
  #notNow(now: number): ReadonlySet<number> {
    for (const [id, until] of this.#waiting) if (until <= now || until > now + IDLE) this.#waiting.delete(id);
    return new Set(this.#waiting.keys());
  }

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

function templatesOf(
  rows: readonly OutboxRow[],
  compositions: Map<string, Composition>,
): Map<number, { name: string; language: string }> {
  const templates = new Map<number, { name: string; language: string }>();
  for (const row of rows) {
    const composition = row.broadcastId === null ? undefined : compositions.get(row.broadcastId);
    if (composition) templates.set(row.id, composition.template);
    else if (row.content?.includes('"template"')) {
      const content = JSON.parse(row.content) as Content;
      if (content.type === 'template')
        templates.set(row.id, { name: content.name, language: content.language });
    }
  }
  return templates;
}

function reportOf(answer: Answer): Report {
  switch (answer.kind) {
    case 'accepted':
      return {
        kind: 'accepted',
        wamid: answer.wamid,
        held: answer.messageStatus === 'held_for_quality_assessment',
      };
    case 'rejected':
      return {
        kind: 'rejected',
        outcome: outcomeOf(answer.code, answer.httpStatus),
        retryAfter: answer.retryAfterMs ?? null,
      };
    case 'not_sent':
      return { kind: 'not_sent' };
    case 'unknown':
      return { kind: 'unclear' };
  }
}
