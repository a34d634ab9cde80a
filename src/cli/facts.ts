import { Command } from 'commander';
import { serverApi } from './api.js';
import { configFromEnvironment } from './home.js';
import { print, printJson, Refusal, WRONG_USE } from './outcome.js';

type Value = string | { id: string; en: string };

interface Fact {
  id: string;
  kind: string;
  value: Value;
  owner: string;
  expires?: string;
}

interface Change {
  number: number;
  fact: string;
  state: string;
  before: Fact | null;
  after: Fact | null;
  proposed_by: string;
  effective_at: string | null;
}

const call = () => serverApi(configFromEnvironment());

/** `izin facts`: the facts in force, and the changes that wait for a second person or for their day. */
export function factsCommand(): Command {
  const command = new Command('facts').description(
    'daftar fakta: rekening, QRIS, domain, angka · the list of facts',
  );
  command
    .command('list')
    .description('fakta yang berlaku · the facts in force')
    .option('--json', 'JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const { items } = await call()<{ items: Fact[] }>('GET', '/facts');
      if (json) return printJson(items);
      for (const { id, kind, value, owner, expires } of items)
        print(`${id}  ${kind}  ${shown(value)}  ${owner}${expires === undefined ? '' : `  ${expires}`}`);
    });
  command
    .command('changes')
    .description('perubahan, terbaru dulu · changes, newest first')
    .option('--json', 'JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const { items } = await call()<{ items: Change[] }>('GET', '/facts/changes');
      if (json) return printJson(items);
      for (const change of items) print(inWords(change));
    });
  for (const [name, description] of [
    ['approve', 'setujui perubahan orang lain · approve the change of somebody else'],
    ['cancel', 'batalkan perubahan yang belum berlaku · cancel a change that does not count yet'],
  ] as const) {
    command
      .command(`${name} <number>`)
      .description(description)
      .option('--json', 'JSON')
      .action(async (number: string, { json }: { json?: boolean }) => {
        if (!/^\d+$/.test(number))
          throw new Refusal('the number of a change, as `izin facts changes` shows it', WRONG_USE);
        const change = await call()<Change>('POST', `/facts/changes/${number}/${name}`);
        if (json) printJson(change);
        else print(inWords(change));
      });
  }
  return command;
}

const shown = (value: Value) => (typeof value === 'string' ? value : value.id);
const told = (fact: Fact | null) => (fact ? shown(fact.value) : '-');

function inWords({ number, fact, state, before, after, proposed_by, effective_at }: Change): string {
  const at = effective_at === null ? '' : `  ${effective_at}`;
  return `${number}  ${state}  ${fact}  ${told(before)} -> ${told(after)}  ${proposed_by}${at}`;
}
