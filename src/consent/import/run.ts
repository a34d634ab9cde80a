import { setImmediate as nextTick, setTimeout as sleep } from 'node:timers/promises';
import type { Store } from '../../store/index.js';
import { readSourcePolicies } from '../source-policy.js';
import { listTopics } from '../topics.js';
import { ImportFileError } from './file-error.js';
import type { ImportsOptions } from './options.js';
import type { Reason } from './outcome.js';
import { Pace } from './pace.js';
import { settleResults, writePlan, writeResults } from './page.js';
import { readPeople } from './people.js';
import { type PlanContext, planRows } from './plan.js';
import { readWithoutBlocking } from './read-elsewhere.js';
import type { ReadJob, ReadRow } from './reader.js';
import type { AttachedProof, ImportSettings, ImportView } from './reading.js';
import { foldTopic, type ImportRow } from './row.js';
import { Seen } from './seen.js';
import type { Uploads } from './upload.js';

export interface RunContext extends ImportsOptions {
  uploads: Uploads;
  isStopped: () => boolean;
}

/** What a file is read with: the topics there are, and what day it is. */
export async function jobOf(
  { store, country, timezone, now }: ImportsOptions,
  settings: ImportSettings,
  place: Pick<ReadJob, 'path' | 'scratch' | 'skip'>,
): Promise<ReadJob> {
  const topics = await topicNames(store.read);
  return { ...settings, ...place, topics, country, today: localDay(now(), timezone) };
}

/** How rows may call the topics: by name in either language, or by id. */
export async function topicNames(read: Store['read']): Promise<[name: string, id: string][]> {
  const topics = await listTopics(read);
  const names = topics.flatMap(({ id, name }) => [name.id, name.en].map((one) => [one, id] as const));
  return [...names, ...topics.map(({ id }) => [id, id] as const)].map(([name, id]) => [foldTopic(name), id]);
}

/** `YYYY-MM-DD` in this zone. */
export function localDay(at: number, timezone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: timezone }).format(at);
}

/**
 * Reads the rest of the file and makes each row take effect, page by page.
 * @throws ImportFileError where it cannot be read on, after what came before; NotRunningError once cancelled
 */
export async function runFile(view: ImportView, context: RunContext): Promise<void> {
  const { uploads, store, isStopped } = context;
  const { id, dryRun, settings } = view;
  // What a dry run has met lives in memory: after a crash it begins anew.
  if (dryRun && view.rows > 0) await clearReport(id, context);
  const skip = dryRun ? 0 : view.rows;
  const place = { path: uploads.path(id), scratch: uploads.scratch(id), skip };
  const plan = await planContext(view, context, dryRun ? new Seen() : null);
  const pace = new Pace();
  let last = { row: skip, line: 0 };
  try {
    for await (const part of readWithoutBlocking(await jobOf(context, settings, place))) {
      if (part.type === 'header') continue;
      const percent = Math.min(99, Math.floor(part.share * 100));
      for (let from = 0; from < part.rows.length; ) {
        if (isStopped()) return;
        const page = part.rows.slice(from, from + pace.size);
        await runPage(page, { ...plan, now: context.now() }, percent, pace, context);
        from += page.length;
        last = page.at(-1) ?? last;
        await giveWay(context);
      }
    }
  } catch (error) {
    if (error instanceof ImportFileError) {
      const broken = { row: last.row + 1, line: last.line + 1, outcome: 'invalid' } as const;
      const reason = error.fault as Reason;
      await store.write((tx) =>
        writeResults(tx, id, [{ ...broken, reason, note: null, phone: null, data: null }], view.percent),
      );
    }
    throw error;
  }
}

async function runPage(
  rows: readonly ReadRow[],
  plan: PlanContext,
  percent: number,
  pace: Pace,
  { store, suppression }: RunContext,
): Promise<void> {
  const phones = [...new Set(rows.flatMap(({ read }) => (typeof read === 'string' ? [] : [read.phone])))];
  await store.writePage(async (tx) => {
    const began = performance.now();
    const planned = planRows(rows, await readPeople(tx, suppression, phones), plan);
    if (plan.seen === null) await writePlan(tx, planned, plan);
    await writeResults(tx, plan.importId, planned.results, percent);
    pace.took(performance.now() - began, rows.length);
  });
}

/**
 * Applies a proof to the rows that wait for one: what is empty in a row comes from the proof.
 * @throws NotRunningError once cancelled
 */
export async function runProof(view: ImportView, index: number, context: RunContext): Promise<void> {
  const { store, suppression, isStopped } = context;
  const proof = view.proofs[index];
  if (!proof) return;
  const plan = await planContext(view, context, null);
  const pace = new Pace();
  for (let after = 0; ; ) {
    if (isStopped()) return;
    const handled = await store.writePage(async (tx) => {
      const began = performance.now();
      const waiting = await tx
        .selectFrom('import_row')
        .select(['row', 'line', 'data'])
        .where('import_id', '=', view.id)
        .where('outcome', '=', 'unproven')
        .where('row', '>', after)
        .orderBy('row')
        .limit(pace.size)
        .execute();
      if (waiting.length === 0) return undefined;
      const rows = waiting.map(({ row, line, data }) => ({ row, line, read: proven(data, proof) }));
      const people = await readPeople(tx, suppression, [...new Set(rows.map(({ read }) => read.phone))]);
      const present = { ...plan, now: context.now() };
      const planned = planRows(rows, people, present);
      await writePlan(tx, planned, present);
      await settleResults(tx, view.id, planned.results);
      pace.took(performance.now() - began, rows.length);
      return rows.at(-1)?.row;
    });
    if (handled === undefined) break;
    after = handled;
    await giveWay(context);
  }
  const proofs = view.proofs.map((one, i) => (i === index ? { ...one, appliedAt: context.now() } : one));
  await store.write((tx) =>
    tx
      .updateTable('import')
      .set({ proofs: JSON.stringify(proofs) })
      .where('id', '=', view.id)
      .execute(),
  );
}

function proven(data: string | null, proof: AttachedProof): ImportRow {
  const row = JSON.parse(data ?? '{}') as ImportRow;
  return {
    ...row,
    source: row.source ?? proof.source,
    date: row.date ?? proof.date,
    wording: row.wording ?? proof.wording,
    reference: row.reference ?? proof.reference,
  };
}

async function planContext(view: ImportView, context: RunContext, seen: Seen | null): Promise<PlanContext> {
  const { store, environment, now } = context;
  const policies = await readSourcePolicies(store.read);
  return { importId: view.id, now: now(), environment, actor: 'api', policies, seen };
}

/** Everything else goes first: what waits already, and a flood of webhooks until it is over. */
async function giveWay({ isBusy, isStopped }: RunContext): Promise<void> {
  await nextTick();
  while (isBusy?.() === true && !isStopped()) await sleep(20);
}

async function clearReport(id: string, { store }: RunContext): Promise<void> {
  for (let more = true; more; ) {
    more = await store.writePage(async (tx) => {
      const page = tx
        .selectFrom('import_row')
        .select('row')
        .where('import_id', '=', id)
        .orderBy('row')
        .limit(1000);
      const rows = await page.execute();
      const last = rows.at(-1)?.row ?? 0;
      await tx.deleteFrom('import_row').where('import_id', '=', id).where('row', '<=', last).execute();
      return rows.length > 0;
    });
    await nextTick();
  }
  await store.write((tx) =>
    tx.updateTable('import').set({ rows: 0, counts: '{}', percent: 0 }).where('id', '=', id).execute(),
  );
}
