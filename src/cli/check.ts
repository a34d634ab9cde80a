import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { type FaqFault, loadFaq } from '../faq/index.js';
import { check, explain } from '../flows/check.js';
import type { Fault } from '../flows/fault.js';
import { readSources } from '../flows/files.js';
import { classify } from '../understanding/index.js';
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
      const faults = await findFaults(config.flowsDir, config.localesDir);
      const bad = faults.filter(({ level }) => level === 'fault').length;
      if (json) printJson({ ok: bad === 0, faults });
      else {
        for (const fault of faults) print(`${explain(fault, language)}\n`);
        print(summary(bad, faults.length - bad, language));
      }
      if (bad > 0) process.exitCode = FOUND_FAULTS;
    });
}

async function findFaults(flowsDir: string, localesDir: string): Promise<Fault[]> {
  const sources = await readSources(flowsDir, localesDir).catch(() => {
    throw new Refusal(
      `flows are looked for in ${flowsDir}, words in ${localesDir}; set IZIN_FLOWS_DIR and IZIN_LOCALES_DIR`,
    );
  });
  const faq = await readFile(join(localesDir, 'faq.yaml'), 'utf8').catch(() => '[]');
  const file = 'locales/faq.yaml';
  const faqFaults = loadFaq(faq, file).faults.map((fault) => faultOfFaq(fault, file, faq));
  return check(sources, { isOptOut: (text) => classify(text).intent === 'opt_out', faqFaults });
}

function faultOfFaq(fault: FaqFault, file: string, source: string): Fault {
  const { line, column, message } = fault;
  const level = 'level' in fault && fault.level === 'warning' ? 'warning' : 'fault';
  const mend =
    'mend' in fault ? (fault.mend as Fault['mend']) : { id: 'Perbaiki baris ini.', en: 'Mend this line.' };
  return {
    code: 'faq',
    level,
    file,
    line,
    column,
    excerpt: source.split('\n')[line - 1] ?? '',
    message,
    mend,
  };
}

function summary(faults: number, warnings: number, language: 'id' | 'en'): string {
  if (language === 'en') {
    return faults + warnings === 0 ? 'All well.' : `${faults} to mend, ${warnings} to look at.`;
  }
  return faults + warnings === 0 ? 'Semua baik.' : `${faults} harus diperbaiki, ${warnings} perlu dilihat.`;
}
