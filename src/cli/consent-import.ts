import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Command, InvalidArgumentError } from 'commander';
import { type ColumnMap, IMPORT_COLUMNS, type ImportColumn } from '../consent/import/columns.js';
import { OUTCOMES, type Outcome } from '../consent/import/outcome.js';
import { dateOption } from './date-option.js';
import { configFromEnvironment } from './home.js';
import { atImportDesk, type ImportDesk, type Overview } from './import-desk.js';
import { FOUND_FAULTS, print, printJson, Refusal, WRONG_USE } from './outcome.js';
import { progressBar } from './progress.js';

type Given = Partial<Record<ImportColumn, string>> & {
  dryRun?: boolean;
  map: ColumnMap;
  sheet?: string;
  ask?: boolean;
  json?: boolean;
};

/** The commands below `izin consent` that take lists in and see to what became of them. */
export function importCommands(): Command[] {
  return [importCommand(), listCommand(), reportCommand(), proveCommand(), askCommand(), cancelCommand()];
}

function importCommand(): Command {
  return new Command('import')
    .argument('<file>', 'CSV atau .xlsx · CSV or .xlsx')
    .description('impor permintaan izin beserta buktinya · import requests for consent with their proof')
    .option('--dry-run', 'coba saja, tidak mengubah apa pun · try it, change nothing')
    .option(
      '--map <column=header>',
      'kolom mana yang mana, misalnya phone="No HP" · which column is which',
      mapped,
      {},
    )
    .option('--sheet <name>', 'lembar .xlsx · sheet of an .xlsx')
    .option('--topic <topic>', 'topik untuk baris tanpa topik · for rows without one')
    .option('--source <source>', 'sumber untuk baris tanpa sumber · for rows without one')
    .option('--date <date>', 'tanggal setuju untuk baris tanpa tanggal · for rows without one')
    .option('--wording <text>', 'kalimat persetujuan untuk baris tanpa kalimat · for rows without one')
    .option('--reference <text>', 'rujukan untuk baris tanpa rujukan · for rows without one')
    .option('--ask', 'lalu tanyai mereka lewat WhatsApp, sekali · then ask them in WhatsApp, once')
    .option('--json', 'JSON')
    .action(async (path: string, { dryRun = false, map, sheet, ask = false, json, ...defaults }: Given) => {
      checkFile(path);
      const config = configFromEnvironment();
      if (defaults.date !== undefined) defaults.date = dateOption(defaults.date, config.timezone);
      await atImportDesk(config, async (desk) => {
        const request = { name: basename(path), dryRun, sheet: sheet ?? null, columns: map, defaults };
        const id = await desk.create(path, request);
        const done = await follow(desk, id, json === true);
        if (ask && !dryRun) await desk.ask(id);
        if (json) printJson(done);
        else summarise(done, ask);
        if (done.state !== 'completed' || done.counts.invalid > 0) process.exitCode = FOUND_FAULTS;
      });
    });
}

function mapped(pair: string, known: ColumnMap): ColumnMap {
  const at = pair.indexOf('=');
  const column = pair.slice(0, at) as ImportColumn;
  if (at < 1 || !IMPORT_COLUMNS.includes(column) || pair.length === at + 1) {
    throw new InvalidArgumentError(
      `Tulis seperti phone="No HP" · Write it as phone="No HP". (${IMPORT_COLUMNS.join(', ')})`,
    );
  }
  return { ...known, [column]: pair.slice(at + 1) };
}

const LOOK = 250;

/** Draws how far it is until the import has ended. */
async function follow(desk: ImportDesk, id: string, quiet: boolean): Promise<Overview> {
  const bar = progressBar('mengimpor · importing', quiet);
  try {
    for (;;) {
      const view = await desk.view(id);
      // How many rows there are is known at the end; until then the share of the file tells.
      bar.at(view.rows, Math.max(view.rows, Math.round((view.rows * 100) / Math.max(view.percent, 1))));
      if (view.completed_at !== null) return view;
      await new Promise((next) => setTimeout(next, LOOK));
    }
  } finally {
    bar.end();
  }
}

const OUTCOME_WORDS: Record<Outcome, string> = {
  requested: 'diminta · requested',
  subscribed: 'berlangganan dengan bukti · subscribed by their proof',
  unchanged: 'tidak berubah · unchanged',
  unproven: 'menunggu bukti · waiting for a proof',
  refused: 'tidak boleh diminta · may not be asked',
  invalid: 'tidak terbaca · unreadable',
  discarded: 'dihapus tanpa bukti · discarded without proof',
};

