import { Command } from 'commander';
import type { Config } from '../config.js';
import { explain } from '../flows/index.js';
import { findingsOf, type ReleaseFiles, readReleaseFiles } from '../release/index.js';
import { configFromEnvironment } from './home.js';
import { FOUND_FAULTS, print, printJson, Refusal } from './outcome.js';

/** `izin check`: every fault in flows, words and FAQ, with file, line and the way to mend it. */
export function checkCommand(): Command {
  return new Command('check')
    .description('periksa alur, kata, dan FAQ · check flows, words and FAQ')
    .option('--json', 'JSON')
    .option('--lang <id|en>', 'bahasa penjelasan · language of the explanations', 'id')
    .action(async ({ json, lang }: { json?: boolean; lang: string }) => {
      const config = configFromEnvironment();
      const language = lang === 'en' ? 'en' : 'id';
      const faults = findingsOf(await readFiles(config));
      const bad = faults.filter(({ level }) => level === 'fault').length;
      if (json) printJson({ ok: bad === 0, faults });
      else {
        for (const fault of faults) print(`${explain(fault, language)}\n`);
        print(summary(bad, faults.length - bad, language));
      }
      if (bad > 0) process.exitCode = FOUND_FAULTS;
    });
}

async function readFiles({ flowsDir, localesDir }: Config): Promise<ReleaseFiles> {
  return readReleaseFiles(flowsDir, localesDir).catch(() => {
    throw new Refusal(
      `flows are looked for in ${flowsDir}, words in ${localesDir}; set IZIN_FLOWS_DIR and IZIN_LOCALES_DIR`,
    );
  });
}

function summary(faults: number, warnings: number, language: 'id' | 'en'): string {
  if (language === 'en') {
    return faults + warnings === 0 ? 'All well.' : `${faults} to mend, ${warnings} to look at.`;
  }
  return faults + warnings === 0 ? 'Semua baik.' : `${faults} harus diperbaiki, ${warnings} perlu dilihat.`;
}
