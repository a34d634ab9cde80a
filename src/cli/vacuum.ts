import { Command } from 'commander';
import { configFromEnvironment } from './home.js';
import { print } from './outcome.js';
import { databaseFile, withDataDir } from './store.js';

/** `izin vacuum`: overwrites what erasures may have left in the unused parts of the database file. */
export function vacuumCommand(): Command {
  return new Command('vacuum')
    .description(
      'tulis ulang berkas basis data, tanpa sisa data yang dihapus (hentikan Izin dulu) · write the database file anew, without remains of what was erased (stop Izin first)',
    )
    .action(async () => {
      const config = configFromEnvironment();
      databaseFile(config);
      await withDataDir(config, (store) => store.vacuum());
      print('selesai · done');
    });
}
