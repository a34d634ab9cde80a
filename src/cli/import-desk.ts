import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { beginAskImported } from '../broadcast/ask-imported.js';
import type { Config } from '../config.js';
import { ImportFileError } from '../consent/import/file-error.js';
import { type ImportRequest, ImportStateError, Imports } from '../consent/import/imports.js';
import type { Outcome } from '../consent/import/outcome.js';
import { type ImportView, listImports, readImport } from '../consent/import/reading.js';
import { reportFile } from '../consent/import/report-file.js';
import { foldTopic, type Proof } from '../consent/import/row.js';
import { topicNames } from '../consent/import/run.js';
import { FAULT_WORDS } from '../consent/import/words.js';
import { readSourcePolicies, setSourcePolicy } from '../consent/source-policy.js';
import { Suppression } from '../contacts/suppression.js';
import { overviewOf } from '../http/routes/import-view.js';
import { DataDirBusyError, readSecrets } from '../store/data-dir.js';
import type { Store } from '../store/index.js';
import { type Call, serverApi } from './api.js';
import { Refusal } from './outcome.js';
import { withDataDir } from './store.js';

/** An import as the API shows it. */
export type Overview = ReturnType<typeof overviewOf>;

/** What the commands do with imports, wherever they run. */
export interface ImportDesk {
  create(path: string, request: Omit<ImportRequest, 'actor'>): Promise<string>;
  view(id: string): Promise<Overview>;
  list(): Promise<Overview[]>;
  report(id: string, outcome: Outcome | undefined): Promise<AsyncIterable<string | Buffer>>;
  prove(id: string, proof: Proof & { sha256: string | null }): Promise<void>;
  cancel(id: string): Promise<void>;
  /** Begins to ask those whose request stands for their yes; the server goes on with it. */
  ask(id: string): Promise<void>;
  policies(): Promise<{ source: string; double_opt_in: boolean; reason: string | null }[]>;
  setPolicy(source: string, doubleOptIn: boolean, reason: string): Promise<void>;
}

/** Works at the running server; where none runs, in this process with the data directory to itself. */
export async function atImportDesk<T>(config: Config, work: (desk: ImportDesk) => Promise<T>): Promise<T> {
  try {
    return await withDataDir(config, async (store) => {
      const imports = localImports(config, store);
      await imports.start();
      try {
        return await work(localDesk(store, imports));
      } finally {
        await imports.stop();
      }
    });
  } catch (error) {
    if (!(error instanceof DataDirBusyError)) throw error;
    return work(remoteDesk(serverApi(config)));
  }
}

const ACTOR = 'izin consent';

function localImports(config: Config, store: Store): Imports {
  const { secret } = readSecrets(config.dataDir, config.secret);
  return new Imports({
    store,
    suppression: new Suppression(secret),
    environment: config.mode,
    country: 'ID',
    timezone: config.timezone,
    now: Date.now,
    directory: join(config.dataDir, 'imports'),
  });
}

function localDesk(store: Store, imports: Imports): ImportDesk {
  const known = async (id: string): Promise<ImportView> => {
    const view = await readImport(store.read, id);
    if (!view)
      throw new Refusal(`tidak ada impor ${id} · there is no import ${id}; see \`izin consent imports\``);
    return view;
  };
  return {
    create: async (path, request) => {
      const { topic } = request.defaults;
      if (topic !== undefined && !new Map(await topicNames(store.read)).has(foldTopic(topic)))
        throw new Refusal(`tidak ada topik ${topic} · there is no topic ${topic}`);
      return imports.create(createReadStream(path), { ...request, actor: ACTOR }).catch(refuse);
    },
    view: async (id) => overviewOf(await known(id)),
    list: async () => (await listImports(store.read, undefined, 100)).map(overviewOf),
    report: async (id, outcome) => {
      await known(id);
      return reportFile(store.read, id, outcome);
    },
    prove: async (id, proof) => {
      await known(id);
      await imports.prove(id, { ...proof, actor: ACTOR }).catch(refuse);
    },
    cancel: async (id) => {
      await known(id);
      await imports.cancel(id).catch(refuse);
    },
    ask: async (id) => {
      await known(id);
      await beginAskImported(store, id, ACTOR, Date.now());
    },
    policies: async () =>
      [...(await readSourcePolicies(store.read)).values()].map(({ source, doubleOptIn, reason }) => ({
        source,
        double_opt_in: doubleOptIn,
        reason,
      })),
    setPolicy: (source, doubleOptIn, reason) =>
      store.write((tx) => setSourcePolicy(tx, { source, doubleOptIn, reason, actor: ACTOR, at: Date.now() })),
  };
}

const NOT_NOW: Record<ImportStateError['why'], string> = {
  running: 'impor masih berjalan · the import is still running',
  proven: 'tidak ada baris yang menunggu bukti · no row waits for a proof',
  ended: 'impor sudah selesai · the import has ended',
};

function refuse(error: unknown): never {
  if (error instanceof ImportStateError) throw new Refusal(NOT_NOW[error.why]);
  if (!(error instanceof ImportFileError)) throw error;
  const { id, en } = FAULT_WORDS[error.fault];
  throw new Refusal(`${id} · ${en}`);
}

function remoteDesk(api: Call): ImportDesk {
  const at = (id: string) => `/imports/${encodeURIComponent(id)}`;
  return {
    async create(path, { name, dryRun, sheet, columns, defaults }) {
      const query = new URLSearchParams({ dry_run: String(dryRun), wait: '0', ...defaults });
      if (name !== null) query.set('name', name);
      if (sheet !== null) query.set('sheet', sheet);
      for (const [column, header] of Object.entries(columns)) query.append('map', `${column}=${header}`);
      const file = createReadStream(path);
      return (await api<Overview>('POST', `/imports?${query}`, file, { type: 'application/octet-stream' }))
        .id;
    },
    view: (id) => api('GET', `${at(id)}?limit=1`),
    list: async () => (await api<{ items: Overview[] }>('GET', '/imports?limit=100')).items,
    report: async (id, outcome) => {
      // A refusal can be explained; half a file cannot.
      await api('GET', `${at(id)}?limit=1`);
      const path = `${at(id)}/report${outcome ? `?outcome=${outcome}` : ''}`;
      return api<Readable>('GET', path, undefined, { streamed: true });
    },
    prove: async (id, proof) => {
      await api('POST', `${at(id)}/proof`, proof);
    },
    cancel: async (id) => {
      await api('POST', `${at(id)}/cancel`);
    },
    ask: async (id) => {
      await api('POST', `${at(id)}/ask`);
    },
    policies: async () =>
      (await api<{ items: Awaited<ReturnType<ImportDesk['policies']>> }>('GET', '/sources')).items,
    setPolicy: async (source, doubleOptIn, reason) => {
      await api('POST', '/sources', { source, double_opt_in: doubleOptIn, reason });
    },
  };
}
