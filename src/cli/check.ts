import { Command } from 'commander';
import { explain } from '../flows/index.js';
import { findingsOf } from '../release/index.js';
import { folderFiles } from './flow/files.js';
import { configFromEnvironment } from './home.js';
import { FOUND_FAULTS, print, printJson } from './outcome.js';

/** `izin check`: every fault in flows, words and FAQ, with file, line and the way to mend it. */
export function checkCommand(): Command {
  return new Command('check')
    .description('periksa alur, kata, dan FAQ · check flows, words and FAQ')
    .option('--json', 'JSON')
    .option('--lang <id|en>', 'bahasa penjelasan · language of the explanations', 'id')
    .action(async ({ json, lang }: { json?: boolean; lang: string }) => {
      const config = configFromEnvironment();
      const language = lang === 'en' ? 'en' : 'id';
      const faults = findingsOf(await folderFiles(config));
      const bad = faults.filter(({ level }) => level === 'fault').length;
      if (json) printJson({ ok: bad === 0, faults });
      else {
        for (const fault of faults) print(`${explain(fault, language)}\n`);
        print(summary(bad, faults.length - bad, language));
      }
      if (bad > 0) process.exitCode = FOUND_FAULTS;
    });
}

function summary(faults: number, warnings: number, language: 'id' | 'en'): string {
  if (language === 'en') {
    return faults + warnings === 0 ? 'All well.' : `${faults} to mend, ${warnings} to look at.`;
  }
  return faults + warnings === 0 ? 'Semua baik.' : `${faults} harus diperbaiki, ${warnings} perlu dilihat.`;
}
