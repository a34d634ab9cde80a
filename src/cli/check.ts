import { Command } from 'commander';
import { readOfficeFiles } from '../conversation/office-files.js';
import { explain, type Way, wayInWords } from '../flows/index.js';
import { findingsOf, partsOf, type ReleaseFiles } from '../release/index.js';
import { factsFile, folderFiles, mediaFile, templatesFile } from './flow/files.js';
import { configFromEnvironment } from './home.js';
import { FOUND_FAULTS, print, printJson } from './outcome.js';
import { playRecordings } from './recordings.js';

/** `izin check`: every fault in flows, words, FAQ and office calendar, with file, line and the way to mend it. */
export function checkCommand(): Command {
  return new Command('check')
    .description('periksa alur, kata, FAQ, dan kalender kantor · check flows, words, FAQ and office calendar')
    .option('--json', 'JSON')
    .option('--lang <id|en>', 'bahasa penjelasan · language of the explanations', 'id')
    .option('--paths', 'semua jalan lewat tiap alur · every way through each flow')
    .option('--accept', 'terima jawaban baru dalam rekaman · take changed answers of recordings as right')
    .action(async ({ json, lang, paths, accept = false }: Options) => {
      const config = configFromEnvironment();
      const language = lang === 'en' ? 'en' : 'id';
      const files = await folderFiles(config);
      const file = await factsFile(config);
      const templates = await templatesFile(config);
      const { faults: ofOffice } = await readOfficeFiles(config.localesDir);
      const found = [
        ...findingsOf(files, {
          ...(await mediaFile(config)),
          ...{ file, templates, now: Date.now(), timezone: config.timezone },
        }),
        ...ofOffice,
      ];
      // What cannot run cannot be played either.
      const sound = found.every(({ level }) => level !== 'fault');
      const faults = sound ? [...found, ...(await playRecordings(config, files, accept))] : found;
      const bad = faults.filter(({ level }) => level === 'fault').length;
      const ways = paths ? await waysIn(files) : [];
      if (json) printJson({ ok: bad === 0, faults, ...(paths && { paths: ways }) });
      else {
        for (const one of ways) printWays(one, language);
        for (const fault of faults) print(`${explain(fault, language)}\n`);
        print(summary(bad, faults.length - bad, language));
      }
      if (bad > 0) process.exitCode = FOUND_FAULTS;
    });
}

interface Options {
  json?: boolean;
  lang: string;
  paths?: boolean;
  accept?: boolean;
}

type FlowWays = { flow: string; ways: Way[] };

/** XState's walker is loaded by those who ask for it only: the server shares this program. */
async function waysIn(files: ReleaseFiles): Promise<FlowWays[]> {
  const { waysOfFlows } = await import('../flows/paths.js');
  return waysOfFlows(partsOf(files).sources);
}

function printWays({ flow, ways }: FlowWays, language: 'id' | 'en'): void {
  print(`${flow}: ${ways.length} ${language === 'en' ? 'ways' : 'jalan'}`);
  for (const way of ways) print(`  ${wayInWords(way)}`);
  print('');
}

function summary(faults: number, warnings: number, language: 'id' | 'en'): string {
  if (language === 'en') {
    return faults + warnings === 0 ? 'All well.' : `${faults} to mend, ${warnings} to look at.`;
  }
  return faults + warnings === 0 ? 'Semua baik.' : `${faults} harus diperbaiki, ${warnings} perlu dilihat.`;
}
