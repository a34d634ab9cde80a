import type { CountryCode } from 'libphonenumber-js';
import { upsertContact } from '../contacts/change.js';
import { newId } from '../contacts/ids.js';
import { findContact } from '../contacts/resolve.js';
import type { Suppression } from '../contacts/suppression.js';
import type { Store, Tx } from '../store/index.js';
import type { Environment } from './evidence.js';
import { CsvSyntaxError, readCsv } from './import-csv.js';
import { type ImportRecord, type ImportRow, readImportRow } from './import-row.js';
import { raise, refusalOf } from './raise.js';
import { listTopics } from './topics.js';

export interface ImportOptions {
  store: Store;
  suppression: Suppression;
  environment: Environment;
  country: CountryCode;
  now: () => number;
  /** Everything is tried and undone; only the report stays. */
  dryRun: boolean;
}

/** What became of a row. `requested`: pending now; `unchanged`: was so already; `refused`: recorded without effect. */
export type ImportOutcome = 'requested' | 'unchanged' | 'refused' | 'invalid';

interface RowResult {
  row: number;
  outcome: ImportOutcome;
  reason: string | null;
}

/** Rows that share one write: short enough that nothing else waits. */
const CHUNK = 40;

/**
 * Imports requests for consent with their proof, row by row, while the file still arrives. Nobody is
 * subscribed by it, and nobody who stopped is asked again. Resolves with the import's id when every row is
 * durable; a file that breaks off leaves an import in state `failed` that says how far it came.
 * @throws ImportHeaderError, ImportTooLargeError
 */
export async function importConsents(
  file: AsyncIterable<Buffer | string>,
  options: ImportOptions,
): Promise<string> {
  const { store, now, dryRun } = options;
  const id = newId('im', now());
  let line = 0;
  let chunk: { row: number; record: ImportRecord }[] = [];
  let created = false;
  const begin = async () => {
    if (!created) await store.write((tx) => createImport(tx, id, dryRun, now()));
    created = true;
  };
  try {
    for await (const record of readCsv(file)) {
      line += 1;
      chunk.push({ row: line, record });
      if (chunk.length < CHUNK) continue;
      await begin();
      await importChunk(id, chunk, options);
      chunk = [];
    }
    await begin();
    await importChunk(id, chunk, options);
    await finish(store, id, 'completed', now());
  } catch (error) {
    if (!created && !(error instanceof CsvSyntaxError)) throw error;
    await begin();
    if (error instanceof CsvSyntaxError) {
      await importChunk(id, chunk, options);
      await report(store, id, [{ row: line + 1, outcome: 'invalid', reason: 'csv_syntax' }]);
    }
    await finish(store, id, 'failed', now());
    if (!(error instanceof CsvSyntaxError)) throw error;
  }
  return id;
}

/** Thrown to undo what a dry run did. */
class Undone extends Error {
  readonly results: RowResult[];
  constructor(results: RowResult[]) {
    super('undone');
    this.results = results;
  }
}

async function importChunk(
  id: string,
  chunk: readonly { row: number; record: ImportRecord }[],
  options: ImportOptions,
): Promise<void> {
  if (chunk.length === 0) return;
  const topics = new Set((await listTopics(options.store.read)).map((topic) => topic.id));
  const results = await options.store
    .write(async (tx) => {
      const all: RowResult[] = [];
      for (const { row, record } of chunk) {
        const read = readImportRow(record, topics, options.country, options.now());
        if (typeof read === 'string') all.push({ row, outcome: 'invalid', reason: read });
        else all.push({ row, ...(await importRow(tx, id, row, read, options)) });
      }
      if (options.dryRun) throw new Undone(all);
      await writeRows(tx, id, all);
      return all;
    })
    .catch((error: unknown) => {
      if (error instanceof Undone) return error.results;
      throw error;
    });
  if (options.dryRun) await report(options.store, id, results);
}

async function importRow(
  tx: Tx,
  importId: string,
  rowNumber: number,
  row: ImportRow,
  options: ImportOptions,
): Promise<{ outcome: ImportOutcome; reason: string | null }> {
  const { environment, suppression } = options;
  const now = options.now();
  const known = await findContact(tx, [row.identity]);
  if (known === undefined && (await suppression.holds(tx, [row.identity])))
    return { outcome: 'refused', reason: 'erased' };
  const fields = known === undefined ? { name: row.name } : {};
  const { id } = await upsertContact(tx, [row.identity], fields, now);
  const { source, date, wording, reference } = row;
  const evidence = {
    source,
    date,
    ...(wording === null ? {} : { wording }),
    ...(reference === null ? {} : { reference }),
    import: importId,
    row: rowNumber,
  };
  const [change] = await raise(
    tx,
    id,
    { event: 'REQUEST', topics: [row.topic], source: 'import', actor: 'api', evidence },
    { now, environment },
  );
  const reason = change && (await refusalOf(tx, id, change, now));
  if (reason === undefined) return { outcome: 'requested', reason: null };
  return { outcome: reason === 'pending' || reason === 'subscribed' ? 'unchanged' : 'refused', reason };
}

async function createImport(tx: Tx, id: string, dryRun: boolean, now: number): Promise<void> {
  await tx
    .insertInto('import')
    .values({
      id,
      state: 'running',
      dry_run: dryRun ? 1 : 0,
      rows: 0,
      counts: '{}',
      created_at: now,
      completed_at: null,
    })
    .execute();
}

const report = (store: Store, id: string, results: readonly RowResult[]) =>
  store.write((tx) => writeRows(tx, id, results));

async function writeRows(tx: Tx, id: string, results: readonly RowResult[]): Promise<void> {
  const { rows, counts } = await tx
    .selectFrom('import')
    .select(['rows', 'counts'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const sums = new Map(Object.entries(JSON.parse(counts) as Record<string, number>));
  for (const { outcome } of results) sums.set(outcome, (sums.get(outcome) ?? 0) + 1);
  await tx
    .insertInto('import_row')
    .values(results.map((result) => ({ import_id: id, ...result })))
    .execute();
  await tx
    .updateTable('import')
    .set({ rows: rows + results.length, counts: JSON.stringify(Object.fromEntries(sums)) })
    .where('id', '=', id)
    .execute();
}

async function finish(store: Store, id: string, state: 'completed' | 'failed', now: number): Promise<void> {
  await store.write((tx) =>
    tx.updateTable('import').set({ state, completed_at: now }).where('id', '=', id).execute(),
  );
}