function summarise({ id, state, dry_run, rows, counts, error }: Overview, asking = false): void {
  print(`${id}: ${state}${dry_run ? ' (--dry-run)' : ''}, ${rows.toLocaleString('id')} baris · rows`);
  for (const outcome of OUTCOMES) {
    if (counts[outcome] > 0)
      print(`  ${counts[outcome].toLocaleString('id').padStart(9)}  ${OUTCOME_WORDS[outcome]}`);
  }
  if (error) print(`✗ ${error.message.id} · ${error.message.en}`);
  if (counts.requested > 0 && !dry_run)
    print(
      asking
        ? 'Mereka ditanyai selama server berjalan · they are asked while the server runs'
        : `Tanyai mereka lewat WhatsApp, sekali · ask them in WhatsApp, once: izin consent ask ${id}`,
    );
  if (counts.unproven > 0 && !dry_run)
    print(`Lampirkan bukti · attach a proof: izin consent prove ${id} --source … --date … --wording …`);
  if (counts.refused + counts.invalid + counts.unproven > 0)
    print(`Baris demi baris · row by row: izin consent report ${id} > laporan.csv`);
}

function listCommand(): Command {
  return new Command('imports')
    .description('daftar impor · list imports')
    .option('--json', 'JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const items = await atImportDesk(configFromEnvironment(), (desk) => desk.list());
      if (json) return printJson(items);
      for (const { id, state, percent, rows, name } of items)
        print(
          `${id}  ${state.padEnd(9)} ${String(percent).padStart(3)}%  ${String(rows).padStart(8)}  ${name ?? ''}`,
        );
    });
}

function reportCommand(): Command {
  return new Command('report')
    .argument('<import>', 'id')
    .description('laporan baris demi baris sebagai CSV · the report, row by row, as CSV')
    .option('--outcome <outcome>', `hanya yang ini · only these: ${OUTCOMES.join(', ')}`)
    .action(async (id: string, { outcome }: { outcome?: Outcome }) => {
      if (outcome !== undefined && !OUTCOMES.includes(outcome))
        throw new Refusal(`--outcome: ${OUTCOMES.join(', ')}`, WRONG_USE);
      await atImportDesk(configFromEnvironment(), async (desk) => {
        await pipeline(await desk.report(id, outcome), process.stdout, { end: false });
      });
    });
}

function proveCommand(): Command {
  return new Command('prove')
    .argument('<import>', 'id')
    .description(
      'lampirkan bukti untuk baris yang belum berbukti · attach a proof to the rows that have none',
    )
    .option('--source <source>', 'dari mana izin ini · where the consent came from')
    .option('--date <date>', 'tanggal setuju · date of the consent')
    .option('--wording <text>', 'kalimat yang dijawab ya · the words that were answered with yes')
    .option('--reference <text>', 'di mana buktinya tersimpan · where the proof is kept')
    .option(
      '--document <file>',
      'pindaian atau berkas bukti; sidik jarinya dicatat · scan or file; its digest is kept',
    )
    .option('--json', 'JSON')
    .action(async (id: string, given: Given & { document?: string }) => {
      const { source = null, wording = null, document } = given;
      const reference = given.reference ?? (document === undefined ? null : basename(document));
      if (wording === null && reference === null)
        throw new Refusal('perlu · needed: --wording, --reference, --document', WRONG_USE);
      const sha256 = document === undefined ? null : await digestOf(document);
      const config = configFromEnvironment();
      const date = given.date === undefined ? null : dateOption(given.date, config.timezone);
      await atImportDesk(config, async (desk) => {
        await desk.prove(id, { source, date, wording, reference, sha256 });
        const done = await follow(desk, id, given.json === true);
        if (given.json) printJson(done);
        else summarise(done);
        if (done.counts.unproven > 0) process.exitCode = FOUND_FAULTS;
      });
    });
}

/** @throws Refusal */
function checkFile(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw new Refusal(`tidak ada berkas ${path} · there is no file ${path}`, WRONG_USE);
  if (found.isDirectory())
    throw new Refusal(`${path} adalah folder; sebut berkasnya · is a folder; name the file`, WRONG_USE);
}

async function digestOf(path: string): Promise<string> {
  checkFile(path);
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

function askCommand(): Command {
  return new Command('ask')
    .argument('<import>', 'id')
    .description(
      'kirimi mereka yang permintaannya berlaku satu pesan yang menanyakan persetujuan · send those whose request stands the one message that asks for their yes',
    )
    .action(async (id: string) => {
      await atImportDesk(configFromEnvironment(), (desk) => desk.ask(id));
      print(
        'Mereka ditanyai selama server berjalan, di luar jam tenang · they are asked while the server runs, outside of quiet hours',
      );
    });
}

function cancelCommand(): Command {
  return new Command('cancel')
    .argument('<import>', 'id')
    .description('batalkan impor · cancel an import')
    .action((id: string) => atImportDesk(configFromEnvironment(), (desk) => desk.cancel(id)));
}
