import { Command } from 'commander';
import { PROVEN_SOURCES } from '../consent/source-policy.js';
import { configFromEnvironment } from './home.js';
import { atImportDesk } from './import-desk.js';
import { print, printJson, Refusal, WRONG_USE } from './outcome.js';

/** `izin consent source`: whether requests from a source need the customer's yes in WhatsApp too. */
export function sourceCommand(): Command {
  return new Command('source')
    .argument('[source]', `${PROVEN_SOURCES.join(', ')}, import:<sumber · source>`)
    .description('apakah tetap perlu jawaban ya di WhatsApp · whether a yes in WhatsApp is needed too')
    .option(
      '--double-opt-in <on|off>',
      'off: bukti menggantikan jawaban ya · off: the proof stands for the yes',
    )
    .option('--reason <text>', 'alasannya, tersimpan · why; it is kept')
    .option('--json', 'JSON')
    .action(
      async (
        source: string | undefined,
        given: { doubleOptIn?: string; reason?: string; json?: boolean },
      ) => {
        const { doubleOptIn, reason, json } = given;
        if (source !== undefined && !isSource(source))
          throw new Refusal(`sumber · source: ${PROVEN_SOURCES.join(', ')}, import:<…>`, WRONG_USE);
        if (doubleOptIn !== undefined && (source === undefined || !reason || !/^(on|off)$/.test(doubleOptIn)))
          throw new Refusal('izin consent source <source> --double-opt-in on|off --reason "…"', WRONG_USE);
        await atImportDesk(configFromEnvironment(), async (desk) => {
          if (source !== undefined && doubleOptIn !== undefined && reason)
            await desk.setPolicy(source, doubleOptIn === 'on', reason);
          const all = await desk.policies();
          const shown = source === undefined ? all : all.filter((one) => one.source === source);
          if (json) return printJson(shown);
          if (shown.length === 0) print('double opt-in: on');
          for (const one of shown)
            print(
              `${one.source}: double opt-in ${one.double_opt_in ? 'on' : 'off'}${one.reason ? ` (${one.reason})` : ''}`,
            );
        });
      },
    );
}

const isSource = (text: string) =>
  PROVEN_SOURCES.some((one) => text === one || (text.startsWith(`${one}:`) && text.length > one.length + 1));
