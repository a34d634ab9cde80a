import { learnLinks } from '../consent/link.js';
import type { Linked } from '../consent/linked.js';
import { type Store, StoreUnavailableError, type Tx } from '../store/index.js';
import type { Answer } from '../whatsapp/client.js';
import { outcomeOf } from '../whatsapp/errors.js';
import type { FactSources } from './facts.js';
import type { MediaDesk } from './media.js';
import { type MessageReport, type OnConsequence, recordReports } from './reports.js';
import type { Report } from './settle.js';

export interface AnswersParts {
  store: Store;
  linked: Linked;
  media: MediaDesk;
  sources: FactSources;
  now: () => number;
  onConsequence: OnConsequence;
  onError: (error: unknown) => void;
}

/** While so many messages are on their way, their answers are written together with the next attempts. */
export const HANDFUL = 64;
/** They wait this long for them, ms. */
const GATHER = 15;
/** Answers that cannot be written are tried again after this, ms. */
const AGAIN = 100;

/**
 * What became of the messages on their way: kept until it is durable, and only then is a message's place free.
 * `onTheWay`: the ids of those whose answer is not durable yet. `onRoom`: the next messages may be looked for;
 * `comesBack` when one of those answered may be among them.
 */
export class Answers {
  readonly #o: AnswersParts;
  readonly #onTheWay: Set<number>;
  readonly #onRoom: (comesBack: boolean) => void;
  #reports: MessageReport[] = [];
  /** Those whose consequences could not be written: each keeps its place and is tried again alone. */
  #stuck: MessageReport[] = [];
  #recording: Promise<void> | undefined;
  #ending = false;

  constructor(parts: AnswersParts, onTheWay: Set<number>, onRoom: (comesBack: boolean) => void) {
    this.#o = parts;
    this.#onTheWay = onTheWay;
    this.#onRoom = onRoom;
  }

  /** How many have come and are not written yet. */
  get waiting(): number {
    return this.#reports.length;
  }

  /** Answers share the commit of the next attempts, or one of their own when there is nothing to attempt. */
  record(report: MessageReport): void {
    this.#reports.push(report);
    if (this.#reports.length >= HANDFUL / 2) this.#onRoom(false);
    this.#recording ??= this.#recordAll();
  }

  /** Writes the answers that have come, and then what else the job has to write, in one commit (`Store.writeBeside`). */
  async writeWith<T>(job: (tx: Tx) => Promise<T>, onSeen?: () => void): Promise<T> {
    let batch: MessageReport[] = [];
    try {
      const value = await this.#o.store.writeBeside(async (tx) => {
        batch = this.#reports;
        this.#reports = [];
        if (batch.length > 0) await this.#write(tx, batch);
        return job(tx);
      }, onSeen);
      this.#free(batch);
      return value;
    } catch (error) {
      // The database is away: what Meta answered is kept until it is back.
      if (error instanceof StoreUnavailableError) this.#reports.unshift(...batch);
      else await this.#recordAlone(batch);
      throw error;
    }
  }

  /** Tries those again that could not be written. */
  retry(): Promise<void> {
    return this.#recordAlone(this.#stuck.splice(0));
  }

  /** Resolves when every answer has come and is written, or cannot be: then it is found as `attempting` at the next start. */
  async end(): Promise<void> {
    this.#ending = true;
    while (this.#onTheWay.size > this.#stuck.length || this.#recording) {
      await this.#recording;
      await new Promise((next) => setTimeout(next, 5));
    }
  }

  async #recordAll(): Promise<void> {
    while (this.#reports.length > 0) {
      if (this.#onTheWay.size >= HANDFUL) await new Promise((next) => setTimeout(next, GATHER));
      if (this.#reports.length === 0) break;
      try {
        const comesBack = this.#reports.some(({ report }) => report.kind !== 'accepted');
        await this.writeWith(async () => undefined);
        this.#onRoom(comesBack);
      } catch (error) {
        this.#o.onError(error);
        await new Promise((next) => setTimeout(next, AGAIN));
        if (!this.#ending) continue;
        this.#reports = [];
        this.#onTheWay.clear();
      }
    }
    this.#recording = undefined;
  }

  /** One answer that cannot be written holds up no other. */
  async #recordAlone(reports: readonly MessageReport[]): Promise<void> {
    for (const report of reports) {
      try {
        await this.#o.store.write((tx) => this.#write(tx, [report]));
        this.#free([report]);
      } catch (error) {
        this.#o.onError(error);
        this.#stuck.push(report);
      }
    }
  }

  #free(reports: readonly MessageReport[]): void {
    for (const { id } of reports) if (id !== undefined) this.#onTheWay.delete(id);
  }

  async #write(tx: Tx, reports: readonly MessageReport[]): Promise<void> {
    const { onConsequence, media, linked, sources } = this.#o;
    const now = this.#o.now();
    await recordReports(tx, reports, onConsequence, now);
    const lost = reports.flatMap((report) => report.lost ?? []);
    if (lost.length > 0) await media.forget(tx, lost);
    const people = reports.flatMap(({ report, identities }) =>
      report.kind === 'accepted' && identities !== undefined ? [identities] : [],
    );
    await learnLinks(tx, people, { now, environment: sources.environment, linked });
  }
}

/** What Meta's answer says of a message; pure. */
export function reportOf(answer: Answer): Report {
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
