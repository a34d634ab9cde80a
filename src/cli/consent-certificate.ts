import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { proveChains } from '../consent/chain-proof.js';
import { survivorOf } from '../consent/links.js';
import { exportContact } from '../consent/rights.js';
import { DRILL_CONTACT } from '../contacts/drill.js';
import { readPhone } from '../contacts/phone.js';
import { findContact } from '../contacts/resolve.js';
import { certificatePdf } from '../conversation/papers.js';
import { readSetting } from '../store/index.js';
import { configFromEnvironment } from './home.js';
import { print, Refusal, WRONG_USE } from './outcome.js';
import { withStore } from './store.js';

/** `izin consent certificate`: a person's proof of consent on paper. */
export function certificateCommand(): Command {
  return new Command('certificate')
    .description('bukti persetujuan satu orang sebagai PDF, dua bahasa · proof of consent as a PDF')
    .argument('<who>', 'nomor telepon atau id kontak · phone number or contact id')
    .option('-o, --output <file>', 'berkas PDF · file to write')
    .action(async (who: string, { output }: { output?: string }) => {
      const config = configFromEnvironment();
      const phone = who.startsWith('ct_') ? null : readPhone(who);
      if (phone === undefined) {
        throw new Refusal(
          'bukan nomor telepon atau id kontak · neither a phone number nor a contact id (ct_…)',
          WRONG_USE,
        );
      }
      const pdf = await withStore(config, async ({ read }) => {
        const found = phone === null ? who : await findContact(read, [phone]);
        const id = found === undefined ? undefined : await survivorOf(read, found);
        const now = Date.now();
        const data =
          id === undefined || id === DRILL_CONTACT ? undefined : await exportContact(read, id, now);
        if (!data) return null;
        const owner = config.orgName ?? (await readSetting(read, 'verified_name')) ?? 'Izin';
        const frame = { owner, timezone: data.contact.zone ?? config.timezone, now };
        const bytes = await certificatePdf(data, await proveChains(read, data.contact.id), frame);
        return { id: data.contact.id, bytes };
      });
      if (!pdf) throw new Refusal('orang ini tidak dikenal · nobody like this is known');
      const file = output ?? `${pdf.id}-consent.pdf`;
      writeFileSync(file, pdf.bytes, { mode: 0o600 });
      print(file);
    });
}
