import { Command } from 'commander';
import { loadStanding } from '../consent/index.js';
import { readPhone } from '../contacts/phone.js';
import { findContact } from '../contacts/resolve.js';
import { addCommand } from './consent-add.js';
import { certificateCommand } from './consent-certificate.js';
import { importCommands } from './consent-import.js';
import { sourceCommand } from './consent-source.js';
import { configFromEnvironment } from './home.js';
import { print, printJson, Refusal } from './outcome.js';
import { withStore } from './store.js';

/** `izin consent`: where a person stands and the records that say why; papers and lists taken in; sources. */
export function consentCommand(): Command {
  const command = new Command('consent').description('persetujuan · consent');
  command
    .command('show <phone>')
    .description('tunjukkan persetujuan satu orang · show where one person stands')
    .option('--json', 'JSON')
    .action(async (given: string, { json }: { json?: boolean }) => {
      const phone = readPhone(given);
      if (!phone)
        throw new Refusal(
          'bukan nomor telepon; tulis seperti 0812… atau +62812… · this is no phone number; write it as 0812… or +62812…',
          2,
        );
      const found = await withStore(configFromEnvironment(), async ({ read }) => {
        const contactId = await findContact(read, [phone]);
        if (!contactId) return null;
        const { topics, blocks } = await loadStanding(read, contactId);
        const ledger = await read
          .selectFrom('ledger')
          .select(['seq', 'topic', 'event', 'from_state', 'to_state', 'at', 'source', 'effect', 'hash'])
          .where('contact_id', '=', contactId)
          .orderBy('seq')
          .execute();
        return { contactId, topics: Object.fromEntries(topics), blocks: Object.fromEntries(blocks), ledger };
      });
      if (!found) throw new Refusal('tidak ada orang dengan nomor ini · nobody with this number is known');
      if (json) return printJson(found);
      for (const [topic, { state, since }] of Object.entries(found.topics))
        print(`${topic}: ${state} (${iso(since)})`);
      for (const [kind, { since }] of Object.entries(found.blocks)) print(`[${kind}] (${iso(since)})`);
      for (const row of found.ledger) {
        const change = row.effect ? `${row.from_state ?? '-'} -> ${row.to_state ?? '-'}` : 'no effect';
        print(
          `#${row.seq} ${iso(row.at)} ${row.event} ${row.topic ?? ''} ${change} (${row.source}) ${row.hash.slice(0, 12)}`,
        );
      }
    });
  for (const one of [addCommand(), certificateCommand(), ...importCommands(), sourceCommand()])
    command.addCommand(one);
  return command;
}

const iso = (ms: number) => new Date(ms).toISOString();
