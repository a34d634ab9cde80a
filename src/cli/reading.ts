import { createInterface } from 'node:readline';
import { Command } from 'commander';
import { compileReleaseFiles } from '../release/index.js';
import { classify } from '../understanding/index.js';
import { configFromEnvironment } from './home.js';
import { printJson, Refusal, WRONG_USE } from './outcome.js';

/** `izin classify`: lines on stdin, JSON lines `{text,intent,confidence}` on stdout. */
export function classifyCommand(): Command {
  return new Command('classify')
    .description('baca maksud tiap baris dari stdin · read what each line of stdin asks for')
    .action(async () => {
      for await (const text of lines()) {
        const { intent, confidence } = classify(text);
        printJson({ text, intent, confidence });
      }
    });
}

/** `izin faq`: lines on stdin, JSON lines `{text,answers:[{id,score}],decision}` on stdout. */
export function faqCommand(): Command {
  return new Command('faq')
    .description('cari jawaban untuk tiap baris dari stdin · look up an answer for each line of stdin')
    .option('--lang <id|en>', 'bahasa penanya · language of the asker', 'id')
    .action(async ({ lang }: { lang: string }) => {
      if (lang !== 'id' && lang !== 'en') throw new Refusal('--lang is id or en', WRONG_USE);
      const config = configFromEnvironment();
      const { faq } = await compileReleaseFiles(config.flowsDir, config.localesDir);
      for await (const text of lines()) {
        const { answers, decision } = faq.lookup(text, lang);
        printJson({ text, answers, decision });
      }
    });
}

function lines(): AsyncIterable<string> {
  return createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
}
