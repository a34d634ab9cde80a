import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { partsOf } from '../../release/index.js';
import { configFromEnvironment } from '../home.js';
import { print, Refusal } from '../outcome.js';
import { flowFiles, folderFiles } from './files.js';

/** `izin flow picture`: a flow as SVG, or all of them. */
export function pictureCommand(): Command {
  return new Command('picture')
    .argument('[flow]', 'tanpa ini semua alur · without it all flows')
    .description('gambar alur sebagai SVG · draw a flow as SVG')
    .option('--out <folder>', 'folder tujuan · where to write', '.')
    .action(async (only: string | undefined, { out }: { out: string }) => {
      // Only this command draws: the server shares this program.
      const { pictureOf } = await import('../../flows/picture/picture.js');
      const { sources } = partsOf(await folderFiles(configFromEnvironment()));
      const names = only === undefined ? (await flowFiles()).map(({ name }) => name) : [only];
      await mkdir(out, { recursive: true });
      for (const name of names) {
        const svg = pictureOf(sources, name);
        if (svg === undefined)
          throw new Refusal(`there is no flow called ${name} that can be read; \`izin check\` tells why`);
        const file = join(out, `${name}.svg`);
        await writeFile(file, svg);
        print(file);
      }
    });
}
