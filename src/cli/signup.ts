import { Command } from 'commander';
import { serverApi } from './api.js';
import { configFromEnvironment } from './home.js';
import { print, printJson, Refusal, WRONG_USE } from './outcome.js';

interface Signup {
  id: string;
  topic: string | null;
  name: string;
  url: string;
  state: string;
}

interface Given {
  privacy: string;
  lang: string;
  message?: string;
  acceptTerms?: boolean;
  json?: boolean;
}

const call = () => serverApi(configFromEnvironment());

/** `izin signup`: Meta's In-App Signups, the sheet inside WhatsApp on which people agree. */
export function signupCommand(): Command {
  const command = new Command('signup').description(
    'lembar persetujuan di WhatsApp · In-App Signups of Meta',
  );
  command
    .command('create <topic>')
    .description('buat untuk satu topik · make one for a topic')
    .requiredOption('--privacy <address>', 'alamat halaman privasi, https · address of the privacy page')
    .option('--lang <id|en>', 'bahasa · language', 'id')
    .option('--message <text>', 'yang disetujui orang, paling panjang 300 · what people agree to')
    .option('--accept-terms', 'setujui ketentuan Meta, cukup sekali · accept the terms of Meta, needed once')
    .option('--json', 'JSON')
    .action(async (topic: string, { privacy, lang, message, acceptTerms, json }: Given) => {
      if (lang !== 'id' && lang !== 'en') throw new Refusal('--lang is id or en', WRONG_USE);
      const signup = await call()<Signup>('POST', '/signups', {
        topic,
        language: lang,
        privacy_policy_url: privacy,
        accept_terms: acceptTerms === true,
        ...(message !== undefined && { message }),
      });
      if (json) printJson(signup);
      else print(`${signup.id}\n${signup.url}`);
    });
  command
    .command('list')
    .description('semua lembar · all of them')
    .option('--json', 'JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const { items } = await call()<{ items: Signup[] }>('GET', '/signups');
      if (json) return printJson(items);
      for (const { id, topic, state, name } of items)
        print(`${id}  ${state.padEnd(7)}  ${topic ?? '-'}  ${name}`);
    });
  command
    .command('revoke <id>')
    .description('cabut · revoke')
    .option('--json', 'JSON')
    .action(async (id: string, { json }: { json?: boolean }) => {
      const signup = await call()<Signup>('POST', `/signups/${encodeURIComponent(id)}/revoke`);
      if (json) printJson(signup);
      else print(`${signup.id} ${signup.state}`);
    });
  return command;
}
