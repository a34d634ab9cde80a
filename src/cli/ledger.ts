import { createReadStream, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command } from 'commander';
import type { Config } from '../config.js';
import { exportLedger } from '../consent/ledger-export.js';
import { loadExport } from '../consent/ledger-file.js';
import { openProof, type Proof } from '../consent/proof.js';
import { keyIdOf } from '../consent/signing-keys.js';
import { type Verification, type VerifyOptions, verifyLedger } from '../consent/verify.js';
import type { Finding } from '../consent/verify-chain.js';
import { readSecrets, runningServer } from '../store/data-dir.js';
import { Store } from '../store/index.js';
import { openSnapshot } from '../store/snapshot.js';
import { serverApi } from './api.js';
import { configFromEnvironment } from './home.js';
import { FOUND_FAULTS, print, printJson, Refusal, WRONG_USE } from './outcome.js';
import { progressBar } from './progress.js';
import { databaseFile, withDataDir } from './store.js';

/** `izin ledger`: the proof. */
export function ledgerCommand(): Command {
  const command = new Command('ledger').description('catatan persetujuan · the consent ledger');
  command
    .command('verify')
    .description('hitung ulang semua rantai dan tanda tangan · recompute every chain and signature')
    .option('--db <file>', 'periksa berkas cadangan · verify a backup of the database')
    .option('--file <file>', 'periksa hasil `izin ledger export` · verify an exported ledger')
    .option('--checkpoints <folder>', 'salinan checkpoint Anda sendiri · your own copies of the checkpoints')
    .option('--key <id>', 'kunci yang Anda percaya · the key id that you trust')
    .option('--json', 'JSON')
    .action(async (options: VerifyFlags) => {
      const report = await verify(options);
      if (options.json) printJson(report);
      else printReport(report);
      if (!report.ok) process.exitCode = FOUND_FAULTS;
    });
  command
    .command('checkpoint')
    .description('tanda tangani keadaan sekarang · sign the present state')
    .option('--copies', 'tulis lagi salinan yang hilang · write lost copies again')
    .option('--json', 'JSON')
    .action(async ({ json, copies }: { json?: boolean; copies?: boolean }) => {
      const config = configFromEnvironment();
      if (copies) {
        const written = await withProof(config, (proof) => proof.restoreCopies());
        return json ? printJson({ written }) : print(`${written} salinan ditulis · copies written`);
      }
      const made = await checkpoint(config);
      if (json) printJson(made);
      else print(made ? `checkpoint ${made.seq}: ${made.root}` : 'nothing changed since the last checkpoint');
    });
  command
    .command('rotate-key')
    .description('ganti kunci penanda tangan; yang lama menandatangani yang baru · exchange the signing key')
    .option('--json', 'JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const config = configFromEnvironment();
      const { number, key_id: id, first_checkpoint: first } = await rotateKey(config);
      if (json) printJson({ number, key_id: id, first_checkpoint: first });
      else print(`kunci · key ${number}: ${id}, mulai checkpoint · from checkpoint ${first}`);
    });
  command
    .command('export')
    .description('tulis catatan sebagai JSON Lines · print the ledger as JSON lines')
    .option('--db <file>', 'dari berkas cadangan · from a backup of the database')
    .action(async ({ db }: { db?: string }) => {
      const config = configFromEnvironment();
      // What is given away stands under a signature to its last line.
      if (db === undefined) await checkpoint(config).catch(sayUnsigned);
      const snapshot = openSnapshot(existing(db) ?? databaseFile(config));
      try {
        await pipeline(Readable.from(exportLedger(snapshot, Date.now())), process.stdout, { end: false });
      } finally {
        snapshot.close();
      }
    });
  return command;
}

interface VerifyFlags {
  db?: string;
  file?: string;
  checkpoints?: string;
  key?: string;
  json?: boolean;
}

