import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import { Command } from 'commander';
import { LICENCES, PEOPLE } from '../media/rights.js';
import { serverApi } from './api.js';
import { configFromEnvironment } from './home.js';
import { print, printJson, Refusal, WRONG_USE } from './outcome.js';

interface Medium {
  id: string;
  name: string;
  type: string;
  size: number;
  small: { size: number } | null;
  owner: string | null;
  licence: string | null;
  proof: string | null;
  people: string | null;
  people_proof: string | null;
  expires_at: string | null;
  sendable: boolean;
  missing: { code: string; message: { id: string; en: string } }[];
  origin: string;
  withdrawn_at: string | null;
}

interface Given {
  owner?: string;
  licence?: string;
  proof?: string;
  people?: string;
  peopleProof?: string;
  expires?: string;
  json?: boolean;
}

const call = () => serverApi(configFromEnvironment());
const at = (id: string) => `/media/${encodeURIComponent(id)}`;

/** `izin media`: the pictures and files that may be sent, and the rights to them. */
export function mediaCommand(): Command {
  const command = new Command('media').description(
    'gambar dan berkas yang dikirim, beserta izinnya · pictures and files that are sent, and the rights to them',
  );
  for (const one of [addCommand(), listCommand(), showCommand(), withdrawCommand()]) command.addCommand(one);
  return command;
}

function addCommand(): Command {
  return new Command('add')
    .argument('<id>', 'nama pendek, misalnya poster-ramadan · a short name, such as poster-ramadan')
    .argument('<file>', 'JPEG, PNG, MP4, PDF, ...')
    .description(
      'daftarkan; tanpa izin lengkap ia belum terkirim · enter it; without whole rights it is not sent',
    )
    .option('--owner <name>', 'milik siapa · whose it is')
    .option('--licence <licence>', LICENCES.join(', '))
    .option('--proof <text>', 'di mana itu bisa dibaca · where that can be read')
    .option('--people <people>', PEOPLE.join(', '))
    .option(
      '--people-proof <text>',
      'di mana persetujuan mereka bisa dibaca · where their consent can be read',
    )
    .option(
      '--expires <day>',
      'hari terakhir boleh dikirim, 2027-12-31 · the last day on which it may be sent',
    )
    .option('--json', 'JSON')
    .action(async (id: string, path: string, given: Given) => {
      if (!statSync(path, { throwIfNoEntry: false })?.isFile())
        throw new Refusal(`tidak ada berkas ${path} · there is no file ${path}`, WRONG_USE);
      const { json, peopleProof, ...said } = given;
      const rights = { ...said, ...(peopleProof !== undefined && { people_proof: peopleProof }) };
      const query = new URLSearchParams({ id, name: basename(path), ...rights });
      const body = createReadStream(path);
      const as = { type: 'application/octet-stream' };
      const medium = await call()<Medium>('POST', `/media?${query}`, body, as);
      if (json) printJson(medium);
      else explain(medium);
    });
}

function listCommand(): Command {
  return new Command('list')
    .description('semua yang terdaftar · all that are on record')
    .option('--json', 'JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const items: Medium[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const query = new URLSearchParams({ limit: '100', ...(cursor && { cursor }) });
        const page: { items: Medium[]; next: string | null } = await call()('GET', `/media?${query}`);
        items.push(...page.items);
        cursor = page.next;
      }
      if (json) return printJson(items);
      for (const { id, type, licence, owner, sendable } of items)
        print(`${sendable ? '✓' : '✗'} ${id}  ${type}  ${licence ?? '-'}  ${owner ?? '-'}`);
    });
}

function showCommand(): Command {
  return new Command('show')
    .argument('<id>')
    .description('satu berkas dan izinnya · one file and the rights to it')
    .option('--json', 'JSON')
    .action(async (id: string, { json }: { json?: boolean }) => {
      const medium = await call()<Medium>('GET', at(id));
      if (json) printJson(medium);
      else explain(medium);
    });
}

function withdrawCommand(): Command {
  return new Command('withdraw')
    .argument('<id>')
    .description('tarik: tidak terkirim lagi mulai sekarang · withdraw: from now on it is not sent any more')
    .option('--why <text>', 'alasannya · the reason')
    .option('--json', 'JSON')
    .action(async (id: string, { why, json }: { why?: string; json?: boolean }) => {
      const medium = await call()<Medium>('POST', `${at(id)}/withdraw`, {
        ...(why !== undefined && { why }),
      });
      if (json) printJson(medium);
      else explain(medium);
    });
}

const KB = 1024;
const size = (bytes: number) => `${Math.ceil(bytes / KB).toLocaleString('id')} KB`;

function explain(medium: Medium): void {
  const { id, name, type, small, people, people_proof: peopleProof, expires_at: expiresAt } = medium;
  const sent = small ? ` (terkirim · sent: ${size(small.size)})` : '';
  print(`${id}  ${name}  ${type}  ${size(medium.size)}${sent}`);
  print(`  pemilik · owner: ${medium.owner ?? '-'}`);
  print(`  lisensi · licence: ${medium.licence ?? '-'}`);
  print(`  bukti · proof: ${medium.proof ?? '-'}`);
  print(`  orang · people: ${people ?? '-'}${peopleProof === null ? '' : ` (${peopleProof})`}`);
  print(`  sampai · until: ${expiresAt ?? '-'}`);
  if (medium.sendable) print('✓ boleh dikirim · may be sent');
  for (const { message } of medium.missing) print(`✗ ${message.id} · ${message.en}`);
}
