import { availableParallelism } from 'node:os';
import { listOutside } from './checkpoint-files.js';
import type { Finding } from './verify-chain.js';
import type { Subject } from './verify-tasks.js';
import { inPlace, inThread, type Member } from './verify-team.js';

export interface Verification {
  ok: boolean;
  records: number;
  contacts: number;
  checkpoints: number;
  /** Ids of the keys that signed them, oldest first: an auditor compares the first with their own note of it. */
  keys: string[];
  /** Records that no checkpoint covers yet. */
  unsigned: number;
  findings: Finding[];
}

export interface VerifyOptions {
  /** Where checkpoints are kept outside the database: what was taken out of it is found by them. */
  outside?: string;
  /** At most so many threads; more than two would only wait for the disk. 0: here and now. */
  threads?: number;
  onProgress?: (progress: Progress) => void;
}

/** How many of how many records are done. */
export interface Progress {
  records: number;
  total: number;
}

/**
 * Verifications one at a time: whoever asks while one runs hears its progress from then on, and gets its
 * result.
 */
export function sharedVerification(
  verify: (onProgress: (progress: Progress) => void) => Promise<Verification>,
): (onProgress?: (progress: Progress) => void) => Promise<Verification> {
  const listeners = new Set<(progress: Progress) => void>();
  let running: Promise<Verification> | undefined;
  return async (onProgress = () => undefined) => {
    listeners.add(onProgress);
    running ??= verify((progress) => {
      for (const listener of listeners) listener(progress);
    }).finally(() => {
      running = undefined;
    });
    try {
      return await running;
    } finally {
      listeners.delete(onProgress);
    }
  };
}

/** The work is handed out in so many pieces, so that no thread waits long for the other. */
const PARTS = 16;
/** A small ledger is verified before a second thread has started. */
const SMALL = 20_000;

/**
 * Recomputes every chain, compares it with the heads that checkpoints have seen, and checks the checkpoints
 * themselves; in threads, each with a reading connection of its own, so that nobody waits for it.
 * `trusted`: id of the key to trust; null: none is known here. @throws SqliteError when `file` is no database of ours
 */
export async function verifyLedger(
  file: string,
  trusted: string | null,
  { outside, threads = Math.min(2, availableParallelism()), onProgress }: VerifyOptions = {},
): Promise<Verification> {
  const subject: Subject = {
    file,
    trusted,
    // Before the database is opened: what has a copy by now is in the database that is looked at.
    copies: outside === undefined ? null : { directory: outside, seqs: await listOutside(outside) },
  };
  const first = threads === 0 ? inPlace(subject) : inThread(subject);
  const team = [first];
  try {
    const { records: total, ranges } = await first.perform('plan', { parts: PARTS });
    while (team.length < threads && total > SMALL) team.push(inThread(subject));
    const report: Verification = {
      ok: true,
      records: 0,
      contacts: 0,
      checkpoints: 0,
      keys: [],
      unsigned: 0,
      findings: [],
    };
    let done = 0;
    const onRecords = (count: number) => {
      done += count;
      onProgress?.({ records: done, total });
    };
    const work = async (member: Member) => {
      for (let range = ranges.shift(); range; range = ranges.shift()) {
        const { records, contacts, unsigned, findings } = await member.perform('range', range, onRecords);
        report.records += records;
        report.contacts += contacts;
        report.unsigned += unsigned;
        report.findings.push(...findings);
      }
    };
    const others = Promise.all(team.slice(1).map(work));
    // Awaited below; should the first one fail, its error is the one to tell.
    others.catch(() => undefined);
    const { checkpoints, keys, findings, heads } = await first.perform('checkpoints', {});
    findings.push(...(await first.perform('wordings', {})));
    await work(first);
    await others;
    // What only copies outside have seen is compared anew, together with the rest.
    const anew = await first.perform('contacts', { heads });
    const rest = report.findings.filter(({ contactId }) => contactId === null || !heads.has(contactId));
    report.findings = [...findings, ...[...rest, ...anew].sort(byContact)];
    return { ...report, checkpoints, keys, ok: report.findings.length === 0 };
  } finally {
    await Promise.all(team.map((member) => member.end()));
  }
}

function byContact({ contactId: a }: Finding, { contactId: b }: Finding): number {
  return a === b ? 0 : (a ?? '') < (b ?? '') ? -1 : 1;
}
