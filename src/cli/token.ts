import { Command } from 'commander';
import { type ApiKey, keepKey, listKeys, newKey, revokeKey } from '../http/keys.js';
import { DataDirBusyError } from '../store/data-dir.js';
import type { Store } from '../store/index.js';
import { type Call, serverApi } from './api.js';
import { configFromEnvironment } from './home.js';
import { print, printJson, Refusal } from './outcome.js';
import { databaseFile, withDataDir } from './store.js';

/** `izin token`: keys for the REST API. */
export function tokenCommand(): Command {
  const command = new Command('token').description('kunci REST API · keys for the REST API');
  command
    .command('add <name>')
    .description('buat kunci, ditampilkan sekali · make a key, shown once')
    .option('--json', 'JSON')
    .action(async (name: string, { json }: { json?: boolean }) => {
      const { key, hash } = newKey();
      const made = await withKeys({
        server: (api) => api<KeyBody>('POST', '/keys', { name, hash }).then(read),
        alone: (store) => keepKey(store, { name, hash }, Date.now()),
      });
      if (json) printJson({ ...made, key });
      else print(`${made.id}\n${key}`);
    });
  command
    .command('revoke <id>')
    .description('matikan kunci · end a key')
    .action(async (id: string) => {
      const known = await withKeys({
        server: async (api) => {
          const { items } = await api<{ items: KeyBody[] }>('GET', '/keys');
          if (!items.some((one) => one.id === id && one.revoked_at === null)) return false;
          await api('DELETE', `/keys/${encodeURIComponent(id)}`);
          return true;
        },
        alone: (store) => revokeKey(store, id, Date.now()),
      });
      if (!known) throw new Refusal(`no key ${id} is in use; \`izin token list\` shows them`);
    });
  command
    .command('list')
    .description('daftar kunci · list the keys')
    .option('--json', 'JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const keys = await withKeys({
        server: async (api) => (await api<{ items: KeyBody[] }>('GET', '/keys')).items.map(read),
        alone: (store) => listKeys(store.read),
      });
      if (json) printJson(keys);
      else
        for (const { id, name, revokedAt } of keys)
          print(`${id}  ${name}${revokedAt === null ? '' : '  (revoked)'}`);
    });
  return command;
}

interface KeyBody {
  id: string;
  name: string;
  created_at: string;
  revoked_at: string | null;
}

const read = ({ id, name, created_at, revoked_at }: KeyBody): ApiKey => ({
  id,
  name,
  createdAt: Date.parse(created_at),
  revokedAt: revoked_at === null ? null : Date.parse(revoked_at),
});

/** The database has one writer: the server while it runs, else this command. */
async function withKeys<T>(ways: {
  server: (api: Call) => Promise<T>;
  alone: (store: Store) => Promise<T>;
}): Promise<T> {
  const config = configFromEnvironment();
  databaseFile(config);
  try {
    return await withDataDir(config, ways.alone);
  } catch (error) {
    if (error instanceof DataDirBusyError) return ways.server(serverApi(config));
    throw error;
  }
}
