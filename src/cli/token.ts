import { Command } from 'commander';
import { addKey, listKeys, revokeKey } from '../http/keys.js';
import { configFromEnvironment } from './home.js';
import { print, printJson, Refusal } from './outcome.js';
import { withStore } from './store.js';

/** `izin token`: keys for the REST API. */
export function tokenCommand(): Command {
  const command = new Command('token').description('kunci REST API · keys for the REST API');
  command
    .command('add <name>')
    .description('buat kunci, ditampilkan sekali · make a key, shown once')
    .option('--json', 'JSON')
    .action(async (name: string, { json }: { json?: boolean }) => {
      const key = await withStore(configFromEnvironment(), (store) => addKey(store, name, Date.now()));
      if (json) printJson(key);
      else print(`${key.id}\n${key.key}`);
    });
  command
    .command('revoke <id>')
    .description('matikan kunci · end a key')
    .action(async (id: string) => {
      const ended = await withStore(configFromEnvironment(), (store) => revokeKey(store, id, Date.now()));
      if (!ended) throw new Refusal(`no key ${id} is in use; \`izin token list\` shows them`);
    });
  command
    .command('list')
    .description('daftar kunci · list the keys')
    .option('--json', 'JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const keys = await withStore(configFromEnvironment(), (store) => listKeys(store.read));
      if (json) printJson(keys);
      else
        for (const { id, name, revokedAt } of keys)
          print(`${id}  ${name}${revokedAt === null ? '' : '  (revoked)'}`);
    });
  return command;
}