async function verify(flags: VerifyFlags): Promise<Verification> {
  if (flags.db !== undefined && flags.file !== undefined) {
    throw new Refusal('pilih satu · choose one: --db, --file', WRONG_USE);
  }
  const bar = progressBar('memeriksa · verifying', flags.json);
  const outside = existing(flags.checkpoints);
  const options: VerifyOptions = {
    ...(outside !== undefined && { outside }),
    onProgress: ({ records, total }) => bar.at(records, total),
  };
  const run = (file: string, key: string | null, more: VerifyOptions = {}) =>
    verifyLedger(file, flags.key ?? key, { ...options, ...more })
      .catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'SQLITE_NOTADB' && error.code !== 'SQLITE_ERROR') throw error;
        throw new Refusal(`bukan database Izin · not a database of Izin: ${file}`);
      })
      .finally(() => bar.end());
  const [backup, exported] = [existing(flags.db), existing(flags.file)];
  if (backup !== undefined) return run(backup, null);
  if (exported !== undefined) return fromExport(exported, (file) => run(file, null));
  const config = configFromEnvironment();
  const file = databaseFile(config);
  const { checkpointKey } = readSecrets(config.dataDir, config.secret);
  return run(file, keyIdOf(checkpointKey), { outside: outside ?? join(config.dataDir, 'checkpoints') });
}

/** Takes the file into a database of its own, for as long as it is verified. */
async function fromExport(
  file: string,
  run: (database: string) => Promise<Verification>,
): Promise<Verification> {
  const folder = mkdtempSync(join(tmpdir(), 'izin-verify-'));
  const database = join(folder, 'izin.db');
  try {
    const store = await Store.open(database);
    let faults: Finding[];
    try {
      faults = await loadExport(createInterface({ input: createReadStream(file) }), store);
    } finally {
      await store.close();
    }
    const report = await run(database);
    const findings = [...faults, ...report.findings];
    return { ...report, findings, ok: findings.length === 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function printReport({ findings, ...report }: Verification): void {
  const { ok, records, contacts, checkpoints, keys, unsigned } = report;
  for (const { kind, contactId, seq, detail } of findings) {
    const where = contactId ?? (kind === 'checkpoint' ? 'checkpoint' : '-');
    print(`${kind}: ${where}${seq === null ? '' : ` #${seq}`}: ${detail}`);
  }
  const outcome = ok ? 'OK' : `${findings.length} FAULTS`;
  print(`${outcome}: ${records} records, ${contacts} contacts, ${checkpoints} checkpoints`);
  if (unsigned > 0) print(`${unsigned} belum ditandatangani · not yet under a checkpoint`);
  if (keys.length > 0) print(`kunci · keys: ${keys.join(' ')}`);
}

/** By the server where one runs, else here. */
async function checkpoint(config: Config): Promise<{ seq: number; root: string } | null> {
  if (runningServer(config.dataDir)) {
    const answer = await serverApi(config)<{ checkpoint: { seq: number; root: string } | null }>(
      'POST',
      '/ledger/checkpoints',
    );
    return answer.checkpoint;
  }
  return withProof(config, (proof) => proof.checkpoint());
}

interface NewKey {
  number: number;
  key_id: string;
  first_checkpoint: number;
}

async function rotateKey(config: Config): Promise<NewKey> {
  if (runningServer(config.dataDir)) return serverApi(config)<NewKey>('POST', '/ledger/keys');
  const { number, keyId, firstCheckpoint } = await withProof(config, (proof) => proof.rotateKey());
  return { number, key_id: keyId, first_checkpoint: firstCheckpoint };
}

async function withProof<T>(config: Config, work: (proof: Proof) => Promise<T>): Promise<T> {
  const file = databaseFile(config);
  const { dataDir } = config;
  const { checkpointKey: key } = readSecrets(dataDir, config.secret);
  return withDataDir(config, async (store) =>
    work(await openProof({ store, file, dataDir, key, now: Date.now })),
  );
}

/** The ledger can be read all the same; what is new in it is only chained. */
function sayUnsigned(error: unknown): void {
  const why = error instanceof Error ? error.message : '';
  process.stderr.write(`izin: tanpa checkpoint baru · without a new checkpoint: ${why}\n`);
}

/** @throws Refusal */
function existing(path: string | undefined): string | undefined {
  if (path === undefined || existsSync(path)) return path;
  throw new Refusal(`tidak ada · there is no ${path}`, WRONG_USE);
}
