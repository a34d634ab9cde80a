import { createInterface } from 'node:readline';
import { Command } from 'commander';
import { dayIn } from '../faq/index.js';
import { compileReleaseFiles } from '../release/index.js';
import { classify } from '../understanding/index.js';
import { serverApi } from './api.js';
import { configFromEnvironment } from './home.js';
import { print, printJson, Refusal, WRONG_USE } from './outcome.js';

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
    .option('--unanswered', 'pertanyaan yang belum terjawab · questions without an answer')
    .option('--json', 'JSON')
    .action(async ({ lang, unanswered, json }: { lang: string; unanswered?: boolean; json?: boolean }) => {
      if (unanswered) return printUnanswered(json ?? false);
      if (lang !== 'id' && lang !== 'en') throw new Refusal('--lang is id or en', WRONG_USE);
      const config = configFromEnvironment();
      const { faq } = await compileReleaseFiles(config.flowsDir, config.localesDir);
      for await (const text of lines()) {
        const { answers, decision } = faq.lookup(text, lang, dayIn(config.timezone, Date.now()));
        printJson({ text, answers, decision });
      }
    });
}

interface ClusterBody {
  size: number;
  examples: string[];
  nearest: { entry: string; score: number } | null;
  new_entry: string;
}

/** Each cluster with the entry to paste into locales/faq.yaml. */
async function printUnanswered(json: boolean): Promise<void> {
  const { items } = await serverApi(configFromEnvironment())<{ items: ClusterBody[] }>(
    'GET',
    '/faq/unanswered?limit=100',
  );
  if (json) return printJson(items);
  if (items.length === 0) print('Semua terjawab. · All were answered.');
  for (const { size, examples, nearest, new_entry: entry } of items) {
    const near = nearest ? `${nearest.entry} (${nearest.score.toFixed(2)})` : '-';
    print(`# ${size}x ${examples.join(' / ')}`);
    print(`# terdekat · nearest: ${near}`);
    print(entry);
  }
}

function lines(): AsyncIterable<string> {
  return createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
}
