import { readSetting, type Store, writeSetting } from '../store/index.js';
import type { RetentionDays, RetentionPolicy } from './retention-policies.js';
import { STEPS } from './retention-steps.js';

/** What a policy did. Times in ms. */
export interface RetentionReport {
  policy: RetentionPolicy;
  /** Null: kept for good. */
  keepDays: number | null;
  /** When its last round ended; null before the first. */
  ranAt: number | null;
  /** Rows or files that the last round removed or emptied, and all rounds. */
  removed: number;
  total: number;
}

export interface RetentionOptions {
  store: Store;
  now: () => number;
  keep: RetentionDays;
  /** What lies outside the tables: removes what is older than `before` (ms) and tells how much it was. */
  others?: Partial<Record<RetentionPolicy, (before: number) => Promise<number>>>;
  onRemoved?: (policy: RetentionPolicy, removed: number) => void;
}

interface Progress {
  ranAt: number | null;
  removed: number;
  total: number;
  /** By step. */
  cursors: string[];
}

const DAY = 24 * 60 * 60 * 1000;
const SETTING = 'retention';
/** Between two pages everything else has its turn, ms. */
const REST = 5;
/** A program that runs has had a round within this time, ms. */
const LATE = DAY;

/**
 * Removes what is older than it has to be (UU PDP: kept no longer than its purpose needs), page by page, and
 * keeps a report. Where it stopped it goes on, also after a crash.
 */
export class Retention {
  readonly #o: RetentionOptions;
  #stopping = false;

  constructor(options: RetentionOptions) {
    this.#o = options;
  }

  /** One round of every policy; returns how many rows and files went. */
  async run(): Promise<number> {
    const { keep, now, others = {}, onRemoved } = this.#o;
    let all = 0;
    for (const policy of Object.keys(keep) as RetentionPolicy[]) {
      const days = keep[policy];
      if (days === null || this.#stopping) continue;
      const before = now() - days * DAY;
      const progress = (await readProgress(this.#o.store.read))[policy] ?? NOTHING;
      const cursors = [...progress.cursors];
      let removed = (await others[policy]?.(before)) ?? 0;
      for (const [i, step] of (STEPS[policy] ?? []).entries()) {
        for (let done = false; !done && !this.#stopping; ) {
          const page = await step(this.#o.store, before, cursors[i] ?? '', now());
          cursors[i] = page.cursor;
          removed += page.removed;
          done = page.done;
          if (!done) await new Promise((next) => setTimeout(next, REST));
        }
      }
      await this.#note(policy, { ranAt: now(), removed, total: progress.total + removed, cursors });
      onRemoved?.(policy, removed);
      all += removed;
    }
    return all;
  }

  /** Ends the round after its page. */
  stop(): void {
    this.#stopping = true;
  }

  report(): Promise<RetentionReport[]> {
    return retentionReport(this.#o.store.read, this.#o.keep);
  }

  async #note(policy: RetentionPolicy, progress: Progress): Promise<void> {
    await this.#o.store.write(async (tx) => {
      const all = await readProgress(tx);
      await writeSetting(tx, SETTING, JSON.stringify({ ...all, [policy]: progress }));
    });
  }
}

const NOTHING: Progress = { ranAt: null, removed: 0, total: 0, cursors: [] };

async function readProgress(
  read: Pick<Store['read'], 'selectFrom'>,
): Promise<Partial<Record<RetentionPolicy, Progress>>> {
  return JSON.parse((await readSetting(read, SETTING)) ?? '{}') as Partial<Record<RetentionPolicy, Progress>>;
}

/** What each policy keeps and did last. */
export async function retentionReport(
  read: Pick<Store['read'], 'selectFrom'>,
  keep: RetentionDays,
): Promise<RetentionReport[]> {
  const known = await readProgress(read);
  return (Object.keys(keep) as RetentionPolicy[]).map((policy) => {
    const { ranAt, removed, total } = known[policy] ?? NOTHING;
    return { policy, keepDays: keep[policy], ranAt, removed, total };
  });
}

/** Policies that should have had a round by now and have not: nobody runs the program, or it fails. */
export function lateRetention(reports: readonly RetentionReport[], now: number): RetentionReport[] {
  return reports.filter(({ keepDays, ranAt }) => keepDays !== null && ranAt !== null && now - ranAt > LATE);
}
