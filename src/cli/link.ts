import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { qrPng, qrSvg } from '../subscribe/qr.js';
import { serverApi } from './api.js';
import { configFromEnvironment } from './home.js';
import { print, printJson, Refusal, WRONG_USE } from './outcome.js';

interface Link {
  id: string;
  topic: string;
  source: string;
  channel: string;
  text: string;
  url: string;
  uses: number;
}

interface Given {
  source?: string;
  lang: string;
  png?: string;
  svg?: string;
  json?: boolean;
}

/** `izin link`: links to WhatsApp that carry a topic and where they stand, with a QR code for print. */
export function linkCommand(): Command {
  const command = new Command('link')
    .description('tautan dan kode QR ke WhatsApp · links and QR codes to WhatsApp')
    .argument('<topic>', 'topik · topic')
    .option('--source <text>', 'tempatnya, untuk bukti · where it will stand, for the evidence')
    .option('--lang <id|en>', 'bahasa pesannya · language of its message', 'id')
    .option('--png <file>', 'kode QR sebagai PNG · the QR code as PNG')
    .option('--svg <file>', 'kode QR sebagai SVG, untuk dicetak · the QR code as SVG, for print')
    .option('--json', 'JSON')
    // Else `izin link list --json` would be an option of this command, and `list` would not hear of it.
    .enablePositionalOptions()
    .action(make);
  command
    .command('list')
    .description('tautan yang pernah dibuat · the links that were made')
    .option('--json', 'JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const { items } = await serverApi(configFromEnvironment())<{ items: Link[] }>(
        'GET',
        '/links?limit=200',
      );
      if (json) return printJson(items);
      for (const { id, topic, channel, uses, source } of items)
        print(`${id}  ${topic}  ${channel}  ${uses}×  ${source}`);
    });
  return command;
}

async function make(topic: string, { source, lang, png, svg, json }: Given): Promise<void> {
  if (!source)
    throw new Refusal('--source is needed: say where the link will stand, e.g. "Poster masjid"', WRONG_USE);
  if (lang !== 'id' && lang !== 'en') throw new Refusal('--lang is id or en', WRONG_USE);
  const channel = png || svg ? 'qr' : 'link';
  const body = { topic, source, channel, language: lang };
  const link = await serverApi(configFromEnvironment())<Link>('POST', '/links', body);
  if (png) await save(png, qrPng(link.url));
  if (svg) await save(svg, Buffer.from(await qrSvg(link.url)));
  if (json) return printJson(link);
  print(link.url);
  print(link.text);
}

async function save(file: string, bytes: Buffer): Promise<void> {
  await writeFile(file, bytes).catch(() => {
    throw new Refusal(`${file} cannot be written; the link is made, \`izin link list\` shows it`);
  });
}
