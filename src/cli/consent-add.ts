import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { Command } from 'commander';
import { type Call, serverApi } from './api.js';
import { dateOption } from './date-option.js';
import { configFromEnvironment } from './home.js';
import { FOUND_FAULTS, print, printJson, Refusal, WRONG_USE } from './outcome.js';

/** `izin consent add`: what somebody has signed on paper, or said by telephone. */
export function addCommand(): Command {
  return new Command('add')
    .description('catat permintaan dari kertas atau telepon · enter a request on paper or by telephone')
    .argument('<phone>', 'nomor · number')
    .requiredOption('--topic <id>', 'topik · topic')
    .requiredOption('--source <paper|telephone>', 'dari mana · where from')
    .option(
      '--note <text>',
      'siapa yang menerima, kapan, apa yang dikatakan · who took it, when, what was said',
    )
    .option('--reference <text>', 'di mana kertasnya · where the paper lies')
    .option('--date <date>', 'tanggal di kertas, seperti 3/8/2025 · the date on the paper, day first')
    .option('--wording <text>', 'kalimat yang disetujui · the words that were agreed to')
    .option('--scan <file>', 'pindaian: PNG, JPEG, WebP, PDF · a scan')
    .option('--json', 'JSON')
    .action(add);
}

interface Added {
  topic: string;
  source: string;
  note?: string;
  reference?: string;
  date?: string;
  wording?: string;
  scan?: string;
  json?: boolean;
}

interface Item {
  topic: string;
  state: string;
  question: { message: { id: string; en: string } | null } | null;
}

const SCANS: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
  '.pdf': 'application/pdf',
};

async function add(phone: string, { topic, source, scan, date, json, ...said }: Added): Promise<void> {
  if (source !== 'paper' && source !== 'telephone')
    throw new Refusal('--source is paper or telephone', WRONG_USE);
  if (!scan && !said.note && !said.reference)
    throw new Refusal('proof is missing: give --scan, --note or --reference', WRONG_USE);
  const config = configFromEnvironment();
  const proof = { ...said, ...(date !== undefined && { date: dateOption(date, config.timezone) }) };
  const api = serverApi(config);
  const uploaded = scan === undefined ? {} : { scan: await upload(api, scan) };
  const { id } = await api<{ id: string }>('POST', '/contacts', { phone });
  const request = { topic, event: 'REQUEST', source, evidence: { ...proof, ...uploaded } };
  const { items, effect } = await api<{ items: Item[]; effect: boolean }>(
    'POST',
    `/contacts/${id}/consents`,
    request,
  );
  if (json) printJson({ contact: id, items, effect });
  else
    for (const one of items) {
      print(`${one.topic}: ${one.state}${effect ? '' : ' (no effect)'}`);
      const why = one.question?.message;
      if (why) print(`  ${why.id}\n  ${why.en}`);
    }
  if (!effect) process.exitCode = FOUND_FAULTS;
}

async function upload(api: Call, file: string): Promise<string> {
  const type = SCANS[extname(file).toLowerCase()];
  if (!type) throw new Refusal('a scan is a PNG, JPEG, WebP or PDF file', WRONG_USE);
  const bytes = await readFile(file).catch(() => {
    throw new Refusal(`${file} cannot be read`, WRONG_USE);
  });
  return (await api<{ id: string }>('POST', '/scans', bytes, { type })).id;
}
