import { Command } from 'commander';
import { startApp } from '../app.js';
import { configFromEnvironment, HOME } from './home.js';
import { print } from './outcome.js';
import { releaseStartMemory } from './start-memory.js';
import { watchFolders } from './watch-folders.js';

export function serveCommand(): Command {
  return new Command('serve')
    .description('jalankan server · run the server')
    .option('--port <number>', 'port HTTP (PORT)')
    .option('--data-dir <folder>', 'folder data (IZIN_DATA_DIR)')
    .option(
      '--watch',
      'ambil alur dan kata yang berubah, tanpa mulai ulang · take in changed flows and words',
    )
    .action(async (options: { port?: string; dataDir?: string; watch?: boolean }) => {
      const config = configFromEnvironment({
        ...(options.port !== undefined && { PORT: options.port }),
        ...(options.dataDir !== undefined && { IZIN_DATA_DIR: options.dataDir }),
      });
      const app = await startApp(config, HOME);
      if (config.mode === 'sandbox') {
        print(
          `\n  Mode latihan siap. Buka halaman ini dan mulai mengobrol:\n  The sandbox is ready. Open this page and start to chat:\n\n    ${app.url}/sandbox\n`,
        );
      } else {
        print(`\n  Izin berjalan · Izin is running: ${app.url}\n`);
      }
      releaseStartMemory();
      const stopWatching = options.watch ? watchFolders(config, app.releases, print) : () => {};
      await untilSignal();
      stopWatching();
      await app.stop();
    });
}

/** A second signal ends the program at once; nothing acknowledged is lost by that either. */
function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(130));
        resolve();
      });
    }
  });
}
