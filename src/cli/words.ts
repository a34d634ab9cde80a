import { Command } from 'commander';
import type { Preview } from '../flows/words-preview.js';
import { partsOf } from '../release/index.js';
import { folderFiles } from './flow/files.js';
import { configFromEnvironment } from './home.js';
import { FOUND_FAULTS, print, printJson, Refusal } from './outcome.js';

interface Options {
  lang?: string;
  json?: boolean;
}

/** `izin words`: what customers read. */
export function wordsCommand(): Command {
  return new Command('words')
    .description('kata-kata untuk pelanggan · the words that customers read')
    .addCommand(previewCommand());
}

/** `izin words preview`: each text with the longest values, its length beside the limit. */
function previewCommand(): Command {
  return new Command('preview')
    .argument('[key]', 'awal kunci, misalnya consent: · how its key begins, for example consent:', '')
    .description('tiap teks dengan nilai terpanjang · each text with its longest values')
    .option('--lang <code>', 'satu bahasa saja · one language only')
    .option('--json', 'JSON')
    .action(async (key: string, { lang, json }: Options) => {
      // Only this command previews: the server shares this program.
      const { previewWords } = await import('../flows/words-preview.js');
      const { sources } = partsOf(await folderFiles(configFromEnvironment()));
      const shown = previewWords(sources).filter(
        (one) => one.key.startsWith(key) && (lang === undefined || one.language === lang),
      );
      if (shown.length === 0) throw new Refusal('tidak ada kata seperti itu · there are no such words');
      if (json) printJson(shown);
      else for (const one of shown) printPreview(one);
      if (shown.some(({ length, limit }) => length > limit)) process.exitCode = FOUND_FAULTS;
    });
}

function printPreview({ key, language, use, flow, text, length, limit }: Preview): void {
  const over = length > limit ? ' !' : '';
  print(`${language} ${key} (${flow === undefined ? use : `${flow}, ${use}`}) ${length}/${limit}${over}`);
  print(`${text.replace(/^(?=.)/gm, '  ')}\n`);
}
