import { createPublicKey } from 'node:crypto';
import { join } from 'node:path';
import { Command } from 'commander';
import { makeCheckpoint } from '../consent/checkpoint.js';
import { verifyLedger } from '../consent/verify.js';
import { readSecrets } from '../store/data-dir.js';
import { configFromEnvironment } from './home.js';
import { FOUND_FAULTS, print, printJson } from './outcome.js';
import { progressBar } from './progress.js';
import { databaseFile, withDataDir, withStore } from './store.js';

/** `izin ledger`: the proof. */
export function ledgerCommand(): Command {
  const command = new Command('ledger').description('catatan persetujuan · the consent ledger');
  command
    .command('verify')
    .description('hitung ulang semua rantai dan tanda tangan · recompute every chain and signature')
    .option('--json', 'JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const config = configFromEnvironment();
      const { checkpointKey } = readSecrets(config.dataDir, config.secret);
      const file = databaseFile(config);
      const bar = progressBar('memeriksa · verifying', json);
      const report = await verifyLedger(file, checkpointKey, {
        outside: join(config.dataDir, 'checkpoints'),
        onProgress: ({ records, total }) => bar.at(records, total),
      }).finally(() => bar.end());
      if (json) printJson(report);
      else {
        for (const { kind, contactId, seq, detail } of report.findings) {
          print(`${kind}: ${contactId ?? 'checkpoint'} #${seq ?? '?'}: ${detail}`);
        }
        const { records, contacts, checkpoints } = report;
        print(
          `${report.ok ? 'OK' : `${report.findings.length} FAULTS`}: ${records} records, ${contacts} contacts, ${checkpoints} checkpoints`,
        );
      }
      if (!report.ok) process.exitCode = FOUND_FAULTS;
    });
  command
    .command('checkpoint')
    .description('tanda tangani keadaan sekarang · sign the present state')
    .option('--json', 'JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const config = configFromEnvironment();
      const { checkpointKey } = readSecrets(config.dataDir, config.secret);
      const directory = join(config.dataDir, 'checkpoints');
      const made = await withDataDir(config, (store) =>
        makeCheckpoint({ store, key: checkpointKey, directory }, Date.now()),
      );
      if (json) printJson(made);
      else print(made ? `checkpoint ${made.seq}: ${made.root}` : 'nothing changed since the last checkpoint');
    });
  command
    .command('export')
    .description('tulis catatan sebagai JSON Lines · print the ledger as JSON lines')
    .action(async () => {
      const config = configFromEnvironment();
      const { checkpointKey } = readSecrets(config.dataDir, config.secret);
      printJson({ publicKey: createPublicKey(checkpointKey).export({ type: 'spki', format: 'pem' }) });
      await withStore(config, async ({ read }) => {
        for (const table of ['checkpoint', 'checkpoint_head', 'wording'] as const) {
          for (const row of await read.selectFrom(table).selectAll().execute()) printJson({ table, ...row });
        }
        for (let place = { contact_id: '', seq: 0 }; ; ) {
          const rows = await read
            .selectFrom('ledger')
            .selectAll()
            .where((where) =>
              where(where.refTuple('contact_id', 'seq'), '>', where.tuple(place.contact_id, place.seq)),
            )
            .orderBy('contact_id')
            .orderBy('seq')
            .limit(1000)
            .execute();
          for (const row of rows) printJson({ table: 'ledger', ...row, evidence: undefined });
          const last = rows.at(-1);
          if (!last) return;
          place = last;
        }
      });
    });
  return command;
}
