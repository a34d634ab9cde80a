import { Command } from 'commander';
import { serverApi } from './api.js';
import { configFromEnvironment } from './home.js';
import { FOUND_FAULTS, print, printJson } from './outcome.js';

interface DrillBody {
  at: string;
  ok: boolean;
  reason: string | null;
  held_ms: number | null;
  recorded_ms: number | null;
}

/** `izin drill`: is a stop honoured within a second? */
export function drillCommand(): Command {
  const command = new Command('drill').description(
    'uji berhenti lewat jalan yang sebenarnya, tanpa Meta · drill an opt-out, without Meta',
  );
  command
    .command('run')
    .description('jalankan sekarang · run one now')
    .option('--json', 'JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const result = await serverApi(configFromEnvironment())<DrillBody>('POST', '/drills');
      if (json) printJson(result);
      else print(line(result));
      if (!result.ok) process.exitCode = FOUND_FAULTS;
    });
  command
    .command('list')
    .description('hasil terakhir · the last results')
    .option('--json', 'JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const { items } = await serverApi(configFromEnvironment())<{ items: DrillBody[] }>('GET', '/drills');
      if (json) printJson(items);
      else for (const item of items) print(line(item));
    });
  return command;
}

function line({ at, ok, reason, held_ms: held, recorded_ms: recorded }: DrillBody): string {
  const times = `dipatuhi · held ${held ?? '-'} ms, tercatat · recorded ${recorded ?? '-'} ms`;
  return `${ok ? '✓' : '✗'} ${at} ${times}${reason === null ? '' : ` (${reason})`}`;
}
